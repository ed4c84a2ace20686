// Long work in short turns: it gives the event loop a chance after each item, and whoever runs it decides when to take it.

/** Yields where it may be interrupted; returns what the whole comes to. */
export type Turns<T> = Generator<undefined, T, undefined>;

export function* mapInTurns<T, U>(items: Iterable<T>, map: (item: T) => U): Turns<U[]> {
  const results: U[] = [];
  for (const item of items) {
    results.push(map(item));
    if (results.length % AT_A_TIME === 0) yield undefined;
  }
  return results;
}

/** A turn ends after some of the items: asking after each costs more than many of them do. */
const AT_A_TIME = 8;

/** The items one after the other; what was handed out is no longer held by the list. */
export function* drain<T>(items: T[]): Generator<T, void, undefined> {
  items.reverse();
  for (let item = items.pop(); item !== undefined; item = items.pop()) yield item;
}
