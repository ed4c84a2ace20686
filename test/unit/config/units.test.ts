import { describe, expect, it } from "vitest";
import { parseDuration, parseSize, type UnitResult } from "../../../src/config/values/parse-units.ts";

const say = (result: UnitResult): string => (result.ok ? String(result.value) : `${result.problem} | ${result.fix}`);

describe("sizes", () => {
  it.each([
    ["512MiB", "512"],
    ["32GiB", "32768"],
    ["1G", "1024"],
    ["5M", "5"],
    ["0MiB", "0"],
    ["1024", "a bare number is not a size: the unit is missing | say 1024MiB or 1024GiB"],
    ["1.5GiB", "fractions are not taken | say 1536MiB"],
    ["0.3MiB", "fractions are not taken | say a number and MiB or GiB: 512MiB, 32GiB"],
    ["-1GiB", "a size cannot be negative | say a number and MiB or GiB: 512MiB, 32GiB"],
    ["+1GiB", "signs and spaces are not taken | say 1GiB"],
    ["1 GiB", "signs and spaces are not taken | say 1GiB"],
    ["2TiB", "TiB is not a unit of a size | say 2048GiB"],
    ["2GB", "GB is not a unit of a size | say 2GiB"],
    ["2gib", "gib is not a unit of a size | say 2GiB"],
    ["99999999999999999999GiB", "the number is too large | say a number and MiB or GiB: 512MiB, 32GiB"],
    ["lots", "this is not a size | say a number and MiB or GiB: 512MiB, 32GiB"],
    ["1constructor", "constructor is not a unit of a size | say a number and MiB or GiB: 512MiB, 32GiB"],
    ["", "this is not a size | say a number and MiB or GiB: 512MiB, 32GiB"],
  ])("%s → %s", (text, expected) => expect(say(parseSize(text))).toBe(expected));
});

describe("durations", () => {
  it.each([
    ["250ms", "250"],
    ["90s", "90000"],
    ["15m", "900000"],
    ["24h", "86400000"],
    ["14d", "1209600000"],
    ["10", "a bare number is not a duration: the unit is missing | say 10s, 10m or 10h"],
    ["2w", "w is not a unit of a duration | say 14d"],
    ["1h30m", "this is not a duration | say one number and one unit: 90m"],
    ["5min", "min is not a unit of a duration | say 5m"],
    ["6months", "months is not a unit of a duration | say 180d"],
    ["1year", "year is not a unit of a duration | say 365d"],
    ["3microseconds", "microseconds is not a unit of a duration | say a number and ms, s, m, h or d: 90s, 15m, 24h"],
    ["1.5h", "fractions are not taken | say 5400000ms"],
  ])("%s → %s", (text, expected) => expect(say(parseDuration(text))).toBe(expected));
});
