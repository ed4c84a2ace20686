// The lines of a source as they may be shown: secrets masked, also in files that could not be parsed. Pure.
import type { Source } from "./source.ts";

const MASK = "***";
const SENSITIVE_KEY =
  /^(\s*(?:- )*["']?(?:password|passphrase|api_?key|session|secret[A-Za-z_]*|token|[A-Za-z_]*token|userData(?:Base64)?|previous|accessKeyId|url)["']?\s*:)(\s*)(\S.*)$/i;
const INLINE_KEY =
  /([{,]\s*["']?(?:password|passphrase|api_?key|session|secret[A-Za-z_]*|[A-Za-z_]*token|userData(?:Base64)?|url)["']?\s*:\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^,}\s](?:[^,}]*[^,}\s])?)/gi;
/** Only where it is taken from: no text beside it, and no default. */
const REFERENCE = /^["']?\$\{(?:env:\w+(?::-)?|(?!env:)[^}]*)\}["']?\s*(#.*)?$/;
const BLOCK_START = /^[|>][0-9+-]*\s*(#.*)?$/;

/** Masks by place (literal secrets) and, as a net below that, by the name of the key; values are masked in the snippet. */
export function maskLines(source: Source): readonly string[] {
  const lines = maskSpans(source)
    .split("\n")
    .map((line) => line.replace(/\r$/, ""));
  return maskKeys(lines);
}

/** The text with every secret span replaced, line ends kept so that lines keep their numbers. */
function maskSpans(source: Source): string {
  const spans = [...source.secretSpans].sort((a, b) => a[0] - b[0]);
  let text = "";
  let at = 0;
  for (const [start, end] of spans) {
    if (start < at) continue;
    const inside = source.text.slice(start, end);
    text +=
      source.text.slice(at, start) +
      inside
        .split("\n")
        .map((line) => (line.trim() === "" ? line : MASK))
        .join("\n");
    at = end;
  }
  return text + source.text.slice(at);
}

function maskKeys(lines: readonly string[]): readonly string[] {
  let hiddenBelow: number | undefined;
  let isPrivateKey = false;
  return lines.map((line) => {
    const indent = line.length - line.trimStart().length;
    if (/-----BEGIN [A-Z ]*PRIVATE KEY/.test(line)) isPrivateKey = true;
    if (isPrivateKey) {
      if (/-----END/.test(line)) isPrivateKey = false;
      return `${line.slice(0, indent)}${MASK}`;
    }
    if (hiddenBelow !== undefined && line.trim() !== "") {
      if (indent > hiddenBelow) return `${line.slice(0, indent)}${MASK}`;
      hiddenBelow = undefined;
    }
    const match = SENSITIVE_KEY.exec(line);
    const value = match?.[3] ?? "";
    if (match === null || REFERENCE.test(value)) return maskInline(line);
    if (BLOCK_START.test(value)) {
      hiddenBelow = indent;
      return line;
    }
    return /^[[{]/.test(value) ? maskInline(line) : `${match[1]}${match[2]}${MASK}`;
  });
}

function maskInline(line: string): string {
  return line.replace(INLINE_KEY, (whole, key: string, value: string) =>
    REFERENCE.test(value.trim()) ? whole : `${key}${MASK}`,
  );
}
