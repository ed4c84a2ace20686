// Digests of write-only secrets: slow on purpose, salted per state, so that a state file gives nothing away.
import { type BinaryLike, type ScryptOptions, scrypt } from "node:crypto";

export interface Digester {
  /** `scrypt:17:BASE64`. Equal values give equal digests under one salt; each value is computed once. */
  digest(value: string): Promise<string>;
  /** Whether `digest` was made of `value`; false for formats that are not known. */
  matches(value: string, digest: string): Promise<boolean>;
}

const LOG2_N = 17;
const OPTIONS: ScryptOptions = { N: 2 ** LOG2_N, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };

/** Each computation takes 128 MiB; more at a time would not fit into a small CI runner. */
const LANES = 2;

/** `salt` is the state's, in hexadecimal. */
export function createDigester(salt: string): Digester {
  const key = Buffer.from(salt, "hex");
  const known = new Map<string, Promise<string>>();
  const lanes: Promise<unknown>[] = Array.from({ length: LANES }, () => Promise.resolve());
  const digest = (value: string): Promise<string> => {
    const lane = known.size % LANES;
    const found = known.get(value) ?? Promise.resolve(lanes[lane]).then(() => compute(value, key));
    if (!known.has(value)) lanes[lane] = found.catch(() => undefined);
    known.set(value, found);
    return found;
  };
  return {
    digest,
    // Salted and slow: an observer of our timing learns nothing that helps.
    matches: async (value, expected) => expected.startsWith(`scrypt:${LOG2_N}:`) && (await digest(value)) === expected,
  };
}

function compute(value: BinaryLike, salt: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(value, salt, 32, OPTIONS, (error, derived) => {
      if (error === null) resolve(`scrypt:${LOG2_N}:${derived.toString("base64")}`);
      else reject(error);
    });
  });
}
