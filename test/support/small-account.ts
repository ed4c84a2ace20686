// A small account at Serveroid, or at another vendor, and short answers to what tests ask of it: what lives, what is
// tracked, what is pending, what nobody knows of.
import type { OperationResult } from "../../src/core/event.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { FaultRule } from "../../src/simulators/fault-rule.ts";
import { Crash, type Fleet, startFleet, type Watch } from "./fleet.ts";

const SEED = {
  serveroid: {
    tenants: [{ id: 111, description: "Default" }],
    vms: [],
    pubkeys: [],
    limits: { addressesPerVm: 8 },
  },
};

const fleets: Fleet[] = [];

export async function startAccount(options: Parameters<typeof startFleet>[0] = {}): Promise<Fleet> {
  const small = options.vendor === undefined && options.seed === undefined ? { project: "111", seed: SEED } : {};
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

/** `1:web` for each machine of the Serveroid account. */
export function machinesOf(fleet: Fleet): string[] {
  const account = fleet.sim.state("serveroid") as unknown as { vms: { id: number; name: string }[] };
  return account.vms.map(({ id, name }) => `${id}:${name}`);
}

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
  journal: (journal) => journal,
  provider,
  resumed: () => undefined,
  planned: () => undefined,
});
