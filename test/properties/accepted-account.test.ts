// `--accept-account`: what the new place holds as ours follows, with all that is pending beside it; what is seen there, but
// belongs to another project, does not.
import { afterEach, describe, expect, it } from "vitest";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleVm } from "../support/sample-desired.ts";
import {
  countSent,
  errorsOf,
  faults,
  forgottenMachines,
  machinesOf,
  pendingOf,
  SMALL_ACCOUNT,
  trackedIds,
  withKey,
} from "../support/small-account.ts";

const LATE = [
  { effect: "lost-after", match: { method: "install", nth: 1 } },
  { effect: "invisible", ms: 900_000, match: { method: "install", nth: 1 } },
] as const;
const one = withKey([sampleVm("vms.db")]);
const both = withKey([sampleVm("vms.db"), sampleVm("vms.web")]);
const allow = { accounts: ["serveroid"], adopt: 9, deletes: 9 };

let fleet: Fleet;
afterEach(() => fleet.stop());

/** `project` of what it returns is where the provider entry leads. */
async function startWithPending(): Promise<{ project: string }> {
  const options = { project: "111", seed: SMALL_ACCOUNT };
  fleet = await startFleet(options);
  await fleet.apply(one);
  faults(fleet, ...LATE);
  await fleet.apply(both);
  expect(await pendingOf(fleet)).toEqual(["vms.web install unknown"]);
  return options;
}

describe("an order is not settled, and its account has another name now", () => {
  async function startRenamed(): Promise<void> {
    await startWithPending();
    const place = { account: "another", project: "1" };
    await fleet.changeState((document) => ({
      ...document,
      pending: document.pending.map((intent) => ({ ...intent, place })),
      resources: Object.fromEntries(
        Object.entries(document.resources).map(([address, record]) => [address, { ...record, place }]),
      ),
    }));
  }

  it.each([
    ["whole", {}],
    ["narrowed", { targets: ["keys.ops"] }],
    ["refreshing", { mode: "refresh-only" }],
  ] as const)("it is looked for by every later run, once a %s run has accepted that", async (_how, options) => {
    await startRenamed();
    await fleet.apply(both, { ...options, allow });
    expect((await fleet.state())?.pending.map(({ place }) => place.account)).toEqual(["111"]);
    await fleet.clock.advance(1_000_000);
    await fleet.apply(both);
    expect(await trackedIds(fleet)).toEqual({ "keys.ops": "1", "vms.db": "1", "vms.web": "2" });
    expect(machinesOf(fleet)).toEqual(["1:db", "2:web"]);
  });

  it.each(["in the same run", "later"])("nothing is ordered under its name for another address %s", async (when) => {
    await startRenamed();
    if (when === "later") await fleet.apply(both, { allow });
    const renamed = withKey([sampleVm("vms.db"), sampleVm("vms.app", {}, { name: "web" })]);
    await fleet.apply(renamed, { allow });
    await fleet.apply(renamed, { allow });
    expect(countSent(fleet, "install")).toBe(2);
  });
});

describe("the new project only sees what is in the old one", () => {
  it("no record follows, and a refresh does not say otherwise", async () => {
    const options = await startWithPending();
    options.project = "222";
    for (const mode of ["refresh-only", "normal"] as const) {
      const { plan } = await fleet.apply(both, { mode, allow });
      expect(new Set(errorsOf(plan))).toEqual(new Set(["provider.moved"]));
    }
    const places = Object.values((await fleet.state())?.resources ?? {}).map(({ place }) => place.project);
    expect(places).toEqual(["111", "111"]);
  });

  it("an order is not taken for absent there", async () => {
    const options = await startWithPending();
    await fleet.clock.advance(1_000_000);
    options.project = "222";
    const { notes } = await fleet.apply(both, { allow }, { assumeAbsent: ["vms.web"] });
    expect(notes).toContainEqual(expect.stringContaining("leads elsewhere now"));
    options.project = "111";
    await fleet.apply(both);
    expect(await forgottenMachines(fleet)).toEqual([]);
    expect(await pendingOf(fleet)).toEqual([]);
  });
});
