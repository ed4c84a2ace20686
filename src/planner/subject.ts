// One resource under planning: its pictures and the functions that planning it needs. Built once per resource.

import { type Address, groupOf, isCoveredBy, type ResourceType, resourceOf } from "../core/address.ts";
import type { ParentFate } from "../core/belongs.ts";
import type { Desired, Lifecycle } from "../core/desired.ts";
import { InvariantError } from "../core/errors.ts";
import type { ReferredSection, TypeRules } from "../core/field-rule.ts";
import { formatPlaceKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { Place } from "../core/place.ts";
import type { PlanEntry } from "../core/plan.ts";
import type { StepsRequest, StepsResult } from "../core/provider.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { isDeletion, type Operation, type OperationAction, type Step } from "../core/step.ts";
import { bindAsNew } from "./bind-declared.ts";
import type { NameOf } from "./diff-fields.ts";
import { NOTHING_SHOWN } from "./draft.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { recordNames } from "./names.ts";
import { type PlanProvider, placeOf } from "./plan-input.ts";
import { listTakenOff, refuseTaking } from "./taken-along.ts";
import { withNames } from "./with-names.ts";
import type { World } from "./world.ts";

export interface Subject {
  readonly world: World;
  readonly address: Address;
  /** With bound and derived attributes. */
  readonly desired: Desired | undefined;
  /** As YAML has it. */
  readonly declared: Desired | undefined;
  readonly tracked: TrackedResource | undefined;
  readonly observed: Observed | undefined;
  readonly provider: PlanProvider;
  readonly rules: TypeRules;
  readonly place: Place;
  readonly placeKey: string;
  readonly lifecycle: Lifecycle;
  readonly parent: Address | undefined;
  /** What this plan does with the parent, where that matters to the part. */
  readonly parentFate: ParentFate | undefined;
}

export function rulesOf(provider: PlanProvider, type: Desired["type"]): TypeRules {
  const rules = provider.rules[type];
  if (rules === undefined) throw new InvariantError(`${provider.id} has no rules for ${type}`);
  return rules;
}

export function buildSubject(
  world: World,
  provider: PlanProvider,
  parts: {
    address: Address;
    desired?: Desired;
    declared?: Desired;
    tracked?: TrackedResource;
    observed?: Observed;
    parentFate?: ParentFate | undefined;
  },
): Subject {
  const { desired, tracked } = parts;
  const type = desired?.type ?? tracked?.type;
  const lifecycle = desired?.lifecycle ?? tracked?.lifecycle;
  if (type === undefined || lifecycle === undefined)
    throw new InvariantError(`${parts.address} is neither declared nor tracked`);
  const rules = rulesOf(provider, type);
  const place = tracked?.place ?? placeOf(provider.account);
  const declaredParent = rules.belongs === undefined ? undefined : desired?.attributes[rules.belongs.to];
  const parent = tracked?.parent ?? (typeof declaredParent === "string" ? declaredParent : undefined);
  return {
    world,
    address: parts.address,
    desired,
    declared: parts.declared,
    tracked,
    observed: parts.observed,
    // The names of what is there mean what they meant; a new object is made of what they mean now.
    provider: withNames(provider, tracked?.names),
    rules,
    place,
    placeKey: formatPlaceKey(provider.vendor, place),
    lifecycle,
    parent,
    parentFate: parts.parentFate ?? fateOf(world, parent, rules),
  };
}

function fateOf(
  world: World,
  parent: Address | undefined,
  { belongs }: Pick<TypeRules, "belongs">,
): ParentFate | undefined {
  const action = parent === undefined ? undefined : world.decided.get(parent);
  if (action === "rebuild" && belongs?.diesOnRebuild === true) return "made";
  if (action === "create" || action === "replace") return "made";
  return action === "delete" ? "deleted" : undefined;
}

/** The same declared resource without an object: it is made of what its names mean now. */
export function withoutObject(subject: Subject): Subject {
  const provider = subject.world.input.providers.get(subject.provider.id) ?? subject.provider;
  return { ...subject, provider, desired: bindAsNew(subject).desired, tracked: undefined, observed: undefined };
}

export function isListed(address: Address, patterns: readonly Address[]): boolean {
  return patterns.some((pattern) => isCoveredBy(address, pattern) || pattern === groupOf(address));
}

export function nameOfSection(subject: Pick<Subject, "world" | "placeKey">): NameOf {
  const types = {
    keys: "key",
    vms: "vm",
    snapshots: "snapshot",
    volumes: "volume",
    interfaces: "interface",
  } as const satisfies Record<ReferredSection, ResourceType>;
  return (section, value, by) => subject.world.nameOf(subject.placeKey, types[section], value, by);
}

/** What this plan makes anew has another id afterwards: the old one is nobody's. */
function nameAfter(subject: Subject): StepsRequest["nameOf"] {
  const nameOf = nameOfSection(subject);
  return (section, remoteId) => {
    const name = nameOf(section, remoteId);
    return subject.world.decided.get(name) === "replace" ? `#${remoteId}` : name;
  };
}

export function askSteps(
  subject: Subject,
  action: OperationAction,
  fields: readonly string[],
  observed: Observed | undefined,
): StepsResult {
  const parentObserved = findParentObserved(subject);
  const isGoing = isDeletion({ action });
  const request: StepsRequest = {
    action,
    address: subject.address,
    type: subject.desired?.type ?? subject.tracked?.type ?? "vm",
    desired: subject.desired,
    tracked: subject.tracked,
    observed,
    fields,
    parent:
      subject.parent === undefined
        ? undefined
        : {
            address: subject.parent,
            observed: parentObserved,
            ...(subject.parentFate === undefined ? {} : { fate: subject.parentFate }),
          },
    nameOf: nameAfter(subject),
    nameNow: nameOfSection(subject),
    dying: action === "delete" ? subject.world.dying(subject.address) : [],
    takenOff: isGoing ? listTakenOff(subject, observed) : [],
    place: subject.place,
    facts: subject.provider.facts,
  };
  const result = hideSecrets(subject, subject.provider.steps(request));
  return isGoing ? { ...result, diagnostics: [...result.diagnostics, ...refuseTaking(subject, observed)] } : result;
}

/** The parent as it is now: the tracked one, or the one that this plan takes over. */
export function findParentObserved({ world, parent, placeKey, tracked: part }: Subject): Observed | undefined {
  if (parent === undefined) return undefined;
  const tracked = world.tracked.get(parent);
  // A replacement may have left the one behind that this part hangs on.
  if (tracked !== undefined && part?.parentId !== undefined && part.parentId !== tracked.remoteId)
    return world.observedAt(placeKey, tracked.type).find(({ remoteId }) => remoteId === part.parentId);
  if (tracked !== undefined) return world.observedOf(tracked);
  const [adopted] = [...world.adopting].find(([, address]) => address === parent) ?? [];
  return adopted === undefined ? undefined : world.byObject.get(adopted);
}

/** The parent, and the VM that the parent is a part of, as they are now: nothing is sent to a part of what is blocked. */
export function listParentsObserved(subject: Subject): readonly Observed[] {
  const { world, parent } = subject;
  const machine = parent === undefined ? undefined : world.tracked.get(resourceOf(parent));
  const found = [findParentObserved(subject), machine === undefined ? undefined : world.observedOf(machine)];
  return found.filter((object) => object !== undefined);
}

export function buildOperation(
  subject: Subject,
  action: OperationAction,
  steps: readonly Step[],
  fields: readonly string[],
  more: Partial<Operation> = {},
): Operation {
  const { address, desired, tracked, observed, provider, parent } = subject;
  const timeouts = desired?.timeouts ?? tracked?.timeouts;
  const timeoutMs =
    action === "create"
      ? timeouts?.createMs
      : action === "update" || action === "rebuild"
        ? timeouts?.updateMs
        : timeouts?.deleteMs;
  const remoteId = observed?.remoteId ?? tracked?.remoteId;
  const parentId = observed?.parentId ?? tracked?.parentId;
  return {
    id: `${action} ${address}`,
    action,
    address,
    type: desired?.type ?? tracked?.type ?? "vm",
    vendor: provider.vendor,
    provider: provider.id,
    account: subject.placeKey,
    place: subject.place,
    name: desired?.name ?? tracked?.name ?? address,
    ...(action === "create" || remoteId === undefined ? {} : { remoteId }),
    ...(parent === undefined ? {} : { parent }),
    ...(parentId === undefined ? {} : { parentId }),
    exclusive: [resourceOf(parent ?? address)],
    needs: [],
    fields: [...new Set([...fields, ...steps.flatMap((step) => step.fields)])],
    steps,
    timeoutMs: timeoutMs ?? 1_200_000,
    ...namesOf(subject),
    ...(subject.rules.belongs === undefined ? {} : { belongs: subject.rules.belongs.how }),
    ...(subject.parentFate === undefined ? {} : { parentFate: subject.parentFate }),
    ...awaitsOf(subject, action, parentId),
    ...more,
  };
}

function namesOf({ desired, provider }: Subject): Pick<Operation, "names"> {
  const names = desired === undefined ? {} : recordNames(provider, desired, provider.facts);
  return Object.keys(names).length === 0 ? {} : { names };
}

/** The object itself, or the VM that it belongs to, if the provider is at work on it now. */
function awaitsOf(subject: Subject, action: OperationAction, parentId: string | undefined): Pick<Operation, "awaits"> {
  const parent = findParentObserved(subject);
  const isAnotherParent = action === "create" && subject.parentFate === "made";
  const busy = [subject.observed, isAnotherParent ? undefined : parent].find((object) => object?.condition === "busy");
  // What an operation left half-made may look busy for ever.
  const record = busy === parent ? subject.world.tracked.get(subject.parent ?? "") : subject.tracked;
  if (busy === undefined || (record?.halfMade !== undefined && record.remoteId === busy.remoteId)) return {};
  const ofParent = busy === subject.observed && parentId !== undefined ? { parentId } : {};
  return { awaits: { type: busy.type, remoteId: busy.remoteId, ...ofParent } };
}

/** What was there before trueup keeps its name, and so do its parts, unless YAML gives it one: that is the name to show. */
export function nameOfExisting({ world, address, desired, observed }: Subject): string | undefined {
  if (!world.hasExisting()) return undefined;
  const owner = desired?.existing === undefined ? world.declaredAt(resourceOf(address)) : desired;
  const isNamed = owner?.existing === undefined || owner.ranges["name"] !== undefined;
  return isNamed || observed === undefined || observed.name === "" ? undefined : observed.name;
}

/** An entry with the parts that every entry of this resource shares. */
export function buildEntry(subject: Subject, more: Partial<PlanEntry> & Pick<PlanEntry, "action">): PlanEntry {
  const { desired, tracked, observed, provider, address } = subject;
  const remoteId = observed?.remoteId ?? tracked?.remoteId;
  return {
    address,
    type: desired?.type ?? tracked?.type ?? "vm",
    vendor: provider.vendor,
    provider: desired?.provider ?? provider.id,
    name: nameOfExisting(subject) ?? desired?.name ?? tracked?.name ?? address,
    ...(remoteId === undefined ? {} : { remoteId }),
    ...NOTHING_SHOWN,
    ...more,
  };
}
