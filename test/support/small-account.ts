// A small account at Serveroid, with two projects and nothing else, or at another vendor, and short answers to what tests
// ask of it: what lives, what is planned, what is tracked, what is pending, what nobody knows of.
import type { Configuration, Desired } from "../../src/core/desired.ts";
import type { OperationResult } from "../../src/core/event.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { Plan } from "../../src/core/plan.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { Crash, type Fleet, startFleet, type Watch } from "./fleet.ts";
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

const fleets: Fleet[] = [];

export async function startAccount(options: Parameters<typeof startFleet>[0] = {}): Promise<Fleet> {
  const small =
    options.vendor === undefined && options.seed === undefined ? { project: "111", seed: SMALL_ACCOUNT } : {};
  const fleet = await startFleet({ ...options, ...small });
  fleets.push(fleet);
  return fleet;
}

/** For `afterEach`, and between the runs of a loop. */
export async function stopAccounts(): Promise<void> {
  await Promise.all(fleets.splice(0).map((fleet) => fleet.stop()));
}

/** An apply that dies at the n-th moment, if it comes so far. */
export async function applyUntil(crashAt: number, ...[fleet, ...args]: [Fleet, ...Parameters<Fleet["apply"]>]) {
  const [configuration, options = {}, more = {}] = args;
  await fleet.apply(configuration, options, { ...more, crashAt }).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
}

export const faults = (fleet: Fleet, ...rules: readonly FaultRule[]): void => fleet.sim.faults.set([...rules]);

export const countSent = (fleet: Fleet, method: string): number =>
  fleet.sim.log.entries({ mutating: true, method }).length;

/** With the key that sample machines carry. */
export const withKey = (resources: readonly Desired[], more: Partial<Configuration> = {}): Configuration =>
  sampleConfiguration([sampleKey("ops"), ...resources], more);

export function rowsOf(fleet: Fleet, vendor: "serveroid" | "zomro" | "gcore", kind: string): JsonObject[] {
  return fleet.sim.state(vendor)[kind] as JsonObject[];
}

/** `1:web` for each machine of the Serveroid account. */
export const machinesOf = (fleet: Fleet): string[] =>
  rowsOf(fleet, "serveroid", "vms").map(({ id, name }) => `${String(id)}:${String(name)}`);

/** `delete vms.web`, without what stays as it is. */
export const workOf = ({ entries }: Plan): string[] =>
  entries.flatMap(({ action, address }) => (action === "no-op" ? [] : [`${action} ${address}`]));

export const errorsOf = ({ diagnostics }: Plan): string[] =>
  diagnostics.flatMap(({ severity, code }) => (severity === "error" ? [code] : []));

/** Address -> its id, what it left behind, and whether it is half-made. */
export async function trackedIds(fleet: Fleet): Promise<Record<string, string>> {
  const rows = Object.entries((await fleet.state())?.resources ?? {});
  return Object.fromEntries(
    rows.map(([address, { remoteId, deposed = [], halfMade }]) => [
      address,
      [remoteId, ...deposed.map((old) => `deposed ${old.remoteId}`), ...(halfMade ? ["half-made"] : [])].join(" "),
    ]),
  );
}

export async function pendingOf(fleet: Fleet): Promise<string[]> {
  const pending = (await fleet.state())?.pending ?? [];
  return pending.map(({ address, step, phase }) => `${address} ${step} ${phase}`);
}

/** Machines that neither the state nor a pending request knows. */
export async function forgottenMachines(fleet: Fleet): Promise<string[]> {
  const state = await fleet.state();
  const known = new Set([
    ...Object.values(state?.resources ?? {})
      .filter(({ type }) => type === "vm")
      .flatMap(({ remoteId, deposed = [] }) => [remoteId, ...deposed.map((old) => old.remoteId)]),
    ...(state?.pending ?? []).filter(({ type }) => type === "vm").map(({ remoteId }) => remoteId ?? ""),
  ]);
  return machinesOf(fleet).filter((machine) => !known.has(machine.split(":")[0] ?? ""));
}

export const outcomesOf = ({ results }: { readonly results: readonly OperationResult[] }): string[] =>
  results.map(({ action, address, outcome }) => `${action} ${address}: ${outcome}`);

/** Watches nothing but the provider, which may be another one than was made. */
export const withProvider = (provider: (made: Provider) => Provider): Watch => ({
  backend: (backend) => backend,
  provider,
  resumed: () => undefined,
  planned: () => undefined,
});
