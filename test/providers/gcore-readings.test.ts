// What Gcore's document allows an answer to say, or to leave out: none of it is read as absence, none of it blocks for ever.
import { afterEach, describe, expect, it } from "vitest";
import { ProviderError } from "../../src/core/errors.ts";
import type { Provider } from "../../src/core/provider.ts";
import { createHttpClient } from "../../src/http/http-client.ts";
import { createRedactor } from "../../src/http/redactor.ts";
import { createGcoreProvider } from "../../src/providers/gcore/index.ts";
import { SAMPLE_ACCOUNT } from "../../src/simulators/gcore/seed/sample-account.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { rows } from "../support/gcore-rows.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey, edgeSchedule, edgeSnapshot } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

async function start(quirks: object): Promise<Fleet> {
  fleet = await startFleet({
    vendor: "gcore",
    seed: { gcore: { ...SAMPLE_ACCOUNT, quirks: { ...(SAMPLE_ACCOUNT["quirks"] as object), ...quirks } } },
  });
  return fleet;
}

type Applied = Awaited<ReturnType<Fleet["apply"]>>;
const outcomes = ({ results }: Applied) =>
  results.map(({ address, outcome, message }) => ({ address, outcome, message }));
const undone = (applied: Applied) => outcomes(applied).filter(({ outcome }) => outcome !== "done");
const errors = ({ plan }: Pick<Applied, "plan">) =>
  plan.diagnostics.filter((item) => item.severity === "error").map((item) => item.summary);
const due = ({ plan }: Pick<Applied, "plan">) =>
  plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => `${entry.action} ${entry.address}`);

/** The provider itself, for what a whole run reaches by chance only. */
function connect({ sim, clock }: Fleet): Provider {
  const redactor = createRedactor([]);
  const http = createHttpClient({
    baseUrl: sim.endpoints.gcore ?? "",
    clock,
    requestTimeoutMs: 30_000,
    requestsPerSecond: 10_000,
    redactor,
    userAgent: "trueup-test",
    inFlight: clock.inFlight,
  });
  return createGcoreProvider({
    id: "gcore",
    http,
    apiKey: sim.env["GCORE_API_KEY"] ?? "",
    project: sim.env["GCORE_CLOUD_PROJECT_ID"] ?? "",
    region: sim.env["GCORE_CLOUD_REGION_ID"] ?? "",
    redactor,
    clock,
    settings: {
      concurrency: 4,
      pollIntervalMs: 3000,
      pollIntervalMaxMs: 15_000,
      requestTimeoutMs: 30_000,
      visibilityGraceMs: 120_000,
    },
  });
}

const withAddress = edge({
  interfaces: { public: { type: "external" }, inner: { type: "anySubnet", network: "internal", floatingIp: "new" } },
});

describe("a floating address whose status is null", () => {
  it("is made, read and given up like any other", async () => {
    const current = await start({ floatingStatus: false });
    const before = rows(current, "floatingips").length;
    const configuration = sampleConfiguration([edgeKey(), withAddress]);
    expect(undone(await current.apply(configuration))).toEqual([]);
    const plan = await current.plan(configuration);
    expect(plan.blocked).toEqual([]);
    expect(due({ plan })).toEqual([]);
    expect(undone(await current.apply(configuration, { replace: ["vms.edge"] }))).toEqual([]);
    expect(undone(await current.apply(configuration, { mode: "destroy" }))).toEqual([]);
    expect(rows(current, "floatingips")).toHaveLength(before);
  });
});

describe("an answer to a read by id that is no such object", () => {
  const kinds = [
    ["vm", "instances", "instances.get"],
    ["volume", "volumes", "volumes.get"],
    ["snapshot", "snapshots", "snapshots.get"],
    ["key", "ssh_keys", "ssh_keys.get"],
    ["floatingIp", "floatingips", "floatingips.get"],
    ["schedule", "lifecycle_policies", "lifecycle_policy.get"],
  ] as const;
  for (const [type, kind, method] of kinds)
    it(`is an error, never "the ${type} is gone"`, async () => {
      const silent = await start({ silentMethods: [method] });
      await silent.apply(sampleConfiguration([edgeKey(), withAddress, edgeSnapshot(), edgeSchedule()]));
      const provider = connect(silent);
      const remoteId = String(rows(silent, kind)[0]?.["id"] ?? "1");
      const asked = provider.confirmGone([{ type, remoteId }], {});
      await expect(asked).rejects.toThrow(ProviderError);
      await expect(asked).rejects.toMatchObject({ fault: "malformed", effect: "none" });
      await provider.close();
    });
});

describe("an answer to a creating request that names no task", () => {
  const methods = ["volumes.create", "instances.create", "snapshots.create", "floatingips.create"];
  it("says nothing: what it made is looked for, and nothing is made twice", async () => {
    const current = await start({ silentMethods: [...methods, "instances.attach_interface"] });
    const configuration = sampleConfiguration([edgeKey(), withAddress, edgeSnapshot(), edgeSchedule()]);
    const before = Object.fromEntries(["instances", "volumes"].map((kind) => [kind, rows(current, kind).length]));
    const first = await current.apply(configuration);
    expect(undone(first)).toEqual([]);
    expect(rows(current, "instances")).toHaveLength((before["instances"] ?? 0) + 1);
    expect(rows(current, "volumes")).toHaveLength((before["volumes"] ?? 0) + 2);
    expect(due({ plan: await current.plan(configuration) })).toEqual([]);
  });
});

describe("an instance that is still listed after its deletion", () => {
  it("is not there: --replace makes the new one beside it, and the next plan is empty", async () => {
    const current = await start({ ghostSeconds: 3600 });
    const configuration = sampleConfiguration([edgeKey(), withAddress]);
    expect(undone(await current.apply(configuration))).toEqual([]);
    const replaced = await current.apply(configuration, { replace: ["vms.edge"] });
    expect(errors(replaced)).toEqual([]);
    expect(undone(replaced)).toEqual([]);
    const named = rows(current, "instances").filter((row) => row["name"] === "edge");
    expect(named.map((row) => row["status"]).sort()).toEqual(["ACTIVE", "DELETED"]);
    const plan = await current.plan(configuration);
    expect(errors({ plan })).toEqual([]);
    expect(due({ plan })).toEqual([]);
  });

  it("is not adopted by its mark", async () => {
    const current = await start({ ghostSeconds: 3600 });
    const configuration = sampleConfiguration([edgeKey(), edge()]);
    await current.apply(configuration);
    expect(undone(await current.apply(configuration, { mode: "destroy" }))).toEqual([]);
    const plan = await current.plan(configuration);
    expect(plan.entries.find((entry) => entry.address === "vms.edge")?.action).toBe("create");
  });
});
