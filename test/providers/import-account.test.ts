// A whole account taken over as a user does it: `import --all` writes YAML, its plan holds adoptions only, after its apply there
// is nothing to do, and the same account gives the same bytes.
import { afterEach, describe, expect, it } from "vitest";
import { isEmptyPlan } from "../../src/core/plan.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { loadText, renameAll, type Vendor, writeFleet } from "../support/import-account.ts";
import { MIXED_ACCOUNTS } from "../support/mixed-accounts.ts";

const fleets: Fleet[] = [];

afterEach(async () => {
  await Promise.all(fleets.splice(0).map((fleet) => fleet.stop()));
});

async function start(vendor: Vendor, seed: object = MIXED_ACCOUNTS[vendor]): Promise<Fleet> {
  const fleet = await startFleet({ vendor, seed, project: "111" });
  fleets.push(fleet);
  return fleet;
}

const texts = new Map<Vendor, Promise<string>>();

/** Written once, of an account of its own. */
function textOf(vendor: Vendor): Promise<string> {
  const known = texts.get(vendor) ?? start(vendor).then(async (fleet) => (await writeFleet(fleet, vendor)).text);
  texts.set(vendor, known);
  return known;
}

describe.each([
  { vendor: "serveroid", declared: 194, leftOut: 6 },
  { vendor: "zomro", declared: 174, leftOut: 26 },
  { vendor: "gcore", declared: 80, leftOut: 35 },
] as const)("200 mixed objects at $vendor", ({ vendor, declared, leftOut }) => {
  it("are adopted and nothing else, and then there is nothing to do", { timeout: 60_000 }, async () => {
    const fleet = await start(vendor);
    const first = await writeFleet(fleet, vendor);
    expect([first.written.length, first.leftOut.length]).toEqual([declared, leftOut]);
    const configuration = await loadText(first.text);
    expect(configuration.resources.every(({ lifecycle }) => lifecycle.protect)).toBe(true);
    expect(configuration.resources.every(({ lifecycle }) => lifecycle.onRemove === "forget")).toBe(true);

    const plan = await fleet.plan(configuration);
    expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(plan.entries.filter(({ action, importing }) => action !== "adopt" || importing === undefined)).toEqual([]);
    expect(plan.entries.filter(({ importing }) => importing?.by === "name")).toEqual([]);
    expect(plan).toMatchObject({ operations: [], blocked: [], refusals: [], debt: [], drift: [] });

    expect((await fleet.apply(configuration)).results).toEqual([]);
    expect(isEmptyPlan(await fleet.plan(configuration))).toBe(true);
    // Once the import entries have done their work, they may go, but for those that tell namesakes apart.
    const document = await fleet.state();
    const again = await writeFleet(fleet, vendor, { configuration, document });
    expect(again.written).toEqual([]);
    const own = again.leftOut.filter(({ isOwn }) => isOwn === true).length;
    expect(own).toBe(Object.values(document?.resources ?? {}).filter(({ type }) => type !== "interface").length);
    expect(await textOf(vendor)).toBe(first.text);

    const renamed = await loadText(renameAll(first.text));
    const moves = await fleet.apply(renamed);
    expect(moves.plan.entries.filter(({ action }) => action !== "move" && action !== "no-op")).toEqual([]);
    expect(moves.plan).toMatchObject({ operations: [], blocked: [], refusals: [] });
    expect(isEmptyPlan(await fleet.plan(renamed))).toBe(true);
    const addresses = Object.keys((await fleet.state())?.resources ?? {});
    expect(addresses.filter((address) => !/^[a-z]+\.x_/.test(address))).toEqual([]);
    expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
  });
});

describe("names", () => {
  it("are keys that people can type, and are sent as they are", async () => {
    const text = await textOf("serveroid");
    const { resources } = await loadText(text);
    const nameOf = new Map(resources.map(({ address, name }) => [address, name]));
    expect(nameOf.get("vms.Proekt-Elka")).toBe("Проект Ёлка");
    expect(nameOf.get("vms.web-index")).toBe("web ${index}");
    expect(nameOf.get("vms.price-5")).toBe("price $${5}");
    expect(nameOf.get("vms.the-main-one")).toBe('the "main" one');
    expect(nameOf.get("vms.vm-on")).toBe("on");
    expect(nameOf.get("vms.vm-0123")).toBe("0123");
    expect(nameOf.get("vms.vm-1012")).toBe("日本語");
    expect(["vms.web", "vms.web-2", "vms.web-3"].map((address) => nameOf.get(address))).toEqual(["web", "web", "web"]);
    expect(text).toContain("# others have this name, too: keep its import entry as long as that is so");
  });
});

describe("what is left out", () => {
  it("is said with its reason, as a comment", async () => {
    const text = await textOf("gcore");
    for (const line of [
      /# {3}vm "node-15" \(.*\): it carries the marks of the stack other \(vms\.theirs\)/,
      /# {3}vm "node-16" \(.*\): nothing can be done with it: it is in the state ERROR/,
      /# {3}vm "node-29" \(.*\): a node of a managed Kubernetes cluster/,
      /# {3}volume "loose" \(.*\): it hangs on no machine/,
      /# {3}snapshot "Snapshot of volume x created by policy 900" \(.*\): made by the policy 900/,
      /# {3}key "on" \(.*\): YAML refuses it/,
      /# an image that Gcore does not list now, once called windows-2012\n +image: 0/,
      /# not among the flavors that Gcore sells now\n +flavor: g0-old-1-1/,
    ])
      expect(text).toMatch(line);
  });

  it("is not a policy with several schedules or over one disk", async () => {
    const text = await textOf("gcore");
    expect(text).toMatch(/ {4}schedules:\n {6}- /);
  });

  it("cannot end its comment", async () => {
    const vm = { id: "2001", servername: "a\nversion: 2", instance_status: "error", status: "2" };
    const fleet = await start("zomro", { zomro: { instances: [vm] } });
    const { text } = await writeFleet(fleet, "zomro");
    expect(text).toContain('vm "a\\nversion: 2" (2001): nothing can be done with it');
    expect(text).not.toMatch(/^version: 2/m);
  });
});

describe("beside a configuration", () => {
  it("what it declares is left out, its keys are taken, and no default reaches it", async () => {
    const fleet = await start("serveroid");
    const yaml = `version: 1\nstack: imported\nproviders: { serveroid: { project: "111" } }\nbackupPolicies: { daily: { keep: 7, every: 24h } }\ndefaults: { vms: { backupPolicy: daily } }\nvms:\n  web-2: { provider: serveroid, name: vm-40, image: { name: UBUNTU, bitness: 64 }, tariff: "3", password: "\${env:P:-Aa1aaaaa}" }\n`;
    const configuration = await loadText(yaml);
    const { text, leftOut } = await writeFleet(fleet, "serveroid", { configuration, yaml });
    expect(leftOut).toContainEqual({
      object: { type: "vm", remoteId: "1040", name: "vm-40" },
      reason: "it is vms.web-2 of this stack",
      isOwn: true,
    });
    expect(text).toContain("{ to: vms.web-4,");
    expect(text).not.toContain("{ to: vms.web-2,");
    // What belongs to the machine that is declared already refers to that.
    expect(text).toMatch(/name: before upgrade\n {4}vm: web-2\n/);
    expect(text).not.toContain("defaults:");
    // What the configuration's own defaults would change is left alone.
    const alone = "lifecycle: { protect: true, onRemove: forget, ignore: [ backupPolicy.every, backupPolicy.keep ] }";
    expect(text.split("\n").filter((line) => line.includes("backupPolicy."))).toEqual([`    ${alone}`]);
  });

  it("what a default would have replaced is left out, and the plan has no error", async () => {
    const fleet = await startFleet({ vendor: "gcore" });
    fleets.push(fleet);
    const yaml = `version: 1\nstack: imported\nproviders: { gcore: { project: 77, region: 76 } }\ndefaults: { keys: { name: same } }\n`;
    const configuration = await loadText(yaml);
    const { text, leftOut } = await writeFleet(fleet, "gcore", { configuration, yaml });
    expect(leftOut.map(({ object, reason }) => `${object.name}: ${reason}`)).toContain(
      "ops: keys.ops is protected: it can be neither replaced nor rebuilt",
    );
    const plan = await fleet.plan(await loadText(yaml, text));
    expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(plan.entries.every(({ action }) => action === "adopt")).toBe(true);
  });
});
