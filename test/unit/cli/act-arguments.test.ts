import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseActArguments, readSecrets } from "../../../src/cli/act-arguments.ts";
import { DiagnosticsError } from "../../../src/core/errors.ts";

const KNOWN = [
  { name: "snapshot", value: "NAME", help: "" },
  { name: "create-backup", help: "" },
  { name: "password", value: "SECRET", secretAt: "password", help: "" },
];
const parse = (text: string) => parseActArguments(text.split(" "), KNOWN);

const fixOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof DiagnosticsError)
      return error.diagnostics.map(({ summary, fix }) => `${summary} / ${fix ?? ""}`).join();
    throw error;
  }
  return "";
};

describe("arguments of an act", () => {
  it("take their value from the next word or behind =, in any place", () => {
    const act = { words: ["vms.web[0]", "rollback"], given: { snapshot: "golden" }, sources: {} };
    expect(parse("vms.web[0] rollback --snapshot golden")).toEqual(act);
    expect(parse("--snapshot=golden vms.web[0] rollback")).toEqual(act);
    expect(parse("vms.web[0] --snapshot golden rollback")).toEqual(act);
    expect(parse("a b --snapshot=x=y").given).toEqual({ snapshot: "x=y" });
  });

  it("a switch takes no value; what is not known takes the next word along, to be refused with it", () => {
    expect(parse("--create-backup a b")).toMatchObject({ words: ["a", "b"], given: { "create-backup": true } });
    expect(parse("a b --snapsho golden")).toMatchObject({ words: ["a", "b"], given: { snapsho: "golden" } });
    expect(parse("a b --snapshot")).toMatchObject({ given: { snapshot: true } });
    expect(parse("a b --snapshot --create-backup")).toMatchObject({ given: { snapshot: true, "create-backup": true } });
  });

  it("a secret is named by a variable or a file, never typed", () => {
    expect(parse("a b --password-env NEW").sources).toEqual({ password: { from: "env", at: "NEW" } });
    expect(parse("a b --password-file -").sources).toEqual({ password: { from: "file", at: "-" } });
    const said = fixOf(() => parse("a b --password hunter2"));
    expect(said).toContain("--password-env NAME");
    expect(said).not.toContain("hunter2");
    expect(fixOf(() => parse("a b --password-env"))).toContain("needs a value");
  });

  it("what is given twice is refused, whichever way it is written", () => {
    expect(fixOf(() => parse("a b --snapshot x --snapshot y"))).toContain("--snapshot is given twice");
    expect(fixOf(() => parse("a b --password-env X --password-file y"))).toContain("--password is given twice");
  });

  it("secrets are read; one line end at the end of a file is not part of it", () => {
    const folder = mkdtempSync(join(tmpdir(), "trueup-act-"));
    writeFileSync(join(folder, "pw"), "Passw0rd\r\n");
    const read = (from: "env" | "file", at: string) =>
      readSecrets({ password: { from, at } }, { env: { NEW: "Abc1", EMPTY: "" }, folder });
    expect(read("file", "pw")).toEqual({ password: "Passw0rd" });
    expect(read("env", "NEW")).toEqual({ password: "Abc1" });
    expect(fixOf(() => read("env", "OLD"))).toContain("not set");
    expect(fixOf(() => read("env", "EMPTY"))).toContain("empty");
    expect(fixOf(() => read("file", "none"))).toContain("cannot be read");
  });
});
