// Contract 4.7: what makes a saved plan stale, and what does not matter to it.
import { describe, expect, it } from "vitest";
import type { Plan } from "../../../src/core/plan.ts";
import { comparePlans } from "../../../src/planner/compare-plans.ts";
import { DB, liveWeb, WEB, WEB_MADE, webVm } from "./machines.ts";
import { planOf, type Situation } from "./plan-specification.ts";

const ACCOUNTS = { serveroid: "a", zomro: "z", gcore: "g" };
/** YAML asks for more memory than the machine has. */
const GROWN = `vms: { web: { ${WEB_MADE.replace(/memory: \w+/, "memory: 4GiB")} } }`;

async function compare(then: Situation, now: Situation, accounts = ACCOUNTS) {
  const saved = JSON.parse(JSON.stringify(await planOf(then))) as Plan;
  const present = JSON.parse(JSON.stringify(await planOf(now))) as Plan;
  const { stale, elsewhere, unshown } = comparePlans({ plan: saved, accounts: ACCOUNTS }, { plan: present, accounts });
  return {
    stale: stale.map(({ address, planned, now: is, fields, remarks }) => [
      `${address}: ${planned}, ${is}`,
      ...fields.map((field) => `${field.path}: ${[field.then, field.planned, field.now].map(String).join(" | ")}`),
      ...remarks,
    ]),
    elsewhere,
    ...(unshown.length === 0 ? {} : { unshown }),
  };
}

const tracked = { yaml: GROWN, live: liveWeb(), tracked: "vms.web: vm 11" };

describe("a saved plan", () => {
  it("fits as long as nothing is different, whatever else is asked of the catalogue", async () => {
    const create = { yaml: `vms: { web: { ${WEB} } }` };
    expect(await compare(create, create)).toEqual({ stale: [], elsewhere: [] });
    const otherIds = { ...create, names: { image: { id: "4711" }, tariff: { id: "12" } } };
    const namesIn = async (situation: Situation) => (await planOf(situation)).operations.map(({ names }) => names);
    expect(await namesIn(otherIds)).not.toEqual(await namesIn(create));
    expect(await compare(create, otherIds)).toEqual({ stale: [], elsewhere: [] });
    expect(await compare(tracked, tracked)).toEqual({ stale: [], elsewhere: [] });
  });

  it("fits whatever the order in which lists are read", async () => {
    const yaml = GROWN.replace("vms: { web: {", "vms: { web: { ips: 2,");
    const listing = (...keys: string[]) => ({ ...tracked, yaml, live: liveWeb({ keys }) });
    expect(await compare(listing("1", "2"), listing("2", "1"))).toEqual({ stale: [], elsewhere: [] });
    expect((await compare(listing("1", "2"), listing("2", "3"))).stale).toHaveLength(1);
  });

  it("that only reads records what it shows, and nothing else", async () => {
    const reading = (cpu: number) => ({
      yaml: `vms: { web: { ${WEB_MADE.replace(/cpu: \d+,? ?/, "")} } }`,
      live: liveWeb({ cpu }),
      tracked: "vms.web: vm 11",
      options: { mode: "refresh-only" as const },
    });
    expect(await compare(reading(8), reading(8))).toEqual({ stale: [], elsewhere: [] });
    expect((await compare(reading(8), reading(16))).stale).toEqual([
      ["vms.web: no-op, no-op", "cpu: 8 | undefined | 16"],
    ]);
  });

  it("tells where an object would be called otherwise from now on", async () => {
    const moved = {
      yaml: `keys: {}\nvms: { front: { ${WEB_MADE} } }\nmoved: [{ from: vms.web, to: vms.front }]`,
      live: liveWeb(),
      options: { excludes: ["vms.front"] },
    };
    expect(await compare(moved, { ...moved, tracked: "vms.web: vm 11" })).toEqual({
      stale: [],
      elsewhere: ["vms.front"],
      unshown: ["vms.front"],
    });
  });

  it("is stale where a field of what it changes is different, whether or not it wants that field", async () => {
    expect(await compare(tracked, { ...tracked, live: liveWeb({ cpu: 8 }) })).toEqual({
      stale: [
        ["vms.web: update, update", expect.stringMatching(/^cpu: \d | undefined | 8$/), "memory: 1024 | 4096 | 1024"],
      ],
      elsewhere: [],
    });
    expect(await compare(tracked, { ...tracked, live: liveWeb({ memory: 4096 }) })).toEqual({
      stale: [["vms.web: update, no-op", "memory: 1024 | 4096 | 4096", "it is as planned already"]],
      elsewhere: [],
    });
  });

  it("is stale where the object is gone, is another one, or exists by now", async () => {
    const gone = await compare(tracked, { ...tracked, live: "" });
    expect(gone.stale).toHaveLength(1);
    expect(gone.stale[0]).toContain("11 is gone");
    const forgetting = { ...tracked, yaml: "removed: [{ from: vms.web, destroy: false }]" };
    const forgotten = await compare(forgetting, { ...forgetting, tracked: "" });
    expect(forgotten.stale[0]).toContain("11 is not on record any more");
    const other = { ...tracked, live: JSON.stringify({ vm: { 12: webVm() } }), tracked: "vms.web: vm 12" };
    expect((await compare(tracked, other)).stale[0]).toContain("it was 11, and is 12 now");
    const create = { yaml: `vms: { web: { ${WEB_MADE} } }` };
    const made = { ...create, live: liveWeb(), tracked: "vms.web: vm 11" };
    expect((await compare(create, made)).stale).toEqual([
      ["vms.web: create, no-op", "it exists by now (11)", "it is as planned already"],
    ]);
  });

  it("is not done where it is held back or cannot be planned, and the reason is told", async () => {
    const pending = [{ address: "vms.web", summary: "set memory to 4 GiB", phase: "unknown" as const }];
    const inDoubt = await compare(tracked, { ...tracked, pending });
    expect(inDoubt.stale[0]).toEqual(expect.arrayContaining([expect.stringMatching(/^held back now: /)]));
    expect(inDoubt.stale[0]).not.toContain("it is as planned already");
    const adopted = { yaml: `vms: { web: { ${WEB_MADE} } }`, live: liveWeb() };
    const twins = JSON.stringify({ vm: { 11: webVm(), 12: webVm() } });
    expect((await compare(adopted, { ...adopted, live: twins })).stale[0]).toContain(
      "2 objects are named web: which one is vms.web?",
    );
  });

  it("is stale where more would be lost, and where the provider entry leads elsewhere", async () => {
    const deleted = {
      yaml: "keys: {}",
      live: liveWeb(),
      tracked: "vms.web: vm 11",
      options: { allow: { empty: true } },
    };
    const lost = liveWeb({ lost: [{ kind: "snapshot", label: "by-hand" }] });
    expect((await compare(deleted, { ...deleted, live: lost })).stale).toEqual([
      ["vms.web: delete, delete", "would be lost now: snapshot by-hand"],
    ]);
    expect((await compare(tracked, tracked, { ...ACCOUNTS, serveroid: "b" })).stale[0]).toContain(
      "the provider entry leads to another account now",
    );
  });

  it("is not stale for what it does not touch: that is told apart", async () => {
    const both = {
      yaml: `vms: { web: { ${WEB_MADE} }, db: { ${DB} } }`,
      live: liveWeb(),
      tracked: "vms.web: vm 11",
    };
    expect(await compare(both, { ...both, live: liveWeb({ memory: 512 }) })).toEqual({
      stale: [],
      elsewhere: ["vms.web"],
    });
    expect(await compare(both, { ...both, live: "" })).toEqual({ stale: [], elsewhere: ["vms.web"] });
  });
});
