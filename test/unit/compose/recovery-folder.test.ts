import { describe, expect, it } from "vitest";
import { findRecoveryFolder } from "../../../src/compose/recovery-folder.ts";

describe("findRecoveryFolder", () => {
  it("is beside the configuration", () => {
    expect(findRecoveryFolder({ cwd: "/work", env: {} }, "/work/shop")).toBe("/work/shop/.trueup");
    expect(findRecoveryFolder({ cwd: "/work", env: { TRUEUP_RECOVERY_DIR: "" } }, "/work/shop")).toBe(
      "/work/shop/.trueup",
    );
  });

  it("is where TRUEUP_RECOVERY_DIR says, for a checkout that is thrown away", () => {
    const named = (dir: string) =>
      findRecoveryFolder({ cwd: "/work", env: { TRUEUP_RECOVERY_DIR: dir } }, "/tmp/x/shop");
    expect(named("/var/lib/trueup")).toBe("/var/lib/trueup");
    expect(named("kept")).toBe("/work/kept");
  });
});
