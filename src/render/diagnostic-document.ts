// Diagnostics for programs, in Terraform's shape, with our code, fix and related places beside it.
import type { Diagnostic, Position, Snippet, SourceRange } from "../core/diagnostic.ts";
import type { Json, JsonObject } from "../core/json.ts";

export function buildDiagnosticDocument(diagnostic: Diagnostic): JsonObject {
  const { severity, code, summary, detail = "", fix, address, range, snippet, related } = diagnostic;
  return {
    severity,
    summary,
    detail,
    ...(address === undefined ? {} : { address }),
    ...(range === undefined ? {} : { range: buildRangeDocument(range) }),
    ...(range === undefined || snippet === undefined ? {} : { snippet: buildSnippetDocument(snippet, range) }),
    code,
    ...(fix === undefined ? {} : { fix }),
    ...(related === undefined
      ? {}
      : { related: related.map((item) => ({ message: item.message, range: buildRangeDocument(item.range) })) }),
  };
}

/** The answer of `validate --json`. */
export function buildValidateDocument(diagnostics: readonly Diagnostic[]): JsonObject {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  return {
    format_version: "1.0",
    valid: errors === 0,
    error_count: errors,
    warning_count: diagnostics.length - errors,
    diagnostics: diagnostics.map(buildDiagnosticDocument),
  };
}

function buildRangeDocument({ file, start, end }: SourceRange): JsonObject {
  return { filename: file, start: buildPosition(start), end: buildPosition(end) };
}

function buildPosition({ line, column, byte }: Position): JsonObject {
  return { line, column, byte };
}

/** Offsets are bytes into `code`, as in Terraform. */
function buildSnippetDocument(snippet: Snippet, range: SourceRange): JsonObject {
  const { lines, startLine } = snippet;
  const offsetOf = (line: number, column: number): number => {
    const above = lines.slice(0, Math.max(0, line - startLine));
    const onLine = lines[line - startLine] ?? "";
    return above.reduce((sum, text) => sum + utf8Length(text) + 1, 0) + utf8Length(onLine.slice(0, column - 1));
  };
  const values: Json[] = [];
  return {
    context: null,
    code: lines.join("\n"),
    start_line: startLine,
    highlight_start_offset: offsetOf(range.start.line, range.start.column),
    highlight_end_offset: Math.max(
      offsetOf(range.start.line, range.start.column),
      offsetOf(range.end.line, range.end.column),
    ),
    values,
  };
}

export function utf8Length(text: string): number {
  let bytes = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
