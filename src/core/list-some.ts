// A list of names in a sentence, however long it is. Pure.

const MOST = 10;

export function listSome(names: readonly string[]): string {
  const left = names.length - MOST;
  return `${names.slice(0, MOST).join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}
