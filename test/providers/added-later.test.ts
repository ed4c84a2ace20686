// Fields that cannot be read back and are declared later: what trueup made itself was made without them.
import { afterEach, describe, expect, it } from "vitest";
import type { Desired } from "../../src/core/desired.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import {
  OPS_KEY,
  RANGE,
  sampleConfiguration,
  sampleDesired,
  sampleKey,
  sampleVm,
  ZOMRO_ORDER,
} from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

async function start(vendor: "serveroid" | "zomro" | "gcore", resources: readonly Desired[]): Promise<Fleet> {
  fleet = await startFleet({ vendor, project: "111" });
  await fleet.apply(sampleConfiguration(resources));
  fleet.sim.log.clear();
  return fleet;
}

const methods = (current: Fleet) => current.sim.log.entries({ mutating: true }).map(({ method }) => method);
const without = (desired: Desired, path: string): Desired => {
  const { [path]: _left, ...attributes } = desired.attributes;
  return { ...desired, attributes };
};

describe("Serveroid", () => {
  const web = sampleVm("vms.web");
  it("a password is sent, once", async () => {
    const current = await start("serveroid", [sampleKey("ops"), without(web, "password")]);
    const after = sampleConfiguration([sampleKey("ops"), web]);
    await current.apply(after);
    expect(methods(current)).toEqual(["password_change"]);
    expect((await current.plan(after)).operations).toEqual([]);
    expect(JSON.stringify(current.events)).not.toContain("Passw0rdAbc");
  });

  it("software is debt; nothing of it is no difference", async () => {
    const current = await start("serveroid", [sampleKey("ops"), web]);
    const plan = await current.plan(sampleConfiguration([sampleKey("ops"), sampleVm("vms.web", { software: ["1"] })]));
    expect(plan.debt).toEqual([{ address: "vms.web", fields: ["software"], needs: "rebuild" }]);
    const none = sampleVm("vms.web", { software: [], supportAccess: false });
    const same = await current.plan(sampleConfiguration([sampleKey("ops"), none]));
    expect([same.debt, same.operations, same.notVerifiable]).toEqual([[], [], []]);
  });

  it("of a machine that was taken over it is not known: taken as equal, never sent", async () => {
    const current = await start("serveroid", [sampleKey("ops"), web]);
    const id = (await current.state())?.resources["vms.web"]?.remoteId ?? "";
    await current.changeState((document) => {
      const { "vms.web": _gone, ...resources } = document.resources;
      return { ...document, resources };
    });
    const bare = without(web, "password");
    const imports = [{ to: "vms.web", id, range: RANGE }];
    await current.apply(sampleConfiguration([sampleKey("ops"), bare], { imports }));
    const plan = await current.plan(sampleConfiguration([sampleKey("ops"), web]));
    expect([plan.operations, plan.notVerifiable]).toEqual([[], [{ address: "vms.web", fields: ["password"] }]]);
  });
});

describe("Zomro", () => {
  it("a password is sent", async () => {
    const declare = (password: object) => [
      sampleDesired("keys.ops", { publicKey: OPS_KEY }, { provider: "zomro", vendor: "zomro" }),
      sampleDesired("vms.web", { ...ZOMRO_ORDER, ...password }, { provider: "zomro", vendor: "zomro" }),
    ];
    const { password: _password, ...order } = ZOMRO_ORDER;
    const bare = [declare({})[0] as Desired, sampleDesired("vms.web", order, { provider: "zomro", vendor: "zomro" })];
    const current = await start("zomro", bare);
    const after = sampleConfiguration(declare({ password: "An0therWord" }));
    const { results } = await current.apply(after);
    expect(results.map(({ outcome }) => outcome)).toEqual(["done"]);
    expect((await current.plan(after)).operations).toEqual([]);
  });
});

describe("Gcore", () => {
  it("user data is debt", async () => {
    const current = await start("gcore", [edgeKey(), edge()]);
    const plan = await current.plan(sampleConfiguration([edgeKey(), edge({ userData: "#cloud-config" })]));
    expect(plan.debt).toEqual([{ address: "vms.edge", fields: ["userData"], needs: "replace" }]);
    expect(plan.operations).toEqual([]);
  });
});
