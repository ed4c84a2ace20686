// Bytes to text: refuses what is no YAML text at all (too large, not UTF-8, NUL). Pure.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { buildRange, buildSource, type Source } from "./source.ts";

export const MAX_TOTAL_BYTES = 4 * 1024 * 1024;

interface DecodedSource {
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

export function checkSource(name: string, bytes: Uint8Array): DecodedSource {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = hasMark ? bytes.subarray(3) : bytes;
  const skipped = hasMark ? 3 : 0;
  const text = decodeStrictly(body);
  if (text === undefined) return refuseEncoding(name, body, skipped);
  const source = buildSource(name, text, skipped);
  const nul = text.indexOf("\u0000");
  if (nul === -1) return { source, diagnostics: [] };
  const range = buildRange({ source, start: nul, end: nul + 1 });
  const summary = "the file has a NUL character, so it is no text";
  return { source, diagnostics: [buildError("config.nul", summary, { range, fix: "save it as UTF-8 text" })] };
}

function decodeStrictly(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refuseEncoding(name: string, bytes: Uint8Array, skipped: number): DecodedSource {
  const good = findInvalidByte(bytes);
  const source = buildSource(name, new TextDecoder("utf-8").decode(bytes), skipped);
  const offset = new TextDecoder("utf-8").decode(bytes.subarray(0, good)).length;
  const hex = (bytes[good] ?? 0).toString(16).padStart(2, "0");
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const diagnostic = buildError("config.not-utf8", `the file is not UTF-8: byte 0x${hex} at offset ${good + skipped}`, {
    range: buildRange({ source, start: offset, end: offset + 1 }),
    fix: isUtf16 ? "it looks like UTF-16: save it as UTF-8" : "save it as UTF-8",
  });
  return { source, diagnostics: [diagnostic] };
}

/** Offset of the first byte that is no UTF-8: the longest prefix that decodes, found by halving. */
function findInvalidByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isPrefixGood(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  // A sequence that is cut off counts as good so far, so the end of the good part may lie inside one.
  let start = low;
  while (start > 0 && low - start < 3 && decodeStrictly(bytes.subarray(0, start)) === undefined) start -= 1;
  return start;
}

function isPrefixGood(prefix: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(prefix, { stream: true });
    return true;
  } catch {
    return false;
  }
}
