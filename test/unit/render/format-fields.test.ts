import { describe, expect, it } from "vitest";
import type { FieldChange } from "../../../src/core/plan.ts";
import { cutMiddle, cutText, padText, textWidth, wrapText } from "../../../src/render/fit-text.ts";
import { formatFields } from "../../../src/render/format-fields.ts";
import { formatLost } from "../../../src/render/format-lost.ts";
import { formatValue } from "../../../src/render/format-value.ts";
import { buildPaint } from "../../../src/render/style.ts";
import { STYLE } from "./golden.ts";
import { sampleField } from "./sample-plans.ts";

const show = (fields: readonly FieldChange[], width = 72) =>
  formatFields({ fields, width, paint: buildPaint(STYLE), isCreation: false }).join("\n");

describe("a changed field", () => {
  it.each([
    ["sizes with units", sampleField("memory", { before: 512, after: 2048, unit: "MiB" }), "memory  512 MiB -> 2 GiB"],
    ["durations", sampleField("every", { before: 86_400_000, after: 900_000, unit: "ms" }), "every  24h -> 15m"],
    ["a value that was not there", sampleField("ip", { after: "a" }), "ip  (none) -> a"],
    ["a value that comes later", sampleField("ip", { before: "a", unknown: true }), "ip  a -> (known after apply)"],
    ["secrets by name only", sampleField("password", { before: undefined, sensitive: true }), "password  (sensitive)"],
    [
      "texts that could be mistaken in quotes",
      sampleField("name", { before: "", after: "a -> b" }),
      'name  "" -> "a -> b"',
    ],
    [
      "who else had a hand in it",
      sampleField("cpu", { before: 1, after: 2, cause: "both" }),
      "cpu  1 -> 2  (changed by you and outside)",
    ],
    [
      "digests by their key",
      sampleField("keyTexts", {
        before: { "keys.a": "0123456789abcd", "keys.b": "0123456789abcd" },
        after: { "keys.a": "0123456789abce", "keys.b": "0123456789abcd" },
      }),
      "keyTexts  keys.a changed",
    ],
    [
      "no digests where only the references are others",
      sampleField("keyTexts", { before: { "keys.a": "0123456789abcd" }, after: { "keys.b": "0123456789abcd" } }),
      "",
    ],
    [
      "keys of maps that differ",
      sampleField("tags", { before: { a: "1", b: "2" }, after: { a: "1", b: "3", c: "4" } }),
      "tags  b: 2 -> 3, c: (none) -> 4",
    ],
  ])("shows %s", (_what, field, text) => expect(show([field])).toBe(text));

  it("aligns values", () =>
    expect(show([sampleField("a", { before: 1, after: 2 }), sampleField("memory", { before: 1, after: 2 })])).toBe(
      "a       1 -> 2\nmemory  1 -> 2",
    ));

  it("shows of a long list what comes and goes", () => {
    const items = Array.from({ length: 12 }, (_item, index) => `security-group-${index}`);
    expect(show([sampleField("groups", { before: items, after: [...items.slice(1), "other"] })])).toBe(
      "groups\n  - security-group-0\n  + other\n  (11 unchanged)",
    );
  });

  it("shows each item of a long list of something new", () => {
    const items = Array.from(
      { length: 3 },
      (_item, index) => `cron ${index} 2 * * 1,2,3,4,5 Europe/Luxembourg, keep 7`,
    );
    const request = { fields: [sampleField("timing", { after: items })], width: 72, paint: buildPaint(STYLE) };
    const lines = formatFields({ ...request, isCreation: true });
    expect(lines).toEqual(["timing", ...items.map((item) => `  ${item}`)]);
  });

  it("shows of a long text the part where it begins to differ", () => {
    const text = show([sampleField("key", { before: `${"x".repeat(300)}old`, after: `${"x".repeat(300)}new` })]);
    expect(text).toMatch(/^key\n {2}- …x+old\n {2}\+ …x+new$/);
  });

  it("shows long user data as a diff of a few lines", () => {
    const lines = Array.from({ length: 300 }, (_item, index) => `line ${index}`);
    const text = show([
      sampleField("userData", { before: lines.join("\n"), after: lines.with(150, "changed").join("\n") }),
    ]);
    expect(text.split("\n")).toEqual([
      "userData",
      "    line 148",
      "    line 149",
      "  - line 150",
      "  + changed",
      "    line 151",
      "    line 152",
    ]);
  });

  it("gives up on texts that have nothing in common", () => {
    const text = (word: string) => Array.from({ length: 2000 }, (_item, index) => `${word} ${index}`).join("\n");
    expect(show([sampleField("userData", { before: text("a"), after: text("b") })])).toBe(
      "userData  (2000 lines -> 2000 lines)",
    );
  });
});

describe("values", () => {
  it.each([
    [null, "(none)"],
    [[], "(none)"],
    [["a", "b"], "a, b"],
    [{ vm: "vms.a", snapshot: "x" }, "{vm: vms.a, snapshot: x}"],
    [" padded", '" padded"'],
    ["(none)", '"(none)"'],
    [true, "true"],
  ])("%j becomes %s", (value, text) => expect(formatValue(value)).toBe(text));
});

describe("what is lost", () => {
  it("is grouped and bounded", () => {
    const backups = Array.from({ length: 9 }, (_item, index) => ({ kind: "backup" as const, label: `b${index}` }));
    expect(formatLost([{ kind: "address", label: "203.0.113.7" }, ...backups])).toEqual([
      "address 203.0.113.7",
      "9 backups: b0, b1, b2, b3, b4, 4 more",
    ]);
  });
});

describe("text by display width", () => {
  it("counts wide letters twice", () => expect(["日本", "ёж", "😀", "a"].map(textWidth)).toEqual([4, 2, 2, 1]));
  it("pads to the width", () => expect(padText("日本", 6)).toBe("日本  "));
  it("cuts at the end and in the middle", () => {
    expect(cutText("日本語テキスト", 7, "…")).toBe("日本語…");
    expect(cutMiddle("abcdefghijklmnop", 9, "…")).toBe("abcde…nop");
  });
  it("wraps with a hanging indentation and never breaks a word", () =>
    expect(wrapText("see https://example.org/a-very-long-address-that-cannot-be-broken now", 30, "- ")).toEqual([
      "- see",
      "  https://example.org/a-very-long-address-that-cannot-be-broken",
      "  now",
    ]));
});
