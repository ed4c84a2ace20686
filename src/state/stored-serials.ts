// The files of a local state: its numbered entries as a store, the copy of the newest for people, and clearing away old ones.
import { join } from "node:path";

import type { Clock } from "../core/clock.ts";
import { StateError } from "../core/errors.ts";
import type { StateDocument } from "../core/state-document.ts";
import type { StoredSerial } from "../core/state-port.ts";
import { KEPT_MS, KEPT_SERIALS, type NumberedStore, numberedName, numbersOf } from "./numbered-store.ts";
import { readNumbered, THINNED } from "./numbered-writes.ts";
import { type StateFiles, TEMPORARY } from "./state-files.ts";

/** Bounds what one write may have to clear away. */
const LARGEST_CLEARING = 200;

export interface StoredPlace {
  readonly file: string;
  readonly folder: string;
  readonly files: StateFiles;
  readonly parse: (text: string, label: string) => StateDocument;
  readonly warn: (message: string) => void;
}

export function openFileStore({ folder, files }: Pick<StoredPlace, "folder" | "files">): NumberedStore {
  const locate: NumberedStore["locate"] = (kind, number) => join(folder, numberedName(kind, number));
  return {
    locate,
    async newest(kind) {
      // A list over a network may be seconds old; a name that it lacks opens all the same.
      let newest = numbersOf(await files.list(folder), kind).at(-1);
      while ((await files.read(locate(kind, (newest ?? 0) + 1))) !== undefined) newest = (newest ?? 0) + 1;
      return newest;
    },
    read: (kind, number) => files.read(locate(kind, number)),
    create: (kind, number, text) => files.create(locate(kind, number), text),
    replace: (kind, number, text) => files.replace(locate(kind, number), text),
  };
}

/** The newest document; undefined only where there is neither a file nor a number. */
export async function readNewestDocument(place: StoredPlace): Promise<StateDocument | undefined> {
  const newest = await openFileStore(place).newest("serial");
  const copy = await readCopy(place);
  if (newest === undefined) return copy === undefined ? undefined : unwrap(copy);
  // A copy that was edited or put back by hand counts as soon as it is not older.
  if (copy?.document !== undefined && copy.document.serial >= newest) return copy.document;
  if (copy?.error?.problem === "newer-format") throw copy.error;
  const document = await readSerial(place, newest);
  if (copy === undefined) place.warn(`${place.file} is missing: serial ${newest} is read from ${place.folder}`);
  else if (copy.error !== undefined) {
    place.warn(`${copy.error.message}: serial ${newest} is read from ${place.folder}`);
  } else if (copy.document !== undefined && copy.document.serial < newest - 1) {
    place.warn(`${place.file} holds serial ${copy.document.serial}, which is older than serial ${newest}: not used`);
  }
  return document;
}

/** Over a network a file that was just replaced may be read cut to its old size: it is no damage before a second look. */
async function readCopy(place: StoredPlace): Promise<Parsed | undefined> {
  for (let look = 1; ; look += 1) {
    const text = await place.files.read(place.file);
    const copy = text === undefined ? undefined : tryParse(place, text, place.file);
    if (copy?.error?.problem !== "corrupt" || look === 2) return copy;
  }
}

export async function readSerial(place: StoredPlace, serial: number): Promise<StateDocument> {
  return await readNumbered(openFileStore(place), serial, { parse: place.parse, wayBack: sayWayBack(place.folder) });
}

/** The serials that can still be read, newest first. */
export async function listSerials({ folder, files }: StoredPlace): Promise<StoredSerial[]> {
  const store = openFileStore({ folder, files });
  const found: StoredSerial[] = [];
  for (const serial of numbersOf(await files.list(folder), "serial").reverse()) {
    const path = store.locate("serial", serial);
    if ((await files.read(path)) === THINNED) break;
    const writtenMs = await files.modifiedMs(path);
    if (writtenMs !== undefined) found.push({ serial, writtenMs });
  }
  return found;
}

/** No older serial is taken by itself: what was sent since then would not be known. */
function sayWayBack(folder: string): string {
  return (
    `nothing was changed; ${folder} keeps the newest serials. Put this one back from a backup, or take the last good one of ` +
    "trueup state history by trueup state restore SERIAL --force, or move it away (keep it): then the one before it counts. " +
    "An older one does not know what was done since: look at trueup plan before an apply"
  );
}

type Parsed =
  | { readonly document: StateDocument; readonly error?: undefined }
  | { readonly document?: undefined; readonly error: StateError };

function tryParse(place: StoredPlace, text: string, label: string): Parsed {
  try {
    return { document: place.parse(text, label) };
  } catch (error) {
    if (error instanceof StateError) return { error };
    throw error;
  }
}

function unwrap(parsed: Parsed): StateDocument {
  if (parsed.document === undefined) throw parsed.error;
  return parsed.document;
}

/**
 * After a write: the document that falls out of the kept ones shrinks to its number, and what is older than a day goes.
 * Only tidiness: a failure here must not fail the write.
 */
export async function clearOldNumbers({ folder, files }: StoredPlace, newest: number, clock: Clock): Promise<void> {
  const names = await files.list(folder);
  const serials = numbersOf(names, "serial").filter((serial) => serial <= newest - KEPT_SERIALS);
  const last = serials.at(-1);
  if (last !== undefined) await files.scribble(join(folder, numberedName("serial", last)), THINNED);
  const leases = numbersOf(names, "lease").slice(0, -1);
  const old = [
    serials.map((serial) => numberedName("serial", serial)),
    leases.map((token) => numberedName("lease", token)),
    names.filter((name) => TEMPORARY.test(name)).sort(),
  ];
  for (const group of old) {
    for (const name of group.slice(0, LARGEST_CLEARING)) {
      const modified = await files.modifiedMs(join(folder, name));
      // Numbers ascend with time, so the first young one ends the search.
      if (modified === undefined || clock.now() - modified < KEPT_MS) break;
      await files.remove(join(folder, name));
    }
  }
}
