// What was read once within a run or an observation, by its key. A read that failed is forgotten, so that the next one asks
// again.
export type Memo<T> = (key: string, read: () => Promise<T>) => Promise<T>;

export function createMemo<T>(): Memo<T> {
  const known = new Map<string, Promise<T>>();
  return (key, read) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const reading = read();
    known.set(key, reading);
    reading.catch(() => known.delete(key));
    return reading;
  };
}
