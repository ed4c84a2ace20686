// Items by key, in the order in which keys first occur. (`Map.groupBy` needs a newer Node.)

export function groupBy<K, V>(items: Iterable<V>, keyOf: (item: V) => K): Map<K, V[]> {
  return groupPairs([...items].map((item) => [keyOf(item), item]));
}

/** An item may stand under several keys, or under none. */
export function groupPairs<K, V>(pairs: Iterable<readonly [K, V]>): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const [key, item] of pairs) {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
