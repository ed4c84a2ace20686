// Rows that tell less than they should: what is left out is not known, and nothing is planned, bought or destroyed over it.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import type { Facts, StepsRequest } from "../../src/core/provider.ts";
import { formatLookup } from "../../src/core/step.ts";
import { bindVm } from "../../src/providers/serveroid/bind.ts";
import { convertVm } from "../../src/providers/serveroid/convert.ts";
import { buildVmSteps } from "../../src/providers/serveroid/vm-steps.ts";
import { sampleVm } from "../support/sample-desired.ts";
import { FREE, SERVEROID_CONTEXT, SERVEROID_ROW } from "../support/serveroid-row.ts";

const DECLARED = {
  tariff: "Free",
  memory: 1024,
  disk: 16_384,
  cpu: 1,
  ips: 1,
  releaseIps: [],
  keys: ["keys.ops"],
  power: "on",
  backupPolicy: { keep: 1, every: 259_200_000 },
  image: { name: "UBUNTU", bitness: 64 },
};
const facts: Facts = {
  [formatLookup("tariff", { name: "Free" })]: { found: true, id: 1, label: "Free", detail: { ...FREE, label: "Free" } },
};
const desired = { ...sampleVm("vms.web"), attributes: DECLARED };
const without = (field: string): JsonObject =>
  Object.fromEntries(Object.entries(SERVEROID_ROW).filter(([name]) => name !== field)) as JsonObject;
const request = (observed: ReturnType<typeof convertVm>, more: Partial<StepsRequest> = {}): StepsRequest => ({
  action: "update",
  address: "vms.web",
  type: "vm",
  desired,
  tracked: undefined,
  observed,
  fields: [],
  parent: undefined,
  nameOf: (_section, id) => id,
  nameNow: (_section, id) => id,
  dying: [],
  takenOff: [],
  place: { project: "111" },
  facts,
  ...more,
});

describe("a row of a running machine", () => {
  it.each([
    ["tariffId", ["tariff"]],
    ["ipAddresses", ["ips", "releaseIps"]],
    ["memory", ["memory"]],
    ["disk", ["disk"]],
    ["cpu", ["cpu"]],
    ["publicKeys", ["keys"]],
    ["distribution", ["image"]],
    ["backupPolicy", ["backupPolicy"]],
  ])("without %s: %o is not compared, which is said", (field, unreported) => {
    const observed = convertVm(without(field), SERVEROID_CONTEXT);
    const { attributes, diagnostics } = bindVm(desired, facts, observed, 64);
    expect(Object.keys(DECLARED).filter((name) => attributes[name] === undefined)).toEqual(unreported);
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(
      unreported.map(() => "warning provider.not-told"),
    );
  });

  it("with nothing left out: all is compared; no addresses are known to be none", () => {
    const { attributes, diagnostics } = bindVm(desired, facts, convertVm(SERVEROID_ROW, SERVEROID_CONTEXT), 64);
    expect([attributes, diagnostics]).toEqual([DECLARED, []]);
    expect(convertVm({ ...SERVEROID_ROW, ipAddresses: [] }, SERVEROID_CONTEXT).attributes).toMatchObject({
      ips: 0,
      addresses: [],
    });
  });

  it("without its addresses: none is bought, whatever is said to differ", () => {
    const observed = convertVm(without("ipAddresses"), SERVEROID_CONTEXT);
    expect(buildVmSteps(request(observed, { fields: ["ips"] })).steps).toEqual([]);
    expect(observed.outputs["ips"]).toBeUndefined();
  });

  it.each(["distribution", "tariffId", "memory", "disk", "cpu"])("without %s: not reinstalled", (field) => {
    const observed = convertVm(without(field), SERVEROID_CONTEXT);
    const { steps, diagnostics } = buildVmSteps(request(observed, { action: "rebuild", fields: ["rebuild"] }));
    expect([steps, diagnostics.map(({ code }) => code)]).toEqual([[], ["provider.not-told"]]);
  });
});

describe("a machine that is still being worked on", () => {
  it("shows no addresses, keys or power yet: they are not compared, and that is no news", () => {
    const row = {
      ...SERVEROID_ROW,
      state: "VIR_DOMAIN_NOSTATE",
      ipAddresses: [],
      publicKeys: [{ id: 77, installed: false }],
    };
    const { attributes, diagnostics } = bindVm(desired, facts, convertVm(row, SERVEROID_CONTEXT), 64);
    expect(diagnostics).toEqual([]);
    expect(Object.keys(DECLARED).filter((name) => attributes[name] === undefined)).toEqual([
      "ips",
      "releaseIps",
      "keys",
      "power",
    ]);
  });

  it("shows addresses that it has: they count", () => {
    const row = { ...SERVEROID_ROW, state: "VIR_DOMAIN_SHUTDOWN" };
    expect(convertVm(row, SERVEROID_CONTEXT).attributes).toMatchObject({ ips: 1, addresses: ["203.0.113.7"] });
  });
});
