// What the provider sells and allows changes for a while: images and tariffs are withdrawn, a second one has the name, a
// flavor is sold out, a group is renamed, a quota is used up, logins want a second factor, disks are made to die with their
// machine. It is put right before a run must come to rest.
import type { JsonObject } from "../../src/simulators/engine/json.ts";
import type { OutsideChange } from "../../src/simulators/engine/simulated-vendor.ts";
import type { Fleet } from "../support/fleet.ts";
import type { Dice } from "./dice.ts";
import type { Vendor } from "./scenarios.ts";

interface Turn {
  readonly begin: OutsideChange;
  /** Absent: it stays. */
  readonly end?: OutsideChange;
}

type Row = JsonObject;

/** Undefined where nothing of the kind is there to be changed. */
export function turnMarket(vendor: Vendor, { sim }: Fleet, dice: Dice): Turn | undefined {
  const rows = (kind: string) => (sim.state(vendor) as unknown as Record<string, Row[]>)[kind] ?? [];
  switch (vendor) {
    case "serveroid":
      return dice.pick([
        () => withdraw("distributions", rows("distributions"), (row) => row["id"] === 230),
        () => withdraw("tariffs", rows("tariffs"), (row) => row["id"] === 1),
        () => second("distributions", rows("distributions"), (row) => row["id"] === 230, 990),
      ])();
    case "zomro":
      return dice.pick([
        () => withdraw("tariffs", rows("tariffs"), (row) => JSON.stringify(row["id"]) === '{"$":"9002"}'),
        () => secondFactor,
      ])();
    case "gcore":
      return dice.pick([
        () => withdraw("images", rows("images"), isUbuntu),
        () => second("images", rows("images"), isUbuntu, "00000000-1111-4222-8333-555555555555"),
        () => rename("securitygroups", rows("securitygroups"), (row) => row["name"] === "web"),
        () => soldOut("g2-standard-2-4"),
        () => usedUp("vm_count", rows("instances").length),
        () => usedUp("volume_count", rows("volumes").length),
        () => dyingDisks(rows("instances")),
      ])();
  }
}

const isUbuntu = (row: Row): boolean => row["name"] === "ubuntu-24.04-x64";

function idOf(row: Row): string | number {
  const id = row["id"];
  const text = typeof id === "object" && id !== null && "$" in id ? id["$"] : id;
  return typeof text === "number" ? text : String(text);
}

function withdraw(kind: string, rows: readonly Row[], isIt: (row: Row) => boolean): Turn | undefined {
  const row = rows.find(isIt);
  if (row === undefined) return undefined;
  return { begin: { kind, action: "delete", id: idOf(row) }, end: { kind, action: "add", set: row } };
}

function second(
  kind: string,
  rows: readonly Row[],
  isIt: (row: Row) => boolean,
  id: string | number,
): Turn | undefined {
  const row = rows.find(isIt);
  if (row === undefined || rows.some((other) => idOf(other) === id)) return undefined;
  return { begin: { kind, action: "add", set: { ...row, id } }, end: { kind, action: "delete", id } };
}

function rename(kind: string, rows: readonly Row[], isIt: (row: Row) => boolean): Turn | undefined {
  const row = rows.find(isIt);
  if (row === undefined) return undefined;
  const to = (name: string): OutsideChange => ({ kind, action: "patch", id: idOf(row), set: { name } });
  return { begin: to("renamed-group"), end: to(String(row["name"])) };
}

const secondFactor: Turn = {
  begin: { kind: "quirks", action: "patch", set: { secondFactor: true } },
  end: { kind: "quirks", action: "patch", set: { secondFactor: false } },
};

function usedUp(quota: string, usage: number): Turn {
  const to = (limit: number): OutsideChange => ({ kind: "quotas", action: "patch", set: { [quota]: limit } });
  return { begin: to(usage), end: to(1000) };
}

function dyingDisks(machines: readonly Row[]): Turn | undefined {
  const machine = machines.find((row) => Array.isArray(row["volumes"]) && row["volumes"].length > 0);
  if (machine === undefined) return undefined;
  const volumes = (machine["volumes"] as Row[]).map((volume) => ({ ...volume, delete_on_termination: true }));
  return { begin: { kind: "instances", action: "patch", id: idOf(machine), set: { volumes } } };
}

function soldOut(flavor: string): Turn {
  const to = (disabled: boolean): OutsideChange => ({
    kind: "flavors",
    action: "patch",
    id: flavor,
    set: { disabled },
  });
  return { begin: to(true), end: to(false) };
}
