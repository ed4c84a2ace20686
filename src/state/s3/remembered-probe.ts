// What the probe saw, remembered beside the state with the server's name: a store is tried again where its name or whether the
// bucket keeps versions is not as it was.
import { isJsonObject } from "../../core/json.ts";
import { type ProbeResult, type ProbeSetting, probeStore } from "./probe-store.ts";
import type { S3Client } from "./s3-client.ts";

const FORMAT = 1;

export interface RememberedProbe {
  /** Tries the store where that was not done yet. Throws `StateError("unsafe-store")`. */
  assertHolds(): Promise<void>;
  /** What the answer to a write says of the bucket. */
  noteVersioned(isVersioned: boolean): void;
}

export function rememberProbe(setting: ProbeSetting, now: () => number): RememberedProbe {
  const { client, prefix } = setting;
  const key = keyOf(prefix);
  let isVersioned: boolean | undefined;
  let known: ProbeResult | undefined;
  const isCurrent = (found: ProbeResult | undefined): boolean =>
    found !== undefined && (isVersioned === undefined || found.isVersioned === isVersioned);
  return {
    async assertHolds() {
      known ??= await recallProbe(client, prefix);
      if (isCurrent(known)) return;
      known = await probeStore(setting);
      isVersioned = known.isVersioned;
      const text = JSON.stringify({ format: FORMAT, ...known, checked: new Date(now()).toISOString() });
      await client.put(key, `${text}\n`, { ifAbsent: false });
    },
    noteVersioned(value) {
      isVersioned = value;
    },
  };
}

export interface Remembered extends ProbeResult {
  /** RFC 3339. */
  readonly checked?: string;
}

/** What was seen of the server that answers now. */
export async function recallProbe(client: S3Client, prefix: string): Promise<Remembered | undefined> {
  const stored = await client.get(keyOf(prefix));
  const result = stored === undefined ? undefined : parseResult(stored.text);
  return result !== undefined && result.server === stored?.server ? result : undefined;
}

const keyOf = (prefix: string): string => `${prefix}store.json`;

function parseResult(text: string): Remembered | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(value) || value["format"] !== FORMAT) return undefined;
  const { server, isVersioned, checked } = value;
  if (typeof server !== "string" || typeof isVersioned !== "boolean") return undefined;
  return { server, isVersioned, ...(typeof checked === "string" ? { checked } : {}) };
}
