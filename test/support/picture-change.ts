// What somebody changes in the example before the plan that the README shows: a machine more, memory, a snapshot less.
const CHANGES: readonly (readonly [string | RegExp, string])[] = [
  ["count: 2", "count: 3"],
  ["memory: 1GiB", "memory: 2GiB"],
  [/\nsnapshots:\n.*\n/, "\n"],
];

export function changeForPicture(yaml: string): string {
  return CHANGES.reduce((text, [from, to]) => {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`the example has no ${String(from)} any more`);
    return changed;
  }, yaml);
}
