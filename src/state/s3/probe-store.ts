// Whether a store keeps its promise: of any number of creates of one name exactly one wins, at once and one after another, over
// a name that was deleted as well, in this very bucket and prefix. Told by doing it: some stores refuse the second create of
// two, yet let several of 16 at once win; some keep the promise only where the bucket keeps no versions.
import { StateError } from "../../core/errors.ts";
import type { S3Client } from "./s3-client.ts";
import { isPassingFailure } from "./s3-failure.ts";
import { unsafeStore } from "./unsafe-store.ts";

export interface ProbeSetting {
  readonly client: S3Client;
  /** Where the state's objects are, ending with a slash. */
  readonly prefix: string;
  readonly label: string;
  readonly randomId: () => string;
}

export interface ProbeResult {
  readonly server: string;
  readonly isVersioned: boolean;
}

const AT_ONCE = 16;
const ROUNDS = 5;
const TRIES = 3;

/** Throws `StateError("unsafe-store")`. Leaves nothing behind where deletes are obeyed. */
export async function probeStore(setting: ProbeSetting): Promise<ProbeResult> {
  const { client, prefix, randomId } = setting;
  const keys = Array.from({ length: ROUNDS }, (_, round) => `${prefix}probe-${randomId()}-${round}`);
  try {
    const races: Race[] = [];
    for (const key of keys) races.push(await race(setting, key));
    await Promise.all([...races.map((one) => repeat(setting, one)), assertListed(setting, keys)]);
    const [first] = races;
    await client.remove(first?.key ?? "");
    await raceOverDeleted(setting, first?.key ?? "");
    return { server: first?.server ?? "", isVersioned: races.some((one) => one.isVersioned) };
  } finally {
    await Promise.all(keys.map((key) => client.remove(key).catch(() => undefined)));
  }
}

interface Race {
  readonly key: string;
  readonly winners: readonly string[];
  readonly server: string;
  readonly isVersioned: boolean;
}

async function race({ client, label }: ProbeSetting, key: string): Promise<Race> {
  const bodies = Array.from({ length: AT_ONCE }, (_, index) => JSON.stringify({ probe: index }));
  for (let tried = 1; ; tried += 1) {
    const answers = await Promise.allSettled(bodies.map((body) => client.put(key, body, { ifAbsent: true })));
    const failed = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason as unknown] : []));
    const lasting = failed.find((error) => !isConflict(error) && !isPassingFailure(error));
    if (lasting !== undefined) throw lasting as Error;
    const puts = answers.map((answer) => (answer.status === "fulfilled" ? answer.value : undefined));
    const winners = bodies.filter((_, index) => puts[index]?.outcome === "written");
    const [first] = puts.flatMap((put) => (put === undefined || put.outcome === "taken" ? [] : [put]));
    if (winners.length > 1)
      throw unsafeStore(label, `${winners.length} of ${AT_ONCE} creates of one name at once succeeded`);
    // A create without an answer may be the one that won.
    if (failed.every(isConflict) || tried === TRIES)
      return { key, winners, server: first?.server ?? "", isVersioned: first?.isVersioned ?? false };
    if (winners.length === 1)
      return { key, winners, server: first?.server ?? "", isVersioned: first?.isVersioned ?? false };
    if ((await client.get(key)) !== undefined) return { key, winners: [], server: "", isVersioned: false };
  }
}

/** Refused since another conditional write of the same name is under way: as good as taken. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 409;
}

async function repeat(setting: ProbeSetting, { key, winners }: Race): Promise<void> {
  const { client, label } = setting;
  await assertHolds(setting, key, winners);
  const again = await client.put(key, '{"probe":"again"}', { ifAbsent: true });
  if (again.outcome === "written") throw unsafeStore(label, "a name that exists was created again");
  await assertHolds(setting, key, winners);
}

async function assertHolds({ client, label }: ProbeSetting, key: string, winners: readonly string[]): Promise<void> {
  const stored = await client.get(key);
  if (stored === undefined) throw unsafeStore(label, "an object that was just created is not there");
  if (!stored.isWhole) throw unsafeStore(label, "an object that was just created is given back changed");
  if (winners.length === 1 && stored.text !== winners[0])
    throw unsafeStore(label, "an object is not that of the create that succeeded");
}

/** None may win there (a store that stays on the safe side), several never. */
async function raceOverDeleted(setting: ProbeSetting, key: string): Promise<void> {
  const { winners } = await race(setting, key);
  if (winners.length === 1) await assertHolds(setting, key, winners);
}

async function assertListed({ client, prefix, label }: ProbeSetting, keys: readonly string[]): Promise<void> {
  const { objects } = await client.list(`${prefix}probe-`);
  const listed = new Set(objects.map(({ key }) => key));
  const missing = keys.find((key) => !listed.has(key));
  if (missing !== undefined)
    throw new StateError(
      "unsafe-store",
      `${label} cannot hold a state: its list lacks ${missing}, which was just created`,
      {
        hint: "try another state.key: some stores do not list every form of key",
      },
    );
}
