// From what was loaded and read to a plan: digests of secrets where a comparison needs them, then the pure planner.
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
import { readWorld, trackedAfterMoves, type WorldReading, type WorldRequest } from "./read-world.ts";

export interface PlanRequest extends Omit<WorldRequest, "accepted" | "needsNames"> {
  readonly options: PlanOptions;
  readonly digest: (value: string) => Promise<string>;
  readonly unloadedFiles: readonly string[];
}

export interface Planned {
  readonly plan: Plan;
  readonly reading: WorldReading;
  readonly input: PlanInput;
}

export async function makePlan(request: PlanRequest): Promise<Planned> {
  const { options } = request;
  const needsNames = options.mode !== "destroy";
  const reading = await readWorld({ ...request, needsNames, accepted: options.allow.accounts ?? [] });
  const input = buildInput(request, reading, await digestSecrets(request, reading));
  const resolved = await resolveMade(request, { plan: buildPlan(input), reading, input });
  const planned = await addLosses(request, resolved);
  const plan = await addPrices(request, planned);
  return { ...planned, plan: { ...plan, diagnostics: [...plan.diagnostics, ...(await askAhead(request, planned))] } };
}

/** Names of what is made anew are looked up once it is known what that is, and then the plan is made with them. */
async function resolveMade(request: PlanRequest, planned: Planned): Promise<Planned> {
  const { plan, input } = planned;
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
  if ([...providers].every(([id, provider]) => provider === input.providers.get(id))) return planned;
  const next = { ...input, providers };
  const reading = { ...planned.reading, providers };
  return resolveMade(request, { plan: buildPlan(next), reading, input: next });
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

function buildInput(
  { configuration, document, options, unloadedFiles, clock }: PlanRequest,
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
  };
}

/** Slow on purpose, so only where the state holds a digest to compare with; equal values are computed once. */
async function digestSecrets(
  { configuration, document, digest }: PlanRequest,
  reading: WorldReading,
): Promise<ReadonlyMap<string, string>> {
  const digests = new Map<string, string>();
  const tracked = trackedAfterMoves({ configuration, document });
  for (const desired of configuration.resources) {
    const recorded = tracked.get(desired.address)?.digests ?? {};
    const rules = reading.providers.get(desired.provider)?.rules[desired.type]?.fields ?? [];
    for (const rule of rules) {
      const value = jsonAt(desired.attributes, rule.path);
      const known = recorded[rule.path];
      if (!rule.readable && value !== undefined && value !== null && known !== undefined && known !== UNSENT)
        digests.set(formatDigestKey(desired.address, rule.path), await digest(formatDigestInput(rule, value)));
    }
  }
  return digests;
}

/** What dies with a machine is listed under it; it is read only for machines that the plan would destroy. */
async function addLosses(request: PlanRequest, planned: Planned): Promise<Planned> {
  const { plan, reading } = planned;
  const doomed = plan.entries.filter(
    (entry) =>
      entry.type === "vm" &&
      (entry.action === "delete" || entry.action === "replace" || entry.action === "rebuild") &&
      entry.remoteId !== undefined,
  );
  if (doomed.length === 0) return planned;
  const observed = new Map(reading.observed);
  for (const [id, objects] of reading.observed) {
    const provider = request.providers.get(id);
    const losses = doomed
      .map((entry) => entry.remoteId ?? "")
      .filter((remoteId) => objects.some((object) => object.type === "vm" && object.remoteId === remoteId));
    if (provider === undefined || losses.length === 0) continue;
    const machines = await collect(provider, { types: ["vm"], losses }, request.call);
    observed.set(id, withLosses(objects, machines));
  }
  const input = { ...planned.input, observed };
  return { plan: buildPlan(input), reading: { ...reading, observed }, input };
}

function withLosses(objects: readonly Observed[], machines: readonly Observed[]): Observed[] {
  const lost = new Map(machines.map((machine) => [machine.remoteId, machine.lost]));
  return objects.map((object) =>
    object.type === "vm" ? { ...object, lost: lost.get(object.remoteId) ?? object.lost } : object,
  );
}
