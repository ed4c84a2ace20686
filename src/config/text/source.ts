// One text of YAML and the way from offsets in it to lines, columns and bytes. Pure; reads nothing.
import type { Position, SourceRange } from "../../core/diagnostic.ts";

export interface Source {
  /** As shown: relative to the configuration's folder where possible. */
  readonly name: string;
  readonly text: string;
  /** Bytes before the text (a byte order mark). */
  readonly skippedBytes: number;
  readonly lineStarts: readonly number[];
  /** Byte offset of each line; filled at the first use. */
  readonly lineBytes: number[];
  /** Where secrets stand literally; masked in every snippet. Filled by the checks. */
  readonly secretSpans: [start: number, end: number][];
  /** Where the values of sensitive fields stand, whatever they are made of. Filled by the checks. */
  readonly sensitiveSpans: [start: number, end: number][];
}

export interface Span {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
}

export function buildSource(name: string, text: string, skippedBytes = 0): Source {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lineStarts.push(at + 1);
  return { name, text, skippedBytes, lineStarts, lineBytes: [], secretSpans: [], sensitiveSpans: [] };
}

export function buildRange(span: Span): SourceRange {
  return {
    file: span.source.name,
    start: positionAt(span.source, span.start),
    end: positionAt(span.source, Math.max(span.start, span.end)),
  };
}

function positionAt(source: Source, offset: number): Position {
  const at = Math.min(Math.max(offset, 0), source.text.length);
  const line = lineAt(source, at);
  const start = source.lineStarts[line] ?? 0;
  const byte = (bytesOfLines(source)[line] ?? 0) + countBytes(source.text, start, at);
  return { line: line + 1, column: at - start + 1, byte };
}

function lineAt(source: Source, offset: number): number {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function bytesOfLines(source: Source): readonly number[] {
  if (source.lineBytes.length > 0) return source.lineBytes;
  let byte = source.skippedBytes;
  source.lineStarts.forEach((start, line) => {
    source.lineBytes.push(byte);
    byte += countBytes(source.text, start, source.lineStarts[line + 1] ?? source.text.length);
  });
  return source.lineBytes;
}

/** UTF-8 bytes of a part of a text; a surrogate pair is four bytes, two for each half. */
function countBytes(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  return bytes;
}
