// Each of Zomro's day-2 acts: done, and seen in the account. Lost answers and a killed process.
import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { killAtEachMoment, refusalOf } from "../support/acts.ts";
import type { Asked, Fleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleDesired, ZOMRO_ORDER } from "../support/sample-desired.ts";
import { countSent, faults, pendingOf, startAccount, stopAccounts, workOf } from "../support/small-account.ts";

afterEach(stopAccounts);

const declare = (address: string, attributes: JsonObject) =>
  sampleDesired(address, attributes, { provider: "zomro", vendor: "zomro" });
const WEB = declare("vms.web", { ...ZOMRO_ORDER, power: "on" });
const SHOP = sampleConfiguration([WEB]);
const WITH_SNAPSHOT = sampleConfiguration([WEB, declare("snapshots.first", { vm: "vms.web" })]);

async function startShop(configuration = SHOP): Promise<Fleet> {
  const fleet = await startAccount({ vendor: "zomro" });
  await fleet.apply(configuration);
  fleet.sim.log.clear();
  return fleet;
}

const asked = (name: string, given: Asked["given"] = {}): Asked => ({ address: "vms.web", name, given: given ?? {} });

interface Node {
  readonly $: string;
}

async function machine(fleet: Fleet) {
  const id = (await fleet.state())?.resources["vms.web"]?.remoteId ?? "";
  const { instances, inside } = fleet.sim.state("zomro") as unknown as {
    instances: { id: Node; instance_status: Node }[];
    inside: Record<string, { restarts: number; diskGeneration: number; bootedFrom: string | null }>;
  };
  return { status: instances.find((row) => row.id.$ === id)?.instance_status.$, ...inside[id] };
}

async function backups(fleet: Fleet) {
  const { json } = await fleet.ask(SHOP, asked("list-backups"));
  return json as unknown as { id: string; name: string; status: string }[];
}

describe("trueup action at Zomro, each one seen in the account", () => {
  it("reboot restarts the machine, and is marked as undocumented", async () => {
    const fleet = await startShop();
    const { end, shown } = await fleet.act(SHOP, asked("reboot"));
    expect(end.outcome).toBe("done");
    expect(shown?.steps[0]?.summary).toContain("undocumented");
    expect(await machine(fleet)).toMatchObject({ status: "active", restarts: 1 });
    expect(workOf(await fleet.plan(SHOP))).toEqual([]);
  });

  it("backup waits until it is ready; list-backups shows it; restore writes it onto the disk", async () => {
    const fleet = await startShop();
    expect((await fleet.act(SHOP, asked("backup", { name: "nightly" }))).end.outcome).toBe("done");
    expect(await backups(fleet)).toMatchObject([{ name: "nightly", status: "Active" }]);
    expect(await refusalOf(fleet, fleet.act(SHOP, asked("backup", { name: "nightly" })))).toContain(
      "has a backup named",
    );
    const { end, shown } = await fleet.act(SHOP, asked("restore", { backup: "nightly" }));
    expect(end.outcome).toBe("done");
    expect(shown?.lost[0]?.label).toContain("does not hold");
    expect(await machine(fleet)).toMatchObject({ status: "active", diskGeneration: 2 });
    expect(workOf(await fleet.plan(SHOP))).toEqual([]);
    expect(await refusalOf(fleet, fleet.act(SHOP, asked("restore", { backup: "nightl" })))).toContain(
      "has no backup nightl",
    );
    expect(await refusalOf(fleet, fleet.act(SHOP, asked("restore")))).toContain("either a backup or a snapshot");
  });

  it("restore takes a snapshot, too, and a password of its own, which YAML then contradicts", async () => {
    const fleet = await startShop(WITH_SNAPSHOT);
    const act = { ...asked("restore", { snapshot: "snapshots.first" }), secrets: { password: "An0therWord" } };
    const { end } = await fleet.act(WITH_SNAPSHOT, act);
    expect(end).toMatchObject({ outcome: "done", contradictions: [{ path: "password", isSensitive: true }] });
    expect(await machine(fleet)).toMatchObject({ diskGeneration: 2 });
    expect(JSON.stringify(await fleet.state())).not.toContain("An0therWord");
  });

  it("rescue and unrescue; in between nothing else is sent", async () => {
    const fleet = await startShop();
    const act = { ...asked("rescue", { image: "Debian 12" }), secrets: { password: "An0therWord" } };
    const { end } = await fleet.act(SHOP, act);
    expect(end.outcome).toBe("done");
    expect(await machine(fleet)).toMatchObject({ status: "rescued" });
    expect(await refusalOf(fleet, fleet.act(SHOP, asked("backup")))).toContain("in rescue mode");
    // A plan leaves the machine where the act has put it: YAML says nothing of rescue mode.
    expect((await fleet.plan(SHOP)).operations).toEqual([]);
    expect((await fleet.act(SHOP, asked("reboot"))).end.outcome).toBe("done");
    expect((await fleet.act(SHOP, asked("unrescue"))).end.outcome).toBe("done");
    expect(await machine(fleet)).toMatchObject({ status: "active" });
    expect(await refusalOf(fleet, fleet.act(SHOP, asked("unrescue")))).toContain("not in rescue mode");
  });

  it("what only asks is answered in rescue mode, too", async () => {
    const fleet = await startShop();
    await fleet.act(SHOP, asked("rescue", { image: "Debian 12" }));
    expect(await backups(fleet)).toEqual([]);
  });

  it("a backup is taken by a name that comes back as it was sent", async () => {
    const fleet = await startShop();
    for (const name of [" edge", "edge ", "a\tb", "a\u001b[31m"])
      expect(await refusalOf(fleet, fleet.act(SHOP, asked("backup", { name })))).toContain("control characters");
  });

  it("a backup whose name is the id of another is not guessed", async () => {
    const fleet = await startShop();
    await fleet.act(SHOP, asked("backup", { name: "first" }));
    const [{ id } = { id: "" }] = await backups(fleet);
    await fleet.act(SHOP, asked("backup", { name: id }));
    const restore = { ...asked("restore", { backup: id }), secrets: { password: "An0therOne" } };
    expect(await refusalOf(fleet, fleet.act(SHOP, restore))).toContain("more than one backup with the name or id");
  });

  it("boot-from-iso, which reboot leaves again", async () => {
    const fleet = await startShop();
    const wrong = asked("boot-from-iso", { image: "Debian 13" });
    expect(await refusalOf(fleet, fleet.act(SHOP, wrong))).toContain(
      "there is no image Debian 13 for it / did you mean",
    );
    const { end } = await fleet.act(SHOP, asked("boot-from-iso", { image: "Debian 12" }));
    // Zomro does not tell the power meanwhile, so that YAML's says nothing else.
    expect(end).toMatchObject({ outcome: "done", contradictions: [] });
    expect(await machine(fleet)).toMatchObject({ status: "booted_from_iso" });
    expect((await fleet.act(SHOP, asked("reboot"))).end.outcome).toBe("done");
    expect(await machine(fleet)).toMatchObject({ status: "active", bootedFrom: null });
  });

  it("console is a secret, told to the one who asks", async () => {
    const fleet = await startShop();
    const { json, secrets } = await fleet.ask(SHOP, asked("console"));
    expect(json).toMatchObject({ url: expect.stringMatching(/^https:/), cookie: { name: "token" } });
    expect(secrets.length).toBe(2);
    expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
  });
});

describe("an answer that is lost", () => {
  for (const fault of [{ effect: "lost-before" }, { effect: "lost-after" }] as FaultRule[]) {
    it(`backup, ${fault.effect}: its name tells, and there is exactly one`, async () => {
      const fleet = await startShop();
      faults(fleet, { ...fault, match: { method: "instances.fleio_bckps.edit", nth: 1 } } as FaultRule);
      expect((await fleet.act(SHOP, asked("backup", { name: "nightly" }))).end.outcome).toBe("done");
      expect(await backups(fleet)).toMatchObject([{ name: "nightly", status: "Active" }]);
    });

    it(`rescue, ${fault.effect}: the machine's status tells`, async () => {
      const fleet = await startShop();
      // Those before are previews, which tell the images.
      faults(fleet, { ...fault, match: { method: "instances.fleio.rescue", nth: 3 } } as FaultRule);
      expect((await fleet.act(SHOP, asked("rescue", { image: "Debian 12" }))).end.outcome).toBe("done");
      expect(await machine(fleet)).toMatchObject({ status: "rescued" });
      expect(countSent(fleet, "instances.fleio.rescue")).toBe(fault.effect === "lost-before" ? 2 : 1);
    });

    it(`restore, ${fault.effect}: unknown, and never repeated by itself`, async () => {
      const fleet = await startShop(WITH_SNAPSHOT);
      faults(fleet, { ...fault, match: { method: "instances.fleio.rebuild", nth: 3 } } as FaultRule);
      const { end } = await fleet.act(WITH_SNAPSHOT, asked("restore", { snapshot: "first" }));
      expect(end).toMatchObject({ outcome: "undone", results: [{ outcome: "unknown" }] });
      expect((await fleet.act(WITH_SNAPSHOT, asked("reboot"))).end.results[0]?.outcome).toBe("blocked");
      await fleet.apply(WITH_SNAPSHOT);
      expect(fleet.sim.log.entries({ method: "instances.fleio.rebuild", mutating: true }).length).toBe(1);
      await fleet.apply(WITH_SNAPSHOT, {}, { assumeAbsent: ["vms.web"] });
      expect(await pendingOf(fleet)).toEqual([]);
    });
  }
});

describe("a process that is killed", () => {
  it("in the middle of a backup: the next apply settles it, and there is never more than one", async () => {
    const ends = await killAtEachMoment(await startShop(), {
      configuration: SHOP,
      asked: (n) => asked("backup", { name: `nightly-${n}` }),
      method: "instances.fleio_bckps.edit",
    });
    expect(ends.length).toBeGreaterThan(4);
    expect(ends.map(({ pending }) => pending.length)).toEqual(ends.map(() => 0));
    expect(Math.max(...ends.map(({ sent }) => sent))).toBe(1);
  });
});
