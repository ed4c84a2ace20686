// From what was loaded and read to a plan: digests of secrets where a comparison needs them, then the pure planner.
import type { Configuration, Desired } from "../../core/desired.ts";
import { jsonAt } from "../../core/json.ts";
import type { Observed } from "../../core/observed.ts";
import type { Plan } from "../../core/plan.ts";
import type { StateDocument, TrackedResource } from "../../core/state-document.ts";
import { formatDigestInput, UNSENT } from "../../core/tracking.ts";
import { collect } from "../../executor/observe-objects.ts";
import { buildPlan } from "../../planner/build-plan.ts";
import { withDerived } from "../../planner/derive.ts";
import { formatDigestKey, type PlanInput, type PlanOptions } from "../../planner/plan-input.ts";
import { isListed } from "../../planner/subject.ts";
import { addPrices } from "./add-prices.ts";
import { readWorld, type WorldReading, type WorldRequest } from "./read-world.ts";

export interface PlanRequest extends Omit<WorldRequest, "renewed" | "accepted"> {
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
  const renewed = (desired: Desired) =>
    desired.lifecycle.rebuild === "allow" || isListed(desired.address, [...options.replace, ...options.rebuild]);
  const reading = await readWorld({ ...request, renewed, accepted: options.allow.accounts ?? [] });
  const input = buildInput(request, reading, await digestSecrets(request, reading));
  const planned = await addLosses(request, { plan: buildPlan(input), reading, input });
  return { ...planned, plan: await addPrices(request, planned.plan) };
}

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
  for (const desired of configuration.resources) {
    const recorded = document?.resources[desired.address]?.digests ?? movedDigests(configuration, document, desired);
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

function movedDigests(
  configuration: Configuration,
  document: StateDocument | undefined,
  desired: Desired,
): Readonly<Record<string, string>> {
  const isMoved = configuration.moved.length > 0 || document !== undefined;
  if (!isMoved) return {};
  // A moved resource is found under its old address: any record may be the one, and digests are cheap to share.
  const all = Object.values(document?.resources ?? {}).filter(
    (resource) => resource.type === desired.type && Object.keys(resource.digests).length > 0,
  );
  return all[0]?.digests ?? {};
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

/** Declared resources with bound and derived attributes, as the executor needs them. `made`: those that are made anew. */
export function bindResources(input: PlanInput, made: ReadonlySet<string>): ReadonlyMap<string, Desired> {
  const byAddress = new Map(input.resources.map((desired) => [desired.address, desired]));
  return new Map(
    input.resources.flatMap((desired) => {
      const provider = input.providers.get(desired.provider);
      const rules = provider?.rules[desired.type];
      if (provider === undefined || rules === undefined) return [];
      const tracked = made.has(desired.address) ? undefined : input.state?.resources[desired.address];
      const { attributes } = provider.bind(desired, provider.facts, findObserved(input, desired, tracked), tracked);
      return [
        [desired.address, { ...desired, attributes: withDerived(desired, attributes, rules, byAddress) }] as const,
      ];
    }),
  );
}

function findObserved(input: PlanInput, desired: Desired, tracked: TrackedResource | undefined): Observed | undefined {
  if (tracked === undefined) return undefined;
  return input.observed
    .get(desired.provider)
    ?.find(
      (object) =>
        object.type === tracked.type && object.remoteId === tracked.remoteId && object.parentId === tracked.parentId,
    );
}
