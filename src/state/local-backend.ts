// The state in a file on this machine. The truth is a folder of numbered documents beside it, each made by
// create-if-absent; the file itself is the newest one again, for people and for backups.
import type { Clock } from "../core/clock.ts";
import { type LockHolder, StateError } from "../core/errors.ts";
import type { StateDocument } from "../core/state-document.ts";
import type { StateBackend } from "../core/state-port.ts";
import { asStateFailure } from "./file-failure.ts";
import { formatStateDocument } from "./format-state.ts";
import { isOfAnother, readNewestLease, UNKNOWN_HOLDER } from "./lease-record.ts";
import { acquireLocalLease, type LeaseSetting, lostLease, unlockLocalLease } from "./local-lease.ts";
import { parseStateDocument } from "./parse-state.ts";
import { linuxWitness, type ProcessWitness } from "./process-identity.ts";
import { nodeFiles, numbersOf, type StateFiles } from "./state-files.ts";
import {
  clearOldNumbers,
  readNewestDocument,
  readSerial,
  SERIAL,
  type StoredPlace,
  serialPath,
  THINNED,
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

export interface StateCodec {
  format(document: StateDocument): string;
  /** Throws `StateError`: corrupt, newer-format. */
  parse(text: string, label: string): StateDocument;
}

export interface StoredSerial {
  readonly serial: number;
  /** Epoch milliseconds. */
  readonly writtenMs: number;
}

export interface LocalBackend extends StateBackend {
  /** The serials that can still be read, newest first. */
  history(): Promise<readonly StoredSerial[]>;
  readSerial(serial: number): Promise<StateDocument>;
}

const PLAIN: StateCodec = { format: formatStateDocument, parse: parseStateDocument };

export function createLocalBackend(options: LocalBackendOptions): LocalBackend {
  const { path, clock, codec = PLAIN, files = nodeFiles, warn = () => undefined } = options;
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
        await assertMayCreate(place, document, { holder, isOwnNext: written === document.serial - 1 });
        await createDocument(place, document, { codec, clock, holder });
        written = document.serial;
      }),
    async acquire(request) {
      const lease = await writing((place) => acquireLocalLease(leaseSetting(place, options), request));
      holder = lease.holder;
      return lease;
    },
    holder: () =>
      reading(async ({ folder }) => {
        const lease = await readNewestLease(folder, files);
        return lease === undefined || lease.record?.released === true
          ? undefined
          : (lease.record?.holder ?? UNKNOWN_HOLDER);
      }),
    async unlock(id) {
      const place = await locate();
      return await asStateFailure("write", place.file, unlockLocalLease(leaseSetting(place, options), id));
    },
    history: () => reading(listSerials),
    readSerial: (serial) => reading((place) => readSerial(place, serial)),
  };
}

function leaseSetting(place: StoredPlace, options: LocalBackendOptions): LeaseSetting {
  const { clock, identity, randomId, leaseMs = 60_000, witness = linuxWitness } = options;
  const lowestToken = async (): Promise<number> => {
    // The lease files were removed, but the state was written under a token that must not be given out again.
    const document = await readNewestDocument({ ...place, warn: () => undefined }).catch(() => undefined);
    return document?.token ?? 0;
  };
  const { folder, files, warn } = place;
  return { folder, files, clock, leaseMs, identity, randomId, witness, warn, lowestToken };
}

/** `isOwnNext`: this backend wrote the serial before, so that only the numbers can tell of others. */
async function assertMayCreate(
  place: StoredPlace,
  document: StateDocument,
  { holder, isOwnNext }: { readonly holder: LockHolder | undefined; readonly isOwnNext: boolean },
): Promise<void> {
  await assertToken(place, document, holder);
  await assertNoNumberFrom(place, document.serial);
  if (isOwnNext) return;
  // The file may have been put back by hand with a higher serial than any number.
  const newest = await readNewestDocument({ ...place, warn: () => undefined }).catch(() => undefined);
  if (newest !== undefined && newest.serial >= document.serial) throw staleSerial(document.serial, newest.serial);
}

async function createDocument(
  place: StoredPlace,
  document: StateDocument,
  {
    codec,
    clock,
    holder,
  }: { readonly codec: StateCodec; readonly clock: Clock; readonly holder: LockHolder | undefined },
): Promise<void> {
  const text = codec.format(document);
  if (!(await place.files.create(serialPath(place.folder, document.serial), text))) {
    throw staleSerial(document.serial, document.serial);
  }
  // Who takes a lease reads the state after it; who writes looks for a higher token after it: one of the two sees the other.
  await assertToken(place, document, holder);
  await assertNoNumberFrom(place, document.serial + 1);
  try {
    await place.files.replace(place.file, text, place.folder);
    await clearOldNumbers(place, document.serial, clock);
  } catch (error) {
    // The document is durable under its number; the copy is for people.
    const reason = error instanceof Error ? error.message : String(error);
    place.warn(`serial ${document.serial} is written, but its copy is not: ${reason}`);
  }
}

/** `holder`: who took the lease here, if anybody did. */
async function assertToken(
  { folder, files }: StoredPlace,
  document: StateDocument,
  holder: LockHolder | undefined,
): Promise<void> {
  const newest = await readNewestLease(folder, files);
  if (newest === undefined && document.token === 0) return;
  const isTaken = newest !== undefined && holder !== undefined && isOfAnother(newest, holder);
  if (newest?.token === document.token && newest.record?.released !== true && !isTaken) return;
  throw lostLease(newest?.record);
}

async function assertNoNumberFrom({ folder, files }: StoredPlace, serial: number): Promise<void> {
  const newest = numbersOf(await files.list(folder), SERIAL).at(-1);
  if (newest !== undefined && newest >= serial) throw staleSerial(serial, newest);
}

function staleSerial(serial: number, newest: number): StateError {
  return new StateError(
    "stale-serial",
    `serial ${serial} of the state cannot be written: serial ${newest} is there already`,
    {
      hint: "another run has changed the state in between; plan again",
    },
  );
}

async function listSerials({ folder, files }: StoredPlace): Promise<StoredSerial[]> {
  const found: StoredSerial[] = [];
  for (const serial of numbersOf(await files.list(folder), SERIAL).reverse()) {
    const path = serialPath(folder, serial);
    if ((await files.read(path)) === THINNED) break;
    const writtenMs = await files.modifiedMs(path);
    if (writtenMs !== undefined) found.push({ serial, writtenMs });
  }
  return found;
}
