// Diagnostics: what a user can fix, as values. Never thrown; rendered elsewhere.
import type { Address } from "./address.ts";

/** Line and column count from 1, byte from 0 (UTF-8); the end is exclusive. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly byte: number;
}

export interface SourceRange {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** The lines around a range, kept with the diagnostic so that rendering reads no file. Secrets are masked in it. */
export interface Snippet {
  readonly startLine: number;
  readonly lines: readonly string[];
}

export interface Diagnostic {
  readonly severity: "error" | "warning";
  /** Stable and dotted: `config.unknown-field`, `provider.quota`. */
  readonly code: string;
  readonly summary: string;
  readonly detail?: string;
  /** The one thing to do or to type. */
  readonly fix?: string;
  readonly address?: Address;
  readonly range?: SourceRange;
  readonly snippet?: Snippet;
  readonly related?: readonly { readonly message: string; readonly range: SourceRange }[];
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

/** In the order of the files and of their text; what has no place comes first. */
export function comparePlaces(a: SourceRange | undefined, b: SourceRange | undefined): number {
  const [first, second] = [a?.file ?? "", b?.file ?? ""];
  if (first !== second) return first < second ? -1 : 1;
  return (a?.start.byte ?? -1) - (b?.start.byte ?? -1);
}

export function buildError(
  code: string,
  summary: string,
  more: Omit<Partial<Diagnostic>, "severity" | "code" | "summary"> = {},
): Diagnostic {
  return { severity: "error", code, summary, ...more };
}

export function buildWarning(
  code: string,
  summary: string,
  more: Omit<Partial<Diagnostic>, "severity" | "code" | "summary"> = {},
): Diagnostic {
  return { severity: "warning", code, summary, ...more };
}
