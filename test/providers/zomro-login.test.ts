// A login is data: what is in it is never taken for a separator of places.
import { afterEach, expect, it } from "vitest";
import { formatPlaceKey } from "../../src/core/object-key.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { OPS_KEY, sampleConfiguration, sampleDesired, ZOMRO_ORDER } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const ZOMRO = { provider: "zomro", vendor: "zomro" };
const OTHER_KEY = OPS_KEY.replace("AAAAIJ2Z", "AAAAIK3Y");
const declared = (publicKey: string) =>
  sampleConfiguration([
    sampleDesired("keys.ops", { publicKey }, ZOMRO),
    sampleDesired("vms.web", { ...ZOMRO_ORDER }, ZOMRO),
  ]);

it.each(["shop/ops", "shop/ops/", "a//b", "100%/x"])(
  "%s: what is made, replaced or settled late stays in its account",
  async (username) => {
    fleet = await startFleet({
      vendor: "zomro",
      seed: { zomro: { credentials: [{ username, password: "sim-secret" }], instances: [] } },
    });
    fleet.sim.faults.set([{ effect: "lost-after", match: { method: "sshkeys.edit", nth: 1 } } as FaultRule]);
    await fleet.apply(declared(OPS_KEY));
    const { results } = await fleet.apply(declared(OTHER_KEY));
    expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
    const { resources = {}, pending } = (await fleet.state()) ?? {};
    expect(pending).toEqual([]);
    const here = { account: username, simulated: true };
    expect(Object.values(resources).map(({ place }) => place)).toEqual([here, here]);
    const plan = await fleet.plan(declared(OTHER_KEY));
    expect(plan.diagnostics.map(({ code }) => code)).not.toContain("provider.moved");
    expect(plan.operations).toEqual([]);
  },
);

it("two places never have one key", () => {
  const keys = [
    { account: "a/b" },
    { account: "a", project: "b" },
    { account: "a%2fb" },
    { account: "a", region: "b" },
    { account: "a", project: "b/" },
    { account: "a b" },
    { account: "a", simulated: true as const },
    { account: "a", project: "", region: "simulated" },
  ].map((place) => formatPlaceKey("zomro", place));
  expect(new Set(keys).size).toBe(keys.length);
});
