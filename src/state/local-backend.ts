// The state in a file on this machine. The truth is a folder of numbered documents beside it, each made by
// create-if-absent; the file itself is the newest one again, for people and for backups.
import type { Clock } from "../core/clock.ts";
import type { LockHolder } from "../core/errors.ts";
import type { LeaseRequest, StateArchive } from "../core/state-port.ts";
import { acquireLease, type LeaseSetting } from "./acquire-lease.ts";
import { examineLocal } from "./examine-local.ts";
import { asStateFailure } from "./file-failure.ts";
import { otherLineage, staleSerial } from "./lease-errors.ts";
import { openNumberedLeases, readHolder, readNewestLease, unlockNumbered } from "./numbered-lease.ts";
import { assertMayWrite, assertStillOurs, createNumbered, type NumberedWrite } from "./numbered-writes.ts";
import { linuxWitness, type ProcessWitness } from "./process-identity.ts";
import { PLAIN_CODEC, type StateCodec } from "./state-codec.ts";
import { nodeFiles, type StateFiles } from "./state-files.ts";
import {
  clearOldNumbers,
  listSerials,
  openFileStore,
  readNewestDocument,
  readSerial,
  type StoredPlace,
} from "./stored-serials.ts";

export interface LocalBackendOptions {
  /** Absolute, or relative to the working folder. */
  readonly path: string;
  readonly clock: Clock;
  readonly identity: LeaseSetting["identity"];
  readonly randomId: () => string;
  /** Default 60 s. */
  readonly leaseMs?: number;
  /** For what people should know but what is no error. */
  readonly warn?: (message: string) => void;
  /** How a document stands in the file; default: plain JSON. Encryption goes here. */
  readonly codec?: StateCodec;
  readonly files?: StateFiles;
  readonly witness?: ProcessWitness;
}

export function createLocalBackend(options: LocalBackendOptions): StateArchive {
  const { path, clock, codec = PLAIN_CODEC, files = nodeFiles, warn = () => undefined } = options;
  const locate = async (): Promise<StoredPlace> => {
    // Locks and numbers belong to the file that a link leads to: two links to one state must meet.
    const file = await asStateFailure("read", path, files.follow(path));
    return { file, folder: `${file}.d`, files, parse: codec.parse, warn };
  };
  const reading = async <T>(work: (place: StoredPlace) => Promise<T>): Promise<T> => {
    const place = await locate();
    return await asStateFailure("read", place.file, work(place));
  };
  const writing = async <T>(work: (place: StoredPlace) => Promise<T>): Promise<T> => {
    const place = await locate();
    return await asStateFailure(
      "write",
      place.file,
      files.makeFolder(place.folder).then(() => work(place)),
    );
  };
  let written: number | undefined;
  let holder: LockHolder | undefined;
  return {
    label: path,
    read: () => reading(readNewestDocument),
    create: (document) =>
      writing(async (place) => {
        const write = { store: openFileStore(place), document, text: codec.format(document), holder };
        await assertMayCreate(place, write, written === document.serial - 1);
        await createNumbered(write);
        await assertStillOurs(write);
        await keepCopy(place, write, clock);
        written = document.serial;
      }),
    async acquire(request) {
      const lease = await writing((place) => acquireLocalLease(place, options, request));
      holder = lease.holder;
      return lease;
    },
    holder: () => reading((place) => readHolder(openFileStore(place))),
    async unlock(id) {
      const place = await locate();
      return await asStateFailure("write", place.file, unlockNumbered(openFileStore(place), id));
    },
    ...looks(reading, options),
    close: () => Promise.resolve(),
  };
}

function openLeases(place: StoredPlace, { identity, witness = linuxWitness }: LocalBackendOptions) {
  const lowestToken = async (): Promise<number> => {
    // The lease files were removed, but the state was written under a token that must not be given out again.
    const document = await readNewestDocument({ ...place, warn: () => undefined }).catch(() => undefined);
    return document?.token ?? 0;
  };
  return openNumberedLeases({ store: openFileStore(place), lowestToken, proof: { host: identity.host, witness } });
}

function looks(
  reading: <T>(work: (place: StoredPlace) => Promise<T>) => Promise<T>,
  options: LocalBackendOptions,
): Pick<StateArchive, "history" | "readSerial" | "examine" | "isHolderGone"> {
  return {
    history: () => reading(listSerials),
    readSerial: (serial) => reading((place) => readSerial(place, serial)),
    examine: () => reading(examineLocal),
    isHolderGone: () =>
      reading(async (place) => {
        const lease = await readNewestLease(openFileStore(place));
        return lease !== undefined && (await openLeases(place, options).isFree(lease));
      }),
  };
}

async function acquireLocalLease(place: StoredPlace, options: LocalBackendOptions, request: LeaseRequest) {
  const { clock, identity, randomId, leaseMs = 60_000, warn = () => undefined } = options;
  const setting = { clock, identity, randomId, leaseMs, warn };
  const lease = await acquireLease(setting, openLeases(place, options), request);
  await warnIfReadable(options, place, lease.token);
  return lease;
}

/** Some file systems know no rights: whoever may reach them reads the state. */
async function warnIfReadable(
  { files = nodeFiles, warn = () => undefined }: LocalBackendOptions,
  place: StoredPlace,
  token: number,
): Promise<void> {
  const path = openFileStore(place).locate("lease", token);
  const isPrivate = (await files.isPrivate?.(path).catch(() => true)) ?? true;
  if (!isPrivate)
    warn(
      `the state can be read by others: its file system does not keep the rights of ${place.folder} (0600 was asked)`,
    );
}

/** `isOwnNext`: this backend wrote the serial before, so that only the numbers can tell of others. */
async function assertMayCreate(place: StoredPlace, write: NumberedWrite, isOwnNext: boolean): Promise<void> {
  await assertMayWrite(write);
  if (isOwnNext) return;
  const { serial, lineage } = write.document;
  // The file may have been put back by hand with a higher serial than any number.
  const newest = await readNewestDocument({ ...place, warn: () => undefined }).catch(() => undefined);
  if (newest !== undefined && newest.serial >= serial) throw staleSerial(serial, newest.serial);
  if (newest !== undefined && newest.lineage !== lineage) throw otherLineage(newest.lineage, lineage, place.file);
}

/** The document is durable under its number; the copy is for people. */
async function keepCopy(place: StoredPlace, { document, text }: NumberedWrite, clock: Clock): Promise<void> {
  try {
    await place.files.replace(place.file, text, place.folder);
    await clearOldNumbers(place, document.serial, clock);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    place.warn(`serial ${document.serial} is written, but its copy is not: ${reason}`);
  }
}
