// Texts that people cannot tell apart are the same, on whichever side of a comparison they stand.
import { describe, expect, it } from "vitest";
import { comparableKey } from "../../../src/core/comparable-key.ts";
import { comparableText, isSameText, listNamed } from "../../../src/core/comparable-text.ts";
import { isEqualField } from "../../../src/core/field-compare.ts";

describe("comparableText", () => {
  it.each([
    ["web ", "web"],
    ["\tweb\n", "web"],
    ["Облачный\u00a01024", "Облачный 1024"],
    ["Облачный\u202f1024", "Облачный 1024"],
    ["a  b", "a b"],
    ["web\u200b-1", "web-1"],
    ["cafe\u0301", "caf\u00e9"],
    ["\u200bweb\ufeff", "web"],
    ["web-1", "web-1"],
    ["", ""],
    [" ", ""],
  ])("%j reads as %j", (text, form) => {
    expect(comparableText(text)).toBe(form);
    expect(isSameText(text, form)).toBe(true);
  });

  it.each([
    ["web", "Web"],
    ["web-1", "web1"],
    ["web", ""],
  ])("%j and %j differ", (a, b) => {
    expect(isSameText(a, b)).toBe(false);
  });
});

describe("names in a list", () => {
  const rows = [{ name: "a b" }, { name: "a\u00a0b" }, { name: "c\u00a0d" }, { name: null }];
  const named = (wanted: string) => listNamed(rows, (row) => [row.name], wanted);

  it("letter by letter first, then as they read", () => {
    expect(named("a b")).toEqual([rows[0]]);
    expect(named("c d")).toEqual([rows[2]]);
    expect(named("a  b")).toEqual([rows[0], rows[1]]);
    expect(named("")).toEqual([]);
  });
});

describe("fields", () => {
  it.each([
    ["exact", "payments ", "payments", true],
    ["exact", { name: "a\u00a0b" }, { name: "a b" }, true],
    ["exact", "A", "a", false],
    ["exact", 1, "1", false],
    ["caseless", "Debian\u00a012", "debian 12", true],
    ["prefix", "Ubuntu\u00a014", "Ubuntu 14.04", true],
    ["set", ["b ", "a"], ["a", "b"], true],
    ["entries", { owner: "x " }, { owner: "x", other: "y" }, true],
    ["disjoint", ["203.0.113.7 "], ["203.0.113.7"], false],
    ["public-key", "ssh-ed25519 AAAA me@old", "ssh-ed25519 AAAA", true],
    ["public-key", "ssh-ed25519 AAAA me@old", "ssh-ed25519  AAAA  me@new\n", true],
    ["public-key", "ssh-ed25519 AAAA me", "ssh-ed25519 AAAB me", false],
    ["public-key", "ssh-ed25519 AAAA me", undefined, false],
  ] as const)("%s: %j and %j", (compare, wanted, actual, isEqual) => {
    expect(isEqualField({ compare }, wanted, actual)).toBe(isEqual);
  });
});

it("a key is its type and its body", () => {
  expect(comparableKey("ssh-rsa AAAA me and my laptop")).toBe("ssh-rsa AAAA");
  expect(comparableKey("")).toBe("");
});
