import { describe, expect, it } from "vitest";
import { findRecoveryFolder } from "../../../src/compose/recovery-folder.ts";

describe("findRecoveryFolder", () => {
  it("is beside the configuration", () => {
    expect(findRecoveryFolder({ cwd: "/srv", env: {} }, "/srv/shop")).toBe("/srv/shop/.trueup");
    expect(findRecoveryFolder({ cwd: "/srv", env: { TRUEUP_RECOVERY_DIR: "" } }, "/srv/shop")).toBe(
      "/srv/shop/.trueup",
    );
  });

  it("is where TRUEUP_RECOVERY_DIR says, for a checkout that is thrown away", () => {
    const named = (dir: string) =>
      findRecoveryFolder({ cwd: "/srv", env: { TRUEUP_RECOVERY_DIR: dir } }, "/tmp/x/shop");
    expect(named("/var/lib/trueup")).toBe("/var/lib/trueup");
    expect(named("kept")).toBe("/srv/kept");
  });
});
