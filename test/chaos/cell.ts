// One cell of the matrix: one request of one scenario goes wrong in one way; at most four applies must bring the same end
// as if nothing had happened. Real simulator, HTTP, provider, planner, executor and state; the clock is virtual.
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import type { LogEntry } from "../../src/simulators/engine/request-log.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { takeCensus } from "./census.ts";
import { ASSUME_ABSENT_AFTER_MS, type ChaosFault } from "./faults.ts";
import { configure, type Scenario } from "./scenarios.ts";

export interface Undisturbed {
  readonly scenario: Scenario;
  /** Mutating methods in the order of their first request. */
  readonly methods: readonly string[];
  readonly end: Record<string, string[]>;
}

export type CellResult = "not-applicable" | readonly string[];

const MOST_APPLIES = 4;

export async function runUndisturbed(scenario: Scenario): Promise<Undisturbed> {
  const fleet = await open(scenario);
  try {
    const { results, plan } = await fleet.apply(configure(scenario.after), scenario.options);
    const undone = results.filter((result) => result.outcome !== "done");
    if (undone.length > 0 || results.length === 0)
      throw new Error(
        `${scenario.vendor}: ${scenario.title}: undisturbed, yet ${JSON.stringify(undone)} ${JSON.stringify(plan.diagnostics.map((item) => item.summary))}`,
      );
    const problems = await findLeftovers(fleet, scenario);
    if (problems.length > 0)
      throw new Error(`${scenario.vendor}: ${scenario.title}: undisturbed, yet ${problems.join("; ")}`);
    const methods = fleet.sim.log.entries({ mutating: true }).flatMap((entry) => entry.method ?? []);
    return {
      scenario,
      methods: [...new Set(methods)],
      end: takeCensus(scenario.vendor, fleet.sim.state(scenario.vendor)),
    };
  } finally {
    await fleet.stop();
  }
}

/** Problems found, none if the cell holds; "not-applicable" where the fault means nothing to the method. */
export async function runCell(undisturbed: Undisturbed, method: string, fault: ChaosFault): Promise<CellResult> {
  const { scenario, end } = undisturbed;
  const fleet = await open(scenario);
  try {
    fleet.sim.faults.set([{ ...fault.rule, match: { method, nth: 1, mutating: true } } as FaultRule]);
    for (let round = 0; round < MOST_APPLIES; round++) {
      await fleet.apply(configure(scenario.after), round === 0 ? scenario.options : {}).catch(refuseOurs);
      await fleet.clock.advance(ASSUME_ABSENT_AFTER_MS + 60_000);
    }
    if (fleet.sim.faults.list().every((rule) => rule.hits === 0)) return "not-applicable";
    const found = takeCensus(scenario.vendor, fleet.sim.state(scenario.vendor));
    return [
      ...(await findLeftovers(fleet, scenario)),
      ...compare(end, found),
      ...(fault.mayRepeat === true ? [] : findRepeats(fleet.sim.log.entries({ mutating: true }))),
    ];
  } finally {
    await fleet.stop().catch(() => undefined);
  }
}

/**
 * The same for an order that nobody may repeat: without `assumeAbsentAfter` it stays unknown, blocks its address with the
 * command to type, and is sent once however often it is applied.
 */
export async function runForbidden({ scenario }: Undisturbed, method: string, fault: ChaosFault): Promise<CellResult> {
  const fleet = await open(scenario);
  try {
    fleet.sim.faults.set([{ ...fault.rule, match: { method, nth: 1, mutating: true } } as FaultRule]);
    const { assumeAbsentAfterMs: _absent, ...policy } = configure([]).policy;
    const configuration = { ...configure(scenario.after), policy };
    for (let round = 0; round < MOST_APPLIES; round++) {
      await fleet.apply(configuration, round === 0 ? scenario.options : {}).catch(refuseOurs);
      await fleet.clock.advance(ASSUME_ABSENT_AFTER_MS + 60_000);
    }
    const pending = ((await fleet.state())?.pending ?? []).filter((intent) => intent.phase === "unknown");
    const blocked = (await fleet.plan(configuration)).blocked.flatMap(({ fix }) => fix ?? []);
    const address = pending[0]?.address ?? "";
    const sent = fleet.sim.log
      .entries({ mutating: true, method })
      .filter(({ parameters }) => isFor(parameters, address));
    return [
      ...(pending.length === 1 ? [] : [`${pending.length} unknown requests are on record instead of one`]),
      ...(blocked.some((fix) => fix.includes("--assume-absent")) ? [] : ["no command to type is shown"]),
      ...(sent.length === 1 ? [] : [`sent ${sent.length} times`]),
    ];
  } finally {
    await fleet.stop().catch(() => undefined);
  }
}

/** Orders of other machines do not count; a payment names only its cart. */
function isFor(parameters: LogEntry["parameters"], address: string): boolean {
  const { name } = parameters as Record<string, unknown>;
  return name === undefined || name === address.split(".")[1];
}

async function open(scenario: Scenario): Promise<Fleet> {
  const fleet = await startFleet({
    vendor: scenario.vendor,
    ...(scenario.seed === undefined ? {} : { seed: scenario.seed }),
  });
  if (scenario.before !== undefined) {
    const { results } = await fleet.apply(configure(scenario.before));
    const undone = results.filter((result) => result.outcome !== "done");
    if (undone.length > 0) throw new Error(`${scenario.vendor}: ${scenario.title}: before: ${JSON.stringify(undone)}`);
  }
  fleet.sim.log.clear();
  return fleet;
}

/** What a provider refuses or cannot be read ends an apply; a bug of ours does not pass for that. */
function refuseOurs(error: unknown): void {
  if (error instanceof Error && ["ProviderError", "StateError", "AbortedError"].includes(error.name)) return;
  throw error;
}

async function findLeftovers(fleet: Fleet, scenario: Scenario): Promise<string[]> {
  fleet.sim.faults.clear();
  const plan = await fleet.plan(configure(scenario.after));
  const work = plan.entries.filter((entry) => entry.action !== "no-op");
  const errors = plan.diagnostics.filter((item) => item.severity === "error");
  return [
    ...work.map((entry) => `still to do: ${entry.action} ${entry.address}`),
    ...errors.map((item) => `error: ${item.summary}`),
    ...plan.blocked.map((item) => `blocked: ${item.address}: ${item.reason}`),
    ...((await fleet.state())?.pending ?? []).map((intent) => `pending: ${intent.address} ${intent.step}`),
  ];
}

function compare(wanted: Record<string, string[]>, found: Record<string, string[]>): string[] {
  return Object.keys(wanted).flatMap((kind) =>
    JSON.stringify(wanted[kind]) === JSON.stringify(found[kind])
      ? []
      : [`${kind}: expected ${JSON.stringify(wanted[kind])}, found ${JSON.stringify(found[kind])}`],
  );
}

/** A request that had its effect is not sent again, unless something else has happened to the same object since. */
function findRepeats(entries: readonly LogEntry[]): string[] {
  const problems: string[] = [];
  for (const [index, entry] of entries.entries()) {
    if (entry.outcome !== "OK" || FREE.has(entry.method ?? "")) continue;
    const again = entries.slice(index + 1).find((other) => signatureOf(other) === signatureOf(entry));
    const between = again === undefined ? [] : entries.slice(index + 1, entries.indexOf(again));
    if (again !== undefined && !between.some((other) => targetOf(other) === targetOf(entry) && other.outcome === "OK"))
      problems.push(`sent twice: ${entry.method ?? entry.path}`);
  }
  return problems;
}

/**
 * What costs and changes nothing until another request follows: an unpaid cart is left behind and made anew. And what
 * nobody can read back and comes to the same when it is said again: passwords, keys on a machine.
 */
const FREE = new Set([
  "v2.instances.order.param",
  "instances.fleio.changepassword",
  "password_change",
  "pubkey_change",
]);

const VOLATILE = /"(?:trueup-intent|auth|session)":"[^"]*"|trueup-intent[^,}]*/g;

function signatureOf({ method, path, parameters }: LogEntry): string {
  return `${method ?? ""} ${path} ${JSON.stringify(parameters).replace(VOLATILE, "")}`;
}

function targetOf({ path, parameters }: LogEntry): string {
  const { elid = "" } = parameters as Record<string, unknown>;
  return `${path.split("/").slice(0, 7).join("/")} ${String(elid)}`;
}
