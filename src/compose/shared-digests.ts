// Digests of secrets for many stacks over a long time: slow on purpose and large in memory, so that each is made once and one at a
// time, and forgotten with the state that it was made for.
import { createDigester } from "../state/digest.ts";

export interface SharedDigests {
  /** As `Stack` has it. */
  of(salt: string): { digest(value: string): Promise<string> };
  /** Whatever was not asked for since the call before the last one is forgotten. */
  forgetUnused(): void;
}

export function createSharedDigests(create: typeof createDigester = createDigester): SharedDigests {
  /** By salt, then by value. */
  const known = new Map<string, Map<string, Promise<string>>>();
  let [used, usedBefore] = [new Set<string>(), new Set<string>()];
  let turn: Promise<unknown> = Promise.resolve();
  return {
    of(salt) {
      used.add(salt);
      const values = known.get(salt) ?? new Map<string, Promise<string>>();
      known.set(salt, values);
      const digester = create(salt);
      return {
        digest(value) {
          const found = values.get(value) ?? turn.then(() => digester.digest(value));
          if (!values.has(value)) turn = found.catch(() => values.delete(value));
          values.set(value, found);
          return found;
        },
      };
    },
    forgetUnused() {
      for (const salt of known.keys()) if (!used.has(salt) && !usedBefore.has(salt)) known.delete(salt);
      [used, usedBefore] = [new Set(), used];
    },
  };
}
