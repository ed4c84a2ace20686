// Masks known secret values wherever they occur in a text, in any encoding that our own requests and answers can bring
// about. Works by value, so it does not need to know what a text is. Everything that leaves the HTTP client passes it.
import { SHORTEST_SECRET } from "../core/shortest-secret.ts";
import { createSecretIndex } from "./secret-index.ts";
import { buildSecretPatterns, type SecretPattern } from "./secret-pattern.ts";

export const MASK = "***";

export interface Redactor {
  /** Values shorter than `SHORTEST_SECRET` are ignored. */
  add(value: string): void;
  redact(text: string): string;
}

export function createRedactor(secrets: Iterable<string> = []): Redactor {
  const known = new Set<string>();
  const index = createSecretIndex();
  const add = (value: string): void => {
    // An answer or a log may show the value without the line break that its file ends in.
    for (const form of new Set([value, value.trim()])) {
      if (form.length < SHORTEST_SECRET || known.has(form)) continue;
      known.add(form);
      for (const pattern of buildSecretPatterns(form)) index.add(pattern);
    }
  };
  for (const secret of secrets) add(secret);
  return {
    add,
    redact(text) {
      const found: Range[] = [];
      for (const pattern of index.listCandidates(text)) collect(text, pattern, found);
      return found.length === 0 ? text : mask(text, found);
    },
  };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function collect(text: string, pattern: SecretPattern, found: Range[]): void {
  const regex = pattern.regex();
  regex.lastIndex = 0;
  for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
    found.push({ start: match.index, end: match.index + match[0].length });
    // Occurrences may overlap: "abab" in "ababab".
    regex.lastIndex = match.index + 1;
  }
}

/** Overlapping ranges become one, so that no rest of a longer secret is left beside the mask of a shorter one. */
function mask(text: string, found: Range[]): string {
  found.sort((a, b) => a.start - b.start);
  let result = "";
  let at = 0;
  let open: Range | undefined;
  for (const range of found) {
    if (open !== undefined && range.start < open.end) {
      open = { start: open.start, end: Math.max(open.end, range.end) };
      continue;
    }
    if (open !== undefined) {
      result += text.slice(at, open.start) + MASK;
      at = open.end;
    }
    open = range;
  }
  return open === undefined ? text : result + text.slice(at, open.start) + MASK + text.slice(open.end);
}
