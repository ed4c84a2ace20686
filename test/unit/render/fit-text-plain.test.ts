// What is taken for plain text, a column for each sign, is what the measuring library finds.
import stringWidth from "fast-string-width";
import { expect, it } from "vitest";
import { graphemesOf, textWidth } from "../../../src/render/fit-text.ts";

const ALL = Array.from({ length: 0x3000 }, (_none, code) => String.fromCharCode(code));

it("measures every sign as the library does", () => {
  const others = ALL.filter((sign) => textWidth(sign) !== stringWidth(sign));
  expect(others).toEqual([]);
});

it("cuts plain text between the same signs as the segmenter, also beside each other", () => {
  const plain = ALL.filter((sign) => /[a-zа-яα-ω–—…→·é]/.test(sign)).join("");
  const segments = [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(plain)].map(
    ({ segment }) => segment,
  );
  expect(graphemesOf(plain)).toEqual(segments);
  expect(textWidth(plain)).toBe(stringWidth(plain));
});

it("measures what is not plain", () => {
  expect(["é", "漢字", "👍", "a\u0301", "✔️"].map(textWidth)).toEqual([1, 4, 2, 1, 2]);
});
