// From what was loaded and read to a plan: digests of secrets where a comparison needs them, then the pure planner.
import type { Diagnostic } from "../core/diagnostic.ts";
import { jsonAt } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { Plan, PlanEntry } from "../core/plan.ts";
import type { Lookup } from "../core/provider.ts";
import { formatLookup, listReferences, type Operation } from "../core/step.ts";
import { formatDigestInput, UNSENT } from "../core/tracking.ts";
import { collect } from "../executor/observe-objects.ts";
import { buildPlan } from "../planner/build-plan.ts";
import { listLookups } from "../planner/names.ts";
import { formatDigestKey, type PlanInput, type PlanOptions } from "../planner/plan-input.ts";
import { addPrices } from "./add-prices.ts";
import { askAhead } from "./ask-ahead.ts";
import { inTurns } from "./in-turns.ts";
import { readWorld, trackedAfterMoves, type WorldReading, type WorldRequest } from "./read-world.ts";

export interface PlanRequest extends Omit<WorldRequest, "accepted" | "needsNames"> {
  readonly options: PlanOptions;
  readonly digest: (value: string) => Promise<string>;
  readonly unloadedFiles: readonly string[];
  /** See `PlanInput`. */
  readonly leftOut?: readonly string[];
  readonly mayRunCommands?: boolean;
  readonly illustrate?: (found: readonly Diagnostic[]) => readonly Diagnostic[];
}

export interface Planned {
  readonly plan: Plan;
  readonly reading: WorldReading;
  readonly input: PlanInput;
}

/** Reads, plans, reads what only the plan shows must be known (names of what is made, what dies with what), and plans with that. */
export async function makePlan(request: PlanRequest): Promise<Planned> {
  const { options } = request;
  const needsNames = options.mode !== "destroy";
  return planReading(request, await readWorld({ ...request, needsNames, accepted: options.allow.accounts ?? [] }));
}

/** Plans with what was read before. */
export async function planReading(request: PlanRequest, reading: WorldReading): Promise<Planned> {
  const planned = await planWithReads(request, reading, await digestSecrets(request, reading));
  const [plan, ahead] = await Promise.all([addPrices(request, planned), askAhead(request, planned)]);
  const found = [...plan.diagnostics, ...ahead];
  return { ...planned, plan: { ...plan, diagnostics: request.illustrate?.(found) ?? found } };
}

async function planWithReads(
  request: PlanRequest,
  first: WorldReading,
  digests: ReadonlyMap<string, string>,
): Promise<Planned> {
  const asked = new Set<string>();
  for (let reading = first; ; ) {
    const input = buildInput(request, reading, digests);
    const plan = await inTurns(buildPlan(input), request.clock);
    const providers = await resolveMade(request, plan, input);
    const observed = await readLosses(request, plan, { reading, asked });
    if (providers === undefined && observed === undefined) return { plan, reading, input };
    reading = { ...reading, providers: providers ?? reading.providers, observed: observed ?? reading.observed };
  }
}

/** Names of what is made anew, looked up once it is known what that is; undefined where all are known. */
async function resolveMade(
  request: PlanRequest,
  plan: Plan,
  input: PlanInput,
): Promise<PlanInput["providers"] | undefined> {
  const made = new Set(plan.entries.flatMap(({ action, address }) => (MAKING.has(action) ? [address] : [])));
  const providers = new Map(input.providers);
  for (const [id, known] of input.providers) {
    const lookups = input.resources
      .filter((desired) => desired.provider === id && made.has(desired.address))
      .flatMap((desired) => listLookups(known, desired, "create"))
      .concat(listSent(plan.operations.filter((operation) => operation.provider === id)))
      .filter(({ kind, by }) => known.facts[formatLookup(kind, by)] === undefined);
    const facts = lookups.length === 0 ? {} : await request.providers.get(id)?.resolve(lookups, request.call);
    if (Object.keys(facts ?? {}).some((key) => known.facts[key] === undefined))
      providers.set(id, { ...known, facts: { ...known.facts, ...facts } });
  }
  return [...providers].every(([id, provider]) => provider === input.providers.get(id)) ? undefined : providers;
}

/** What requests are made of is known afresh, whatever the record says of it. */
function listSent(operations: readonly Operation[]): Lookup[] {
  return operations
    .filter(({ action }) => action === "update")
    .flatMap(({ steps }) => steps.flatMap(({ request }) => listReferences(request)))
    .flatMap((item) =>
      item.$ref === "lookup" && listReferences(item.by).length === 0 ? [{ kind: item.kind, by: item.by }] : [],
    );
}

const MAKING: ReadonlySet<PlanEntry["action"]> = new Set(["create", "replace", "rebuild"]);
const DESTROYING: ReadonlySet<PlanEntry["action"]> = new Set(["delete", "replace", "rebuild"]);

function buildInput(
  { configuration, document, options, unloadedFiles, clock, leftOut = [], mayRunCommands = false }: PlanRequest,
  reading: WorldReading,
  digests: ReadonlyMap<string, string>,
): PlanInput {
  const { stack, resources, moved, removed, imports, outputs, policy } = configuration;
  return {
    stack,
    resources,
    moved,
    removed,
    imports,
    outputs,
    policy,
    state: document,
    ...reading,
    digests,
    unloadedFiles,
    nowMs: clock.now(),
    options,
    leftOut,
    mayRunCommands,
  };
}

/** Slow on purpose, so only where the state holds a digest to compare with; equal values are computed once. */
async function digestSecrets(
  { configuration, document, digest }: PlanRequest,
  reading: WorldReading,
): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  if (!Object.values(document?.resources ?? {}).some(({ digests: recorded }) => !isEmpty(recorded))) return digests;
  const tracked = trackedAfterMoves({ configuration, document });
  // What was left behind for an address may get that again.
  const left = new Map([...tracked.values()].map((record) => [record.replacedBy, record.digests]));
  for (const desired of configuration.resources) {
    const recorded = [tracked.get(desired.address)?.digests ?? {}, left.get(desired.address) ?? {}];
    const rules = reading.providers.get(desired.provider)?.rules[desired.type]?.fields ?? [];
    for (const rule of rules) {
      const value = jsonAt(desired.attributes, rule.path);
      const isKnown = recorded.some(({ [rule.path]: known }) => known !== undefined && known !== UNSENT);
      if (!rule.readable && value !== undefined && value !== null && isKnown)
        digests.set(formatDigestKey(desired.address, rule.path), await digest(formatDigestInput(rule, value)));
    }
  }
  return digests;
}

function isEmpty(record: object): boolean {
  for (const _key in record) return false;
  return true;
}

/** What dies with a machine is listed under it; it is read only for machines that the plan would destroy, once for each. */
async function readLosses(
  request: PlanRequest,
  plan: Plan,
  { reading, asked }: { readonly reading: WorldReading; readonly asked: Set<string> },
): Promise<WorldReading["observed"] | undefined> {
  const doomed = new Set(
    plan.entries.flatMap(({ type, action, remoteId }) =>
      type === "vm" && DESTROYING.has(action) && remoteId !== undefined ? [remoteId] : [],
    ),
  );
  const observed = new Map(reading.observed);
  for (const [id, objects] of reading.observed) {
    const provider = request.providers.get(id);
    const losses = objects.flatMap(({ type, remoteId }) =>
      type === "vm" && doomed.has(remoteId) && !asked.has(`${id} ${remoteId}`) ? [remoteId] : [],
    );
    if (provider === undefined || losses.length === 0) continue;
    for (const remoteId of losses) asked.add(`${id} ${remoteId}`);
    observed.set(id, withLosses(objects, await collect(provider, { types: ["vm"], losses }, request.call)));
  }
  return [...observed].every(([id, objects]) => objects === reading.observed.get(id)) ? undefined : observed;
}

function withLosses(objects: readonly Observed[], machines: readonly Observed[]): Observed[] {
  const lost = new Map(machines.map((machine) => [machine.remoteId, machine.lost]));
  return objects.map((object) =>
    object.type === "vm" ? { ...object, lost: lost.get(object.remoteId) ?? object.lost } : object,
  );
}
