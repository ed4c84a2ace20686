// The numbered documents of a local state: reading the newest that is sound, and clearing away old ones.
import { join } from "node:path";

import type { Clock } from "../core/clock.ts";
import { StateError } from "../core/errors.ts";
import type { StateDocument } from "../core/state-document.ts";
import { LEASE } from "./lease-record.ts";
import { numberedName, numbersOf, type StateFiles, TEMPORARY } from "./state-files.ts";

export const SERIAL = "serial";

/** So many of the newest documents stay readable. */
const KEPT_SERIALS = 20;
/** A number that is gone could be created again by a writer that was stopped before its write, so it stays this long. */
const KEPT_MS = 24 * 60 * 60 * 1000;
/** Bounds what one write may have to clear away. */
const LARGEST_CLEARING = 200;

/** What is left of an old document: its number. */
export const THINNED = '{"thinned":true}\n';

export interface StoredPlace {
  readonly file: string;
  readonly folder: string;
  readonly files: StateFiles;
  readonly parse: (text: string, label: string) => StateDocument;
  readonly warn: (message: string) => void;
}

export function serialPath(folder: string, serial: number): string {
  return join(folder, numberedName(SERIAL, serial));
}

/** The newest document; undefined only where there is neither a file nor a number. */
export async function readNewestDocument(place: StoredPlace): Promise<StateDocument | undefined> {
  const newest = numbersOf(await place.files.list(place.folder), SERIAL).at(-1);
  const text = await place.files.read(place.file);
  const copy = text === undefined ? undefined : tryParse(place, text, place.file);
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

export async function readSerial(place: StoredPlace, serial: number): Promise<StateDocument> {
  const path = serialPath(place.folder, serial);
  const text = await place.files.read(path);
  if (text === undefined || text === THINNED) {
    throw new StateError("corrupt", `serial ${serial} of the state is not kept any more: ${path}`);
  }
  const { document, error } = tryParse(place, text, path);
  if (document?.serial === serial) return document;
  if (error !== undefined && error.problem !== "corrupt") throw error;
  const message = error?.message ?? `${path} is damaged: it holds serial ${document?.serial}`;
  throw new StateError("corrupt", message, { cause: error, hint: sayWayBack(place.folder) });
}

/** No older serial is taken by itself: what was sent since then would not be known. */
function sayWayBack(folder: string): string {
  return (
    `nothing was changed; ${folder} keeps the newest serials. Put this one back from a backup, or move it away (keep it): ` +
    "then the one before it counts, which does not know what was done since. Look at trueup plan before an apply"
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
  const serials = numbersOf(names, SERIAL).filter((serial) => serial <= newest - KEPT_SERIALS);
  const last = serials.at(-1);
  if (last !== undefined) await files.scribble(serialPath(folder, last), THINNED);
  const leases = numbersOf(names, LEASE).slice(0, -1);
  const old = [
    serials.map((serial) => numberedName(SERIAL, serial)),
    leases.map((token) => numberedName(LEASE, token)),
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
