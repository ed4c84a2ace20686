// Long work in short turns: it gives the event loop a chance after each item, and whoever runs it decides when to take it.

/** Yields where it may be interrupted; returns what the whole comes to. */
export type Turns<T> = Generator<undefined, T, undefined>;

export function* mapInTurns<T, U>(items: Iterable<T>, map: (item: T) => U): Turns<U[]> {
  const results: U[] = [];
  for (const item of items) {
    results.push(map(item));
    yield undefined;
  }
  return results;
}
