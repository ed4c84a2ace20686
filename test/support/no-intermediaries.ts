// For clients that tests put in the place of HTTP: nothing lies on the way.
import type { Intermediaries } from "../../src/core/provider.ts";

export const NO_INTERMEDIARIES: Intermediaries = {
  marks: () => [],
  cachedBecause: () => undefined,
};
