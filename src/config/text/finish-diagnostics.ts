// The last touch on what was found: no repeats, in the order of the files, secrets masked, with the lines to show. Pure.
import type { Diagnostic, SourceRange } from "../../core/diagnostic.ts";
import { buildError, comparePlaces } from "../../core/diagnostic.ts";
import { dropConsequences } from "./drop-consequences.ts";
import { maskLines } from "./mask-lines.ts";
import type { Source } from "./source.ts";

/** Nobody reads more; building the snippets of 100,000 would take seconds. */
const MAX_REPORTED = 500;
const CONTEXT_LINES = 1;
const MAX_LINES = 6;
const MAX_LINE_LENGTH = 300;

export function finishDiagnostics(
  found: readonly Diagnostic[],
  sources: readonly Source[],
  secretValues: ReadonlySet<string>,
): readonly Diagnostic[] {
  // What is too large was not read to the end: everything else would be a guess.
  const tooLarge = found.filter((diagnostic) => diagnostic.code === "config.too-large");
  const causes = dropConsequences(tooLarge.length > 0 ? tooLarge : found);
  const unique = dropRepeats(causes).sort(compareDiagnostics);
  const kept = unique.slice(0, MAX_REPORTED);
  const shown = illustrate(kept, sources, secretValues);
  const rest = unique.length - kept.length;
  return rest === 0 ? shown : [...shown, buildError("config.too-many-problems", `and ${rest} more problems`)];
}

/** The same diagnostics with the lines that they are about, and without secrets. */
export function illustrate(
  diagnostics: readonly Diagnostic[],
  sources: readonly Source[],
  secretValues: ReadonlySet<string>,
): readonly Diagnostic[] {
  const lines = new Map<string, readonly string[]>();
  const forms = diagnostics.length === 0 ? [] : listForms(secretValues);
  return diagnostics.map((diagnostic) => {
    const masked = maskTexts(diagnostic, forms);
    const snippet = buildSnippet(diagnostic.range, sources, forms, lines);
    return snippet === undefined ? masked : { ...masked, snippet };
  });
}

/** One mistake is one diagnostic: instances and aliases repeat the same place. */
function dropRepeats(found: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return found.filter((diagnostic) => {
    const { range } = diagnostic;
    const place = range === undefined ? diagnostic.summary : `${range.file}:${range.start.byte}`;
    const isShared = diagnostic.code === "config.missing-field" || diagnostic.code === "config.same-name";
    const [other] = diagnostic.related ?? [];
    const second = other === undefined ? "" : `${other.range.file}:${other.range.start.byte}`;
    const key = `${diagnostic.code}|${place}|${second}|${isShared ? withoutInstance(diagnostic.summary) : ""}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** `vms.web[0] and vms.web[1] …` and `vms.web[1] and vms.web[2] …` are one mistake. */
function withoutInstance(summary: string): string {
  return summary.replace(/\[[^\]]*\]/g, "").replace(/"[^"]*"/g, "");
}

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    comparePlaces(a.range, b.range) ||
    compare(a.severity, b.severity) ||
    compare(a.code, b.code) ||
    compare(a.summary, b.summary)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Names in messages are cut, but no shorter than this, and quoted as JSON: a secret among them is masked in that form, too. */
const SHORTEST_CUT = 40;

/** Longest first, so that a secret that contains another one leaves nothing behind. */
function listForms(secretValues: ReadonlySet<string>): readonly string[] {
  const forms = [...secretValues].flatMap((value) => {
    const quoted = JSON.stringify(value).slice(1, -1);
    return quoted === value ? [value] : [value, quoted];
  });
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function maskValues(text: string, forms: readonly string[]): string {
  return forms.reduce((masked, form) => {
    if (form.length > SHORTEST_CUT) return maskBeginnings(masked, form);
    return masked.includes(form) ? masked.replaceAll(form, "***") : masked;
  }, text);
}

/** However much of it is there from its beginning. */
function maskBeginnings(text: string, form: string): string {
  const start = form.slice(0, SHORTEST_CUT);
  let masked = "";
  let rest = text;
  for (let at = rest.indexOf(start); at >= 0; at = rest.indexOf(start)) {
    let end = at + SHORTEST_CUT;
    while (end - at < form.length && rest[end] === form[end - at]) end++;
    masked += `${rest.slice(0, at)}***`;
    rest = rest.slice(end);
  }
  return masked + rest;
}

function maskTexts(diagnostic: Diagnostic, forms: readonly string[]): Diagnostic {
  const mask = (text: string): string => maskValues(text, forms);
  return {
    ...diagnostic,
    summary: mask(diagnostic.summary),
    ...(diagnostic.detail === undefined ? {} : { detail: mask(diagnostic.detail) }),
    ...(diagnostic.fix === undefined ? {} : { fix: mask(diagnostic.fix) }),
  };
}

function buildSnippet(
  range: SourceRange | undefined,
  sources: readonly Source[],
  forms: readonly string[],
  cache: Map<string, readonly string[]>,
): Diagnostic["snippet"] | undefined {
  const source = sources.find((item) => item.name === range?.file);
  if (range === undefined || source === undefined) return undefined;
  const all = cache.get(source.name) ?? maskLines(source);
  cache.set(source.name, all);
  const first = Math.max(1, range.start.line - CONTEXT_LINES);
  const last = Math.min(all.length, Math.min(range.end.line, first + MAX_LINES - 2) + CONTEXT_LINES);
  const lines = all
    .slice(first - 1, last)
    .map((line) => maskValues(line, forms))
    .map((line) => (line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}…` : line));
  return { startLine: first, lines };
}
