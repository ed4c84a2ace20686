// How a document stands in a store; encryption is another codec. Pure.
import type { StateDocument } from "../core/state-document.ts";
import { formatStateDocument } from "./format-state.ts";
import { parseStateDocument } from "./parse-state.ts";

export interface StateCodec {
  format(document: StateDocument): string;
  /** Throws `StateError`: corrupt, newer-format. */
  parse(text: string, label: string): StateDocument;
}

export const PLAIN_CODEC: StateCodec = { format: formatStateDocument, parse: parseStateDocument };
