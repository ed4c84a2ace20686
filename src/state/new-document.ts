// A state document for a stack that has none yet. Randomness is passed in.
import { STATE_FORMAT_VERSION, type StateDocument } from "../core/state-document.ts";

export interface Randomness {
  readonly uuid: () => string;
  /** Hexadecimal text of so many random bytes. */
  readonly hex: (bytes: number) => string;
}

/** Serial 0: not written yet. The first commit writes serial 1. */
export function newStateDocument(stack: string, trueupVersion: string, random: Randomness): StateDocument {
  return {
    format_version: STATE_FORMAT_VERSION,
    trueup_version: trueupVersion,
    serial: 0,
    lineage: random.uuid(),
    stack,
    token: 0,
    salt: random.hex(32),
    files: [],
    resources: {},
    pending: [],
    outputs: {},
  };
}
