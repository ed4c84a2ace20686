// Regular expressions that find one secret in clear and encoded: percent (any subset of characters, repeatedly), form,
// JSON and HTML escapes, and base64 or base64url at each alignment inside a longer encoded text. Pure.
import { once } from "../core/once.ts";

export interface SecretPattern {
  /** Nearly every text that does not hold the secret holds none of them. None: nothing tells, the text must be searched. */
  readonly anchors: readonly string[];
  /** Compiled at the first use: of hundreds of secrets few occur in any text. */
  readonly regex: () => RegExp;
}

/** Shorter ones stand in too many texts. */
const SHORTEST_ANCHOR = 3;

/**
 * A pattern with all escapes of each character grows large, so a long secret is searched in pieces. Each piece is long
 * enough to stand nowhere else, and together they cover the whole.
 */
const PIECE = 128;

export function buildSecretPatterns(secret: string): SecretPattern[] {
  return piecesOf(secret).flatMap((piece) => [
    escapedPattern(piece),
    ...wholeForms(piece).flatMap((form) => [0, 1, 2].map((shift) => base64Pattern(form, shift))),
  ]);
}

function piecesOf(secret: string): string[] {
  const characters = Array.from(secret);
  const pieces: string[] = [];
  for (let at = 0; at === 0 || at < characters.length; at += PIECE) {
    // The last piece is as long as the others and overlaps the one before it.
    const start = Math.max(0, Math.min(at, characters.length - PIECE));
    pieces.push(characters.slice(start, start + PIECE).join(""));
  }
  return pieces;
}

/** The secret as a whole in the encodings that our own code produces. */
function wholeForms(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const percent = encodeUtf8(secret);
  const form = new URLSearchParams([["", secret]]).toString().slice(1);
  const lower = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
  return [...new Set([secret, json, json.replaceAll("/", "\\/"), percent, lower(percent), form, lower(form)])];
}

function encodeUtf8(text: string): string {
  return encodeURIComponent(wellFormed(text));
}

/** Half a surrogate pair cannot be encoded; like every encoder we put the replacement character there. */
function wellFormed(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}

function escapedPattern(secret: string): SecretPattern {
  const regex = once(() => new RegExp(tokensOf(secret).map(tokenPattern).join(""), "g"));
  const anchor = longestRun(secret, /[A-Za-z0-9]+/g);
  if (anchor.length >= SHORTEST_ANCHOR) return { anchors: [anchor, ...escapedForms(anchor)], regex };
  return { anchors: pairAnchors(secret), regex };
}

/** Letters and digits stand for themselves in every usual encoder; an unusual one escapes all of them, the first too. */
function escapedForms(anchor: string): string[] {
  const hex = (anchor.codePointAt(0) ?? 0).toString(16);
  return [...new Set([hex, hex.toUpperCase()].flatMap((code) => [`%${code}`, `%25${code}`, `u00${code}`]))];
}

/** Where no three letters or digits stand together: two that are rare in texts, else one with what may follow it. */
function pairAnchors(secret: string): string[] {
  const rare = /(?=[A-Za-z0-9]*[A-Z0-9])[A-Za-z0-9]{2}/.exec(secret)?.[0];
  if (rare !== undefined) return [rare, ...escapedForms(rare)];
  const [pair = "", letter = "", next = ""] = /([A-Za-z0-9])([^A-Za-z0-9])/su.exec(secret) ?? [];
  if (pair === "") return [];
  // Any escape of a character begins with one of these; a space may also be a plus.
  return [...new Set([next, "%", "\\", "&", "+"].map((sign) => letter + sign)), ...escapedForms(letter)];
}

/** Characters, with backslashes that follow one another as one, and so with spaces. */
function tokensOf(secret: string): string[] {
  return secret.match(/\\+| +|[^\\]/gu) ?? [];
}

function tokenPattern(token: string, index: number, tokens: readonly string[]): string {
  const isFirst = index === 0;
  if (token.startsWith(" ")) return spacesPattern(token.length, isFirst);
  if (!token.startsWith("\\"))
    return characterPattern(token, { isFirst, isAfterBackslash: tokens[index - 1]?.startsWith("\\") === true });
  // All backslashes in one bite that is never given back: what escapes the next character is among them. Without that,
  // runs of them could be shared out in exponentially many ways.
  const bite = `(?<!\\\\)(?=(?<bite${index}>\\\\{${token.length},}))\\k<bite${index}>`;
  return `(?:${bite}|(?:${percentPattern("\\")}|(?<!\\\\)${unicodePattern("\\", "+")}){${token.length}})`;
}

/** Text that is wrapped for people has a line break and an indent where the spaces were. */
function spacesPattern(count: number, isFirst: boolean): string {
  const start = isFirst ? "(?<!\\\\)" : "";
  const escaped = [percentPattern(" "), `${start}${unicodePattern(" ", "+")}`, "\\+"].join("|");
  const clear =
    count === 1 ? `(?: |[ \\t]{0,40}\\r?\\n[ \\t]{0,40})` : `(?: {${count}}|[ \\t]{0,40}\\r?\\n[ \\t]{0,40})`;
  return `(?:${clear}|(?:${escaped}){${count}})`;
}

const NAMED: Readonly<Record<string, string>> = {
  "&": "amp",
  "<": "lt",
  ">": "gt",
  '"': "quot",
  "'": "(?:apos|#39|#x27)",
};
const SHORT: Readonly<Record<string, string>> = { "\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f" };

interface Surrounding {
  readonly isFirst: boolean;
  /** All backslashes before it have been taken already. */
  readonly isAfterBackslash: boolean;
}

/** One character of the secret, in clear or in any escape; escapes may have been escaped again. */
function characterPattern(character: string, { isFirst, isAfterBackslash }: Surrounding): string {
  // A long run of backslashes is looked into once, from its beginning, not from each of them.
  const start = isFirst ? "(?<!\\\\)" : "";
  const escapes = isAfterBackslash ? "*" : "+";
  // Each text is matched in one way only: alternatives that overlap would multiply with each character.
  const mayBeEscaped = character === '"' || character === "/";
  const forms = [
    mayBeEscaped ? `${start}\\\\*${character}` : escapeRegex(character),
    percentPattern(character),
    `${start}${unicodePattern(character, escapes)}`,
  ];
  const short = SHORT[character];
  if (short !== undefined) forms.push(`${start}\\\\${escapes}${short}`);
  const named = NAMED[character];
  if (named !== undefined) forms.push(`&(?:amp;)*${named};`);
  return `(?:${forms.join("|")})`;
}

function percentPattern(character: string): string {
  const bytes = [...Buffer.from(character, "utf8")];
  return bytes.map((byte) => `%(?:25)*${hexPattern(byte, 2)}`).join("");
}

function unicodePattern(character: string, escapes: "*" | "+"): string {
  return character
    .split("")
    .map((unit, index) => `\\\\${index === 0 ? escapes : "+"}u${hexPattern(unit.charCodeAt(0), 4)}`)
    .join("");
}

function hexPattern(value: number, digits: number): string {
  const hex = value.toString(16).padStart(digits, "0");
  return hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/**
 * What base64 makes of the secret when `shift` bytes (modulo 3) stand before it: the characters that depend on the
 * secret alone, and with them the neighbours that hold the rest of its bits.
 */
function base64Pattern(secret: string, shift: number): SecretPattern {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret, "utf8")]);
  const encoded = bytes.toString("base64").replace(/=+$/, "");
  const own = encoded.slice(shift === 0 ? 0 : shift + 1, Math.floor((bytes.length * 8) / 6));
  const before = shift === 0 ? "" : `${BASE64_CHARACTER}?`;
  const after = bytes.length % 3 === 0 ? "" : `${BASE64_CHARACTER}?`;
  const pattern = () => `${before}${own.replace(/[+/]/g, (sign) => (sign === "+" ? PLUS : SLASH))}${after}`;
  const anchor = longestRun(own, /[A-Za-z0-9]+/g);
  return { anchors: anchor.length < SHORTEST_ANCHOR ? [] : [anchor], regex: once(() => new RegExp(pattern(), "g")) };
}

const PLUS = "(?:[+-]|%(?:25)*2[bB])";
const SLASH = "(?:\\\\*/|_|%(?:25)*2[fF])";
const BASE64_CHARACTER = "[A-Za-z0-9+/_-]";

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function longestRun(text: string, of: RegExp): string {
  return [...text.matchAll(of)].reduce((longest, [run]) => (run.length > longest.length ? run : longest), "");
}
