// For clients that tests put in the place of HTTP: nothing lies on the way.
import type { Intermediaries } from "../../src/core/provider-figures.ts";

export const NO_INTERMEDIARIES: Intermediaries = {
  marks: () => [],
  cachedBecause: () => undefined,
};

export const NOTHING_TOLD = {
  intermediaries: NO_INTERMEDIARIES,
  connection: () => ({ answers: 0, slowestMs: 0 }),
};
