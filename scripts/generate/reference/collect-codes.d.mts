// The types of collect-codes.mjs, for the tests.
export function collectFrom(sources: Readonly<Record<string, string>>): {
  readonly codes: ReadonlyMap<string, readonly string[]>;
  readonly problems: readonly string[];
};
export function collectCodes(): ReturnType<typeof collectFrom>;
