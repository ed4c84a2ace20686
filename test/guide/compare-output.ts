// Is this what the page says? What differs from run to run is named here, and nothing else may.

/** What is otherwise each time, and stands in the page as it was once. */
const OTHERWISE_EACH_TIME: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\b(complete after|errored after|happened, after) (\d+m ?)?\d+s\b/g, "$1 <while>"],
  [/\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?(\.\d+)?( UTC|Z)?/g, "<time>"],
  [/\b\d{4}-\d\d-\d\d\b/g, "<day>"],
  [/\b\d+(\.\d+)? s ago\b/g, "<while> ago"],
  [/\b127\.0\.0\.1:\d+/g, "127.0.0.1:<port>"],
];

/** Given by the provider or by chance; the same thing must be called the same everywhere in a page. */
const IDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b198\.18\.\d+\.\d+\b|\b\d{4,}\b/g;

/** Work that runs side by side ends in any order. */
const SIDE_BY_SIDE = /^[a-z]+\.\S+: .* complete after /;

/** Which id of the page stands for which id of this run, for one page from its beginning to its end. */
export class Ids {
  readonly #actual = new Map<string, string>();
  readonly #written = new Map<string, string>();

  /** Whether both may be one; notes it. */
  pair(written: string, actual: string): boolean {
    const [known, other] = [this.#actual.get(written), this.#written.get(actual)];
    if (known === undefined && other === undefined) {
      this.#actual.set(written, actual);
      this.#written.set(actual, written);
      return true;
    }
    return known === actual && other === written;
  }
}

/** The first line that is not as written, in words; undefined where all are. A line `…` stands for any lines left out. */
export function compareOutput(written: readonly string[], actual: readonly string[], ids: Ids): string | undefined {
  const rows = order(actual);
  let at = 0;
  const expected = order(written);
  for (const [index, line] of expected.entries()) {
    if (line === "…") {
      const next = expected[index + 1];
      const found = next === undefined ? rows.length : rows.findIndex((row, place) => place > at && isLike(next, row));
      if (found <= at)
        return next === undefined ? "nothing is left out" : say(next, "no such line after those left out");
      at = found;
      continue;
    }
    const row = rows[at];
    if (row === undefined) return say(line, "the output ends before it");
    if (!isSame(line, row, ids)) return say(line, row);
    at += 1;
  }
  return at < rows.length ? say("the end", rows[at] ?? "") : undefined;
}

/** What an updated page says: lines that are as written stay, and so does `…` between two of them. */
export function updateOutput(written: readonly string[], actual: readonly string[]): string[] {
  const left = [...written];
  const updated = actual.map((line) => {
    const index = left.findIndex((one) => one !== "…" && isLike(one, line));
    return index < 0 ? line : (left.splice(index, 1)[0] ?? line);
  });
  for (const [index, line] of written.entries()) {
    if (line !== "…") continue;
    const [before, after] = [written[index - 1], written[index + 1]];
    const from = before === undefined ? 0 : updated.indexOf(before) + 1;
    const to = after === undefined ? updated.length : updated.indexOf(after, from);
    if ((before === undefined || from > 0) && to > from) updated.splice(from, to - from, "…");
  }
  return updated;
}

function say(written: string, actual: string): string {
  return `\n  the page: ${written}\n  this run: ${actual}`;
}

/** Neighbouring lines that may come in any order are put into one. */
function order(lines: readonly string[]): string[] {
  const ordered: string[] = [];
  let group: string[] = [];
  for (const line of [...lines, ""]) {
    if (SIDE_BY_SIDE.test(line)) group.push(line);
    else {
      ordered.push(...group.sort((a, b) => beforeColon(a).localeCompare(beforeColon(b), "en")), line);
      group = [];
    }
  }
  return ordered.slice(0, -1);
}

const beforeColon = (line: string) => line.slice(0, line.indexOf(": "));

function isLike(written: string, actual: string): boolean {
  return withoutIds(written) === withoutIds(actual);
}

function isSame(written: string, actual: string, ids: Ids): boolean {
  if (!isLike(written, actual)) return false;
  const [theirs, ours] = [normalise(written).match(IDS) ?? [], normalise(actual).match(IDS) ?? []];
  return theirs.every((id, index) => ids.pair(id, ours[index] ?? ""));
}

function withoutIds(line: string): string {
  const text = normalise(line);
  const without = text.replaceAll(IDS, "<id>");
  // Columns are as wide as what stands in them.
  return without === text ? text : without.replaceAll(/ {2,}/g, "  ");
}

function normalise(line: string): string {
  return OTHERWISE_EACH_TIME.reduce((text, [pattern, name]) => text.replaceAll(pattern, name), line.trimEnd());
}
