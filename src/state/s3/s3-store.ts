// Numbered entries as objects below a prefix. A list may lag and a delete may lie, so the number after the last one that is
// known is also asked for by its name. What must be there once is created with a condition; nothing else is relied on.
import type { Clock } from "../../core/clock.ts";
import { StateError } from "../../core/errors.ts";
import { type NumberedKind, type NumberedStore, numberedName, numbersOf } from "../numbered-store.ts";
import { retryPassing, startDeadline } from "../retry-passing.ts";
import type { S3Client } from "./s3-client.ts";
import { isPassingFailure } from "./s3-failure.ts";
import { unsafeStore } from "./unsafe-store.ts";

export interface S3StoreOptions {
  readonly client: S3Client;
  /** Where objects are, ending with a slash. */
  readonly prefix: string;
  /** `s3://BUCKET/`, for people. */
  readonly bucketLabel: string;
  readonly clock: Clock;
  /** How long a write may be tried: as long as the lease lives. */
  readonly leftMs: () => number;
  /** Told of each write's answer: whether the bucket keeps versions decides what the store promises. */
  readonly onVersioned: (isVersioned: boolean) => void;
}

/** A read may meet a heartbeat that is just being replaced. */
const READS = 3;

export function openS3Store(options: S3StoreOptions): NumberedStore {
  const { client, prefix, bucketLabel, clock, leftMs } = options;
  const keyOf = (kind: NumberedKind, number: number): string => `${prefix}${numberedName(kind, number)}`;
  const locate: NumberedStore["locate"] = (kind, number) => `${bucketLabel}${keyOf(kind, number)}`;
  const known = new Map<NumberedKind, number>();
  const note = (kind: NumberedKind, number: number): void => {
    known.set(kind, Math.max(number, known.get(kind) ?? 0));
  };
  const retry = <T>(left: () => number, attempt: (before: number) => Promise<T>): Promise<T> =>
    retryPassing({ clock, leftMs: left, isPassing: isPassingFailure }, attempt);

  const read: NumberedStore["read"] = async (kind, number) => {
    for (let tried = 1; ; tried += 1) {
      const found = await client.get(keyOf(kind, number));
      if (found === undefined || found.isWhole) return found?.text;
      // A lease that makes no sense counts as held.
      if (tried === READS && kind === "lease") return "";
      if (tried === READS) throw damaged(locate(kind, number));
    }
  };
  return {
    locate,
    read,
    async newest(kind) {
      const floor = known.get(kind);
      const newest = await findNewest(client, prefix, keyOf, { kind, floor });
      if (newest !== undefined) note(kind, newest);
      return newest;
    },
    isLast: async (kind, number) => !(await client.exists(keyOf(kind, number + 1))),
    async create(kind, number, text) {
      const isOurs = async (): Promise<boolean> => (await read(kind, number)) === text;
      const isCreated = await retry(leftMs, async () => {
        const { outcome, isVersioned } = await client.put(keyOf(kind, number), text, { ifAbsent: true });
        if (outcome === "written") options.onVersioned(isVersioned);
        // An earlier try whose answer was lost, by us or by a program on the way, may have written this very text.
        return outcome === "written" || (await isOurs());
      });
      note(kind, number);
      return isCreated;
    },
    async confirm(kind, number, text) {
      if ((await read(kind, number)) === text) return;
      throw unsafeStore(bucketLabel, "an object that was created only if absent has been replaced by another one");
    },
    async replace(kind, number, text) {
      const brief = startDeadline(clock, Math.max(0, Math.min(leftMs() / 4, 5000)));
      await retry(brief, () => client.put(keyOf(kind, number), text, { ifAbsent: false }));
    },
  };
}

async function findNewest(
  client: S3Client,
  prefix: string,
  keyOf: (kind: NumberedKind, number: number) => string,
  { kind, floor }: { readonly kind: NumberedKind; readonly floor: number | undefined },
): Promise<number | undefined> {
  const list = async (after?: string): Promise<number | undefined> =>
    numbersOf(
      (await client.list(`${prefix}${kind}-`, after)).objects.map(({ key }) => key.slice(prefix.length)),
      kind,
    ).at(-1);
  if (floor === undefined) return await climb(client, keyOf, kind, await list());
  const [listed, hasNext] = await Promise.all([list(keyOf(kind, floor - 1)), client.exists(keyOf(kind, floor + 1))]);
  if (listed === floor && !hasNext) return floor;
  if (listed !== undefined || hasNext) return await climb(client, keyOf, kind, Math.max(listed ?? 0, floor));
  // Neither listed nor followed: the list lags, or somebody has removed it.
  return (await client.exists(keyOf(kind, floor))) ? floor : await climb(client, keyOf, kind, await list());
}

async function climb(
  client: S3Client,
  keyOf: (kind: NumberedKind, number: number) => string,
  kind: NumberedKind,
  from: number | undefined,
): Promise<number | undefined> {
  let newest = from;
  while (await client.exists(keyOf(kind, (newest ?? 0) + 1))) newest = (newest ?? 0) + 1;
  return newest;
}

function damaged(label: string): StateError {
  return new StateError("corrupt", `${label} is damaged: it is not what was written`, { hint: sayWayBack() });
}

export function sayWayBack(): string {
  return (
    "nothing was changed. Put the object back from a backup or an older version of it. The number before it does not know " +
    "what was done since; look at trueup plan before an apply"
  );
}
