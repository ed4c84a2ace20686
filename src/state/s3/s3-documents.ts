// Reading the newest document and writing the next one. Each part of a write is tried again by itself while the lease lives: once
// the object is there, the checks before it would take it for somebody else's.
import { StateError } from "../../core/errors.ts";
import type { StateDocument } from "../../core/state-document.ts";
import { otherLineage, staleSerial } from "../lease-errors.ts";
import type { NumberedStore } from "../numbered-store.ts";
import {
  assertMayWrite,
  assertStillOurs,
  createNumbered,
  type NumberedWrite,
  readNumbered,
} from "../numbered-writes.ts";
import type { StateCodec } from "../state-codec.ts";
import { sayWayBack } from "./s3-store.ts";

export interface S3Documents {
  readOne(serial: number): Promise<StateDocument>;
  readNewest(): Promise<StateDocument | undefined>;
  write(document: StateDocument, holder: NumberedWrite["holder"]): Promise<void>;
}

export interface S3DocumentsOptions {
  readonly store: NumberedStore;
  readonly codec: StateCodec;
  readonly label: string;
  readonly retry: <T>(work: () => Promise<T>) => Promise<T>;
  /** Throws where the store has changed so that it promises nothing any more. */
  readonly assertSafe: () => Promise<void>;
}

export function openS3Documents({ store, codec, label, retry, assertSafe }: S3DocumentsOptions): S3Documents {
  let written: number | undefined;
  const readOne = (serial: number): Promise<StateDocument> =>
    readNumbered(store, serial, { parse: codec.parse, wayBack: sayWayBack() });
  const readNewest = async (): Promise<StateDocument | undefined> => {
    const newest = await store.newest("serial");
    return newest === undefined ? undefined : await readOne(newest);
  };
  const assertFollows = async ({ serial, lineage }: StateDocument): Promise<void> => {
    // Damage is told by reading; a document that is written above it is how a state is put right.
    const newest = await readNewest().catch((error: unknown) => {
      if (error instanceof StateError && error.problem === "corrupt") return undefined;
      throw error;
    });
    if (newest === undefined) return;
    if (newest.serial >= serial) throw staleSerial(serial, newest.serial);
    if (newest.lineage !== lineage) throw otherLineage(newest.lineage, lineage, label);
  };
  return {
    readOne,
    readNewest,
    async write(document, holder) {
      const write = { store, document, text: codec.format(document), holder };
      const isOwnNext = written === document.serial - 1;
      await retry(() => Promise.all([assertMayWrite(write), isOwnNext ? undefined : assertFollows(document)]));
      await createNumbered(write);
      await retry(() => Promise.all([assertStillOurs(write), assertSafe()]));
      written = document.serial;
    },
  };
}
