import { describe, expect, it } from "vitest";
import { buildError, type Diagnostic } from "../../../src/core/diagnostic.ts";
import { groupDiagnostics } from "../../../src/render/group-diagnostics.ts";

const at = (byte: number) => ({
  file: "trueup.yaml",
  start: { line: 1, column: 1, byte },
  end: { line: 1, column: 2, byte },
});
const wrong = (address: string, byte = 7, what = "tariff"): Diagnostic =>
  buildError("a.b", `${address}: no ${what}`, { address, range: at(byte), fix: `--exclude ${address}` });

describe("diagnostics of instances", () => {
  it("are one where place and cause are the same, with all their addresses", () =>
    expect(groupDiagnostics([wrong("vms.web[0]"), wrong("vms.web[1]"), wrong("vms.web[2]"), wrong("vms.db")])).toEqual([
      {
        ...wrong("vms.web[0]"),
        address: "vms.web[0..2]",
        summary: "vms.web[0..2]: no tariff",
        fix: "--exclude ADDRESS",
      },
      wrong("vms.db"),
    ]));

  it("of parts name the machines, too", () => {
    const part = (index: number) =>
      buildError("a.b", `vms.web[${index}].volumes.a hangs on vms.web[${index}]`, {
        address: `vms.web[${index}].volumes.a`,
      });
    expect(groupDiagnostics([part(0), part(1)]).map(({ summary }) => summary)).toEqual([
      "vms.web[0,1].volumes.a hangs on vms.web[0,1]",
    ]);
  });

  it.each([
    ["another place", [wrong("vms.web[0]", 7), wrong("vms.web[1]", 9)]],
    ["another cause", [wrong("vms.web[0]"), wrong("vms.web[1]", 7, "image")]],
    ["another group", [wrong("vms.web[0]"), wrong("vms.db[0]")]],
    ["no address", [buildError("a.b", "one"), buildError("a.b", "two")]],
  ])("stay apart with %s", (_what, found) => expect(groupDiagnostics(found)).toEqual(found));
});
