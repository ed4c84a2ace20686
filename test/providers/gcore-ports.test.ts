// The calls about ports are young: where their list lacks what it should tell, or is not there, each VM is asked.
import { afterEach, describe, expect, it } from "vitest";
import { SAMPLE_ACCOUNT } from "../../src/simulators/gcore/seed/sample-account.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

async function start(portsApi: string): Promise<Fleet> {
  const quirks = { ...(SAMPLE_ACCOUNT["quirks"] as object), portsApi };
  fleet = await startFleet({ vendor: "gcore", seed: { gcore: { ...SAMPLE_ACCOUNT, quirks } } });
  return fleet;
}

const withGroups = (...securityGroups: string[]) =>
  sampleConfiguration([
    edgeKey(),
    edge({
      interfaces: {
        public: { type: "external", securityGroups },
        inner: { type: "anySubnet", network: "internal", floatingIp: "new" },
      },
    }),
  ]);

async function expectDone(current: Fleet, configuration: ReturnType<typeof withGroups>, options = {}) {
  const { plan, results } = await current.apply(configuration, options);
  expect(plan.diagnostics.filter((item) => item.severity === "error").map((item) => item.summary)).toEqual([]);
  expect(
    results.filter(({ outcome }) => outcome !== "done").map(({ operation, message }) => [operation, message]),
  ).toEqual([]);
}

async function expectEmpty(current: Fleet, configuration: ReturnType<typeof withGroups>) {
  const plan = await current.plan(configuration);
  expect(plan.diagnostics.filter((item) => item.severity === "error").map((item) => item.summary)).toEqual([]);
  expect(plan.entries.filter((entry) => entry.action !== "no-op").map((entry) => entry.address)).toEqual([]);
}

const sent = (current: Fleet) => current.sim.log.entries({ mutating: true }).map((entry) => entry.method ?? "");

for (const [portsApi, calls] of [
  ["whole", ["ports.update"]],
  ["unattached", ["ports.update"]],
  ["missing", ["instances.addsecuritygroup", "instances.delsecuritygroup"]],
] as const)
  describe(`where the list of ports is ${portsApi}`, () => {
    it("a VM is made, read, given other security groups, replaced and destroyed", async () => {
      const current = await start(portsApi);
      await expectDone(current, withGroups("web"));
      await expectEmpty(current, withGroups("web"));
      const before = sent(current).length;
      await expectDone(current, withGroups("default"));
      expect(sent(current).slice(before)).toEqual(calls);
      await expectEmpty(current, withGroups("default"));
      await expectDone(current, withGroups());
      await expectEmpty(current, withGroups());
      await expectDone(current, withGroups("web"), { replace: ["vms.edge"] });
      await expectEmpty(current, withGroups("web"));
      await expectDone(current, withGroups("web"), { mode: "destroy" });
      expect(Object.keys((await current.state())?.resources ?? {})).toEqual([]);
    });

    it("a stack without VMs is planned and made", async () => {
      const current = await start(portsApi);
      await expectDone(current, sampleConfiguration([edgeKey()]));
      await expectEmpty(current, sampleConfiguration([edgeKey()]));
    });
  });
