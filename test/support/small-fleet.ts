// A Serveroid account with two projects and nothing else, and short pictures of what became of it.
import type { Configuration, Desired } from "../../src/core/desired.ts";
import type { OperationResult } from "../../src/core/event.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { Plan } from "../../src/core/plan.ts";
import { type Fleet, startFleet } from "./fleet.ts";
import { sampleConfiguration, sampleKey } from "./sample-desired.ts";

export const SMALL_ACCOUNT = {
  serveroid: {
    tenants: [
      { id: 111, description: "Default" },
      { id: 222, description: "Second" },
    ],
    vms: [],
    pubkeys: [],
    limits: { addressesPerVm: 8 },
  },
};

export const startSmall = (): Promise<Fleet> => startFleet({ project: "111", seed: SMALL_ACCOUNT });

/** With the key that sample machines carry. */
export const withKey = (resources: readonly Desired[], more: Partial<Configuration> = {}): Configuration =>
  sampleConfiguration([sampleKey("ops"), ...resources], more);

export function rowsOf(fleet: Fleet, vendor: "serveroid" | "zomro" | "gcore", kind: string): JsonObject[] {
  return fleet.sim.state(vendor)[kind] as JsonObject[];
}

/** `1:web`, by id. */
export const machinesIn = (fleet: Fleet): string[] =>
  rowsOf(fleet, "serveroid", "vms").map(({ id, name }) => `${String(id)}:${String(name)}`);

/** Machines of the account that neither the state nor a pending request knows. */
export async function listLost(fleet: Fleet): Promise<string[]> {
  const { resources = {}, pending = [] } = (await fleet.state()) ?? {};
  const known = new Set([
    ...Object.values(resources).flatMap(({ type, remoteId, deposed = [] }) =>
      type === "vm" ? [remoteId, ...deposed.map((old) => old.remoteId)] : [],
    ),
    ...pending.map(({ remoteId }) => remoteId),
  ]);
  return machinesIn(fleet).filter((machine) => !known.has(machine.split(":")[0] ?? ""));
}

/** `delete vms.web`, without what stays as it is. */
export const workOf = ({ entries }: Plan): string[] =>
  entries.flatMap(({ action, address }) => (action === "no-op" ? [] : [`${action} ${address}`]));

export const errorsOf = ({ diagnostics }: Plan): string[] =>
  diagnostics.flatMap(({ severity, code }) => (severity === "error" ? [code] : []));

export const outcomesOf = ({ results }: { readonly results: readonly OperationResult[] }): string[] =>
  results.map(({ action, address, outcome }) => `${action} ${address}: ${outcome}`);
