// The types of build-diagnostics.mjs, for the tests.
export function compareSentences(
  codes: ReadonlyMap<string, readonly string[]>,
  sentences: Readonly<Record<string, { readonly means?: string; readonly do?: string }>>,
): readonly string[];
