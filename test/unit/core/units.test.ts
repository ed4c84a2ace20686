import { describe, expect, it } from "vitest";
import { formatDuration, formatMiB } from "../../../src/core/units.ts";

describe("sizes and durations for people", () => {
  it.each([
    [512, "512 MiB"],
    [1024, "1 GiB"],
    [1536, "1.5 GiB"],
    [8000, "8000 MiB"],
    [524_288, "512 GiB"],
  ])("%i MiB is %s", (value, text) => {
    expect(formatMiB(value)).toBe(text);
  });

  it.each([
    [250, "250ms"],
    [90_000, "1m30s"],
    [86_400_000, "24h"],
    [259_200_000, "3d"],
    [5_400_000, "1h30m"],
  ])("%i ms is %s", (value, text) => {
    expect(formatDuration(value)).toBe(text);
  });
});
