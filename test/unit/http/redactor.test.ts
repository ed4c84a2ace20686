import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { createRedactor, MASK } from "../../../src/http/redactor.ts";

const percentAll = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
const form = (text: string): string => new URLSearchParams([["", text]]).toString().slice(1);
const lowerHex = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const asciiJson = (text: string): string =>
  json(text).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Every encoding in which our own requests, answers, logs and reports may show a value. */
const ENCODINGS: Readonly<Record<string, (secret: string, around: string) => string>> = {
  clear: (secret) => secret,
  percent: (secret) => encodeURIComponent(secret),
  "percent, lower case": (secret) => lowerHex(encodeURIComponent(secret)),
  form: (secret) => form(secret),
  "form, lower case": (secret) => lowerHex(form(secret)),
  "percent, every byte": percentAll,
  "percent, twice": (secret) => encodeURIComponent(encodeURIComponent(secret)),
  JSON: json,
  "JSON, ASCII only": asciiJson,
  "JSON in JSON": (secret) => json(json(secret)),
  "JSON with escaped slashes": (secret) => json(secret).replaceAll("/", "\\/"),
  HTML: (secret) =>
    secret.replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? "&#39;"),
  base64: (secret) => Buffer.from(secret).toString("base64"),
  base64url: (secret) => Buffer.from(secret).toString("base64url"),
  "base64 of a longer text": (secret, around) => Buffer.from(`${around}${secret}${around}`).toString("base64"),
  "base64url of a longer text": (secret, around) => Buffer.from(`${around}${secret}`).toString("base64url"),
  "base64 of JSON": (secret, around) => Buffer.from(JSON.stringify({ [around]: secret })).toString("base64"),
  "base64 in a query": (secret) => encodeURIComponent(Buffer.from(secret).toString("base64")),
};

const secret = fc.oneof(
  fc.string({ minLength: 6, maxLength: 40 }),
  fc.string({ minLength: 6, maxLength: 40, unit: "grapheme" }),
  fc.string({ minLength: 6, maxLength: 12, unit: fc.constantFrom(..."ab/+=&%\"\\ \n<'é€") }),
  fc.string({ minLength: 6, maxLength: 12, unit: fc.constantFrom(..."aB1/+&%\"\\ <'é") }),
  fc.string({ minLength: 280, maxLength: 300 }),
);
const noise = fc.string({ maxLength: 7, unit: fc.constantFrom(..."xyz:;,. ") });

describe("the redactor", () => {
  it.each(Object.entries(ENCODINGS))("leaves no secret in a text: %s", (_name, encode) => {
    fc.assert(
      fc.property(secret, noise, noise, (value, before, after) => {
        fc.pre(value.trim().length >= 6);
        const encoded = encode(value, after);
        const redacted = createRedactor([value]).redact(`${before}${encoded}${after}`);
        expect(redacted).toContain(MASK);
        expect(redacted).not.toContain(encoded);
      }),
      { numRuns: 100 },
    );
  });

  it("leaves nothing of the secret inside a longer base64 text, at any alignment", () => {
    for (const before of ["", "a", "ab", "abc"]) {
      const encoded = Buffer.from(`${before}correct-horse${before}`).toString("base64");
      const redacted = createRedactor(["correct-horse"]).redact(encoded);
      const rest = redacted.replaceAll(MASK, "");
      expect(rest.length).toBeLessThanOrEqual(Math.ceil((before.length * 2 * 4) / 3) + 4);
      expect(Buffer.from(rest, "base64").toString()).not.toMatch(/rect|hors/);
    }
  });

  it("masks the whole of overlapping and nested secrets", () => {
    const redactor = createRedactor(["abcdef-123", "123-ghijkl", "abcdef-123-ghijkl-xyz"]);
    expect(redactor.redact("<abcdef-123-ghijkl>")).toBe(`<${MASK}>`);
    expect(redactor.redact("<abcdef-123-ghijkl-xyz>")).toBe(`<${MASK}>`);
    expect(createRedactor(["ababab"]).redact("abababab")).toBe(MASK);
  });

  it.each([
    ["backslashes", "\\"],
    ["backslashes and quotes", '\\"'],
    ["backslashes and slashes", "\\/"],
  ])("takes no longer for runs of %s that only begin like a secret", (_what, unit) => {
    const texts = [unit.repeat(50_000), `correct${unit.repeat(50_000)}`, "\\".repeat(100_000)];
    const redactor = createRedactor([`${unit.repeat(20)}correct!`, `correct${unit.repeat(20)}horse`, `"correct"`]);
    for (const text of texts) expect(redactor.redact(`${text}correct`)).toContain("correct");
  });

  it("leaves other texts as they are, byte for byte", () => {
    const redactor = createRedactor(["correct horse battery"]);
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes("correct"));
        expect(redactor.redact(text)).toBe(text);
      }),
    );
  });

  it("ignores values that are too short to be masked everywhere", () => {
    const redactor = createRedactor(["", "on", "12345"]);
    expect(redactor.redact("on 12345")).toBe("on 12345");
  });

  it("masks a value without the line break that its file ends in", () => {
    expect(createRedactor(["hunter22\n"]).redact("password=hunter22;")).toBe(`password=${MASK};`);
  });

  it("takes secrets that become known later", () => {
    const redactor = createRedactor();
    redactor.add("session-0001");
    expect(redactor.redact("id session-0001")).toBe(`id ${MASK}`);
  });

  it("is fast: a hundred secrets in four megabytes", () => {
    const redactor = createRedactor(
      Array.from({ length: 100 }, (_, index) => `secret-value-number-${index}-${index * 7919}`),
    );
    const line = '{"id":12345,"name":"web-1","state":"RUNNING","path":"/a%20b","note":"nothing to hide"}\n';
    const text = line.repeat(Math.ceil(4_000_000 / line.length));
    const plain = text.replaceAll("%20", " ");
    redactor.redact(plain.slice(0, 1000));
    const began = performance.now();
    expect(redactor.redact(plain)).toBe(plain);
    const cleanMs = performance.now() - began;
    const again = performance.now();
    redactor.redact(text);
    const escapedMs = performance.now() - again;
    console.info(
      `redactor, 100 secrets, 4 MB: ${Math.round(cleanMs)} ms clean, ${Math.round(escapedMs)} ms with escapes`,
    );
    expect(cleanMs).toBeLessThan(3000);
    expect(escapedMs).toBeLessThan(5000);
  });

  it("finds a secret of several words where the text around it was wrapped", () => {
    const { redact } = createRedactor(["correct horse battery", "two  blanks here"]);
    for (const text of ["a correct horse\n      battery b", "a correct\n  horse battery b", "a two\n    blanks here b"])
      expect(redact(text)).toBe(`a ${MASK} b`);
    expect(redact("a correct  horse battery b")).toContain("correct");
  });

  it("needs no longer for passwords in which no three letters stand together", () => {
    const texts = Array.from({ length: 2000 }, (_, index) => `{"name":"web-${index}","note":"in C:\\\\temp\\n"}`);
    const time = (secretOf: (index: number) => string): number => {
      const redactor = createRedactor(Array.from({ length: 600 }, (_, index) => secretOf(index)));
      redactor.redact(texts[0] ?? "");
      const began = performance.now();
      for (const text of texts) expect(redactor.redact(text)).toBe(text);
      return performance.now() - began;
    };
    const words = time((index) => `correct-horse-${index}`);
    const signs = time((index) => `n\\e!${[...String(index)].join("?")}/q\\\\u`);
    expect(signs).toBeLessThan(words * 10 + 200);
  });
});
