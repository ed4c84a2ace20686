import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { addMetricsFileOption, addNotifyOption, type DriftToldFlags } from "../../../src/cli/drift-told-options.ts";

const parse = (...args: string[]): DriftToldFlags =>
  addMetricsFileOption(addNotifyOption(new Command())).exitOverride().parse(args, { from: "user" }).opts();

describe("the flags by which drift is told elsewhere", () => {
  it("take several webhooks, and one file", () => {
    expect(parse("--notify", "env:A", "--metrics-file", "x.prom", "--notify", "https://example.org/a b")).toEqual({
      notify: ["env:A", "https://example.org/a b"],
      metricsFile: "x.prom",
    });
    expect(parse()).toEqual({});
  });
});
