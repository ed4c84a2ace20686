// A map of JSON texts whose values are parsed when they are first asked for: a configuration needs few of them. Pure.

export function parseEntries<T>(texts: Readonly<Record<string, string>>): Readonly<Record<string, T>> {
  const entries = {};
  for (const name of Object.keys(texts)) {
    Object.defineProperty(entries, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value: unknown = JSON.parse(texts[name] ?? "null");
        Object.defineProperty(entries, name, { enumerable: true, value });
        return value;
      },
    });
  }
  return entries;
}
