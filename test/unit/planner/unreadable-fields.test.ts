// Contract 4.1: fields that no read tells are compared with what the state says.
import { describe, expect, it } from "vitest";
import { text } from "../../support/dedent.ts";
import { EDGE, liveEdge, liveWeb, trackedEdge, WEB } from "./machines.ts";
import { planText } from "./plan-specification.ts";

describe("fields that cannot be read back", () => {
  it("are compared with what the state says", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB}, password: Secret-number-2 } }`,
        live: liveWeb(),
        tracked: "vms.web: { is: vm 11, digests: { password: digest of Secret-number-1 } }",
      }),
    ).toBe(text`
      Changes to shop

          ~ update   vms.web  web (11)
              password  (sensitive)
              1. set the password

      Plan: 0 to add, 1 to change, 0 to destroy.
    `);
  });

  it("are equal where the state says the same", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB}, password: Secret-number-2, software: [nginx] } }`,
        live: liveWeb(),
        tracked: "vms.web: vm 11",
      }),
    ).toBe("No changes. Your infrastructure matches the configuration.");
  });

  it("without a record they are taken as equal, listed once and never sent", async () => {
    expect(
      await planText({
        yaml: `vms: { web: { ${WEB}, password: Secret-number-2, software: [nginx] }, edge: { ${EDGE}, userData: a } }`,
        live: `{ serveroid: ${liveWeb()}, gcore: ${liveEdge()} }`,
        tracked: trackedEdge(
          "made: null, digests: {}",
          "vms.web: { is: vm 11, made: null, digests: {}, applied: { software: null } }",
        ),
      }),
    ).toBe(text`
      Not verifiable: cannot be read back, taken as equal
        · userData: vms.edge
        · password: vms.web
        · software: vms.web

      No changes. Your infrastructure matches the configuration.
    `);
  });
});
