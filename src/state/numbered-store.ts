// What a state needs of a store that keeps it as numbered documents: create if absent, read, list, delete. Files and objects
// in a bucket both offer it. Pure: names and numbers.

/** Documents of the state, by their serial; leases, by their fencing token. */
export type NumberedKind = "serial" | "lease";

export interface NumberedStore {
  /** Where an entry is, for people. */
  locate(kind: NumberedKind, number: number): string;
  /** The highest number that exists. Must see whatever was created before the call. */
  newest(kind: NumberedKind): Promise<number | undefined>;
  /**
   * Whether no higher number follows on this one, without a list: asked for by its name. Absent: a list costs no more.
   * Enough for a writer: leases follow on each other without a gap, and whoever writes a serial has taken a later lease.
   */
  isLast?(kind: NumberedKind, number: number): Promise<boolean>;
  /** The text of an entry, whole, or undefined where there is none. */
  read(kind: NumberedKind, number: number): Promise<string | undefined>;
  /** Creates the entry, whole and durable, or resolves with false where the number is taken. Of any callers one wins. */
  create(kind: NumberedKind, number: number, text: string): Promise<boolean>;
  /**
   * Throws where an entry that was just created is not this text: the store has given one number to two. Absent: the store
   * cannot.
   */
  confirm?(kind: NumberedKind, number: number, text: string): Promise<void>;
  /**
   * Puts the text in place of what the entry holds, in one step. Only for what its writer alone writes: heartbeats, and under the
   * lock older documents of the same content.
   */
  replace(kind: NumberedKind, number: number, text: string): Promise<void>;
}

/** So many of the newest documents stay readable. */
export const KEPT_SERIALS = 20;
/** A number that is gone could be created again by a writer that was stopped before its write, so it stays this long. */
export const KEPT_MS = 24 * 60 * 60 * 1000;

/** The name that a numbered entry has, so that names sort like numbers. */
export function numberedName(kind: string, number: number): string {
  return `${kind}-${String(number).padStart(12, "0")}.json`;
}

/**
 * The numbers of all entries of this kind, ascending. Whole names: what stands deeper in the same place (`serial-b/serial-…`)
 * is another state's.
 */
export function numbersOf(names: readonly string[], kind: string): number[] {
  const pattern = new RegExp(`^${kind}-(\\d{12,15})\\.json$`);
  return names
    .flatMap((name) => pattern.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}
