// GitHub Actions: keeps text from being read as commands there, and writes annotations. Pure; prints nothing.
import type { Diagnostic } from "../core/diagnostic.ts";
import { escapeLines } from "./escape-for-terminal.ts";

/** `token` must be unpredictable: text that knew it could switch commands on again. */
export function wrapForActions(text: string, token: string): string {
  const body = text.endsWith("\n") ? text : `${text}\n`;
  return `::stop-commands::${token}\n${body}::${token}::\n`;
}

export function formatAnnotation({ severity, code, summary, detail, fix, range }: Diagnostic): string {
  const message = [summary, detail, fix === undefined ? undefined : `fix: ${fix}`]
    .filter((part) => part !== undefined && part !== "")
    .join("\n");
  const place =
    range === undefined
      ? []
      : [
          `file=${escapeProperty(range.file)}`,
          `line=${range.start.line}`,
          `endLine=${range.end.line}`,
          `col=${range.start.column}`,
          `endColumn=${range.end.column}`,
        ];
  const properties = [...place, `title=${escapeProperty(code)}`].join(",");
  return `::${severity} ${properties}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return escapeLines(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
