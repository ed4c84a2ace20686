// Whether a saved plan still says what would be done now, address by address, and what differs. Pure.
import { type Address, compareAddresses, resourceOf } from "../core/address.ts";
import { isSameJson, type Json, type JsonObject, sortLists } from "../core/json.ts";
import { isBeside, type Plan, type PlanEntry, type StateEdit } from "../core/plan.ts";
import type { StaleField, StaleResource } from "../core/saved-plan.ts";
import type { Operation } from "../core/step.ts";

export interface PlanPicture {
  /** As it is saved: masked, and as it reads after it was JSON. */
  readonly plan: Plan;
  /** Provider entry -> account, project and region. */
  readonly accounts: Readonly<Record<string, string>>;
}

export interface Comparison {
  /** What the saved plan does and would not be done now as it says. */
  readonly stale: readonly StaleResource[];
  /** What would be done now and the saved plan does not do. */
  readonly elsewhere: readonly Address[];
  /** Those of them that would be called so from now on. */
  readonly unshown: readonly Address[];
}

export function comparePlans(saved: PlanPicture, now: PlanPicture): Comparison {
  const [then, present] = [groupPlan(saved), groupPlan(now)];
  const units = collectUnits([saved.plan, now.plan]);
  const stale = [...then.values()]
    .filter((part) => part.isTouched && !isSameJson(pictureOf(part), pictureOf(present.get(part.address))))
    .map((part) => describe(part, present.get(part.address), units));
  const elsewhere = [...present.values()].filter(
    (part) => part.isTouched && then.get(part.address)?.isTouched !== true,
  );
  return {
    stale: stale.sort((a, b) => compareAddresses(a.address, b.address)),
    elsewhere: elsewhere.map(({ address }) => address).sort(compareAddresses),
    unshown: elsewhere.filter(({ edits }) => edits.some(({ kind }) => kind === "move")).map(({ address }) => address),
  };
}

/** Addresses at which a plan does something. */
export function listTouched(picture: PlanPicture): ReadonlySet<Address> {
  return new Set([...groupPlan(picture).values()].flatMap((part) => (part.isTouched ? [part.address] : [])));
}

/** All that a plan says of one address. */
interface Part {
  readonly address: Address;
  readonly entries: PlanEntry[];
  readonly operations: Operation[];
  readonly edits: StateEdit[];
  readonly destructive: Plan["destructive"][number][];
  readonly blocked: Plan["blocked"][number][];
  /** Why nothing can be planned there. */
  readonly errors: string[];
  account: string | undefined;
  isTouched: boolean;
}

/** Edits that keep the books: they follow what is read, whatever a plan says. */
const QUIET: ReadonlySet<StateEdit["kind"]> = new Set(["track", "place", "settings", "drop-surplus", "done-moves"]);

/** What a refresh learns is all that it does. */
const isQuiet = ({ kind }: StateEdit, mode: Plan["mode"]): boolean =>
  QUIET.has(kind) && !(kind === "track" && mode === "refresh-only");

function groupPlan({ plan, accounts }: PlanPicture): ReadonlyMap<Address, Part> {
  const parts = new Map<Address, Part>();
  const at = (address: Address): Part => {
    const found = parts.get(address) ?? {
      address,
      entries: [],
      operations: [],
      edits: [],
      destructive: [],
      blocked: [],
      errors: [],
      account: undefined,
      isTouched: false,
    };
    parts.set(address, found);
    return found;
  };
  const touch = (part: Part): Part => Object.assign(part, { isTouched: true });
  for (const entry of plan.entries) {
    const part = at(ownerOf(entry));
    part.entries.push(entry);
    part.account = accounts[entry.provider];
    if (entry.action !== "no-op" || entry.importing !== undefined) touch(part);
  }
  // A check changes nothing, and may be of a machine that the plan leaves alone.
  for (const operation of plan.operations)
    if (operation.action !== "check") touch(at(operation.address)).operations.push(operation);
  for (const edit of plan.edits) {
    if (isQuiet(edit, plan.mode)) continue;
    const address = addressOf(edit);
    if (address !== undefined) touch(at(address)).edits.push(edit);
  }
  for (const step of plan.destructive) touch(at(step.address)).destructive.push(step);
  for (const entry of plan.blocked) at(entry.address).blocked.push(entry);
  for (const { severity, address, summary } of plan.diagnostics)
    if (severity === "error" && address !== undefined) at(address).errors.push(summary);
  return parts;
}

/** An address that a machine gives up is told with the machine. */
function ownerOf({ address, child, ...entry }: PlanEntry): Address {
  return child === true && !isBeside({ ...entry, child }) ? resourceOf(address) : address;
}

function addressOf(edit: StateEdit): Address | undefined {
  if (edit.kind === "move") return edit.to;
  return edit.kind === "done-moves" ? undefined : edit.address;
}

/** What must be the same. What a name resolves to, prices, notes and durations are not among it. */
function pictureOf(part: Part | undefined): Json {
  if (part === undefined) return null;
  const { account = null, entries, operations, edits, destructive, isTouched } = part;
  return {
    isTouched,
    account,
    entries: entries.map(pictureEntry),
    operations: operations.map(({ id, action, place, remoteId = null, parentId = null, steps }) => ({
      id,
      action,
      place: { ...place },
      remoteId,
      parentId,
      steps: steps.map(({ name, fields }) => ({ name, fields })),
    })),
    edits: edits.map(pictureEdit),
    destructive: destructive.map(({ kind, detail, lost, exempt }) => ({ kind, detail, lost: listLost(lost), exempt })),
  };
}

function pictureEdit(edit: StateEdit): Json {
  if (edit.kind !== "track") return JSON.parse(JSON.stringify(edit)) as Json;
  const { remoteId, observed } = edit.resource;
  return { kind: edit.kind, remoteId, observed: sortLists(observed) };
}

function pictureEntry(entry: PlanEntry): JsonObject {
  const { previousAddress = null, type, provider, name, remoteId = null, action, importing, before, after } = entry;
  const { sensitive, unknown, fields, lost, goesWith = null } = entry;
  return {
    previousAddress,
    type,
    provider,
    name,
    remoteId,
    action,
    importing: importing === undefined ? null : { ...importing },
    before: sortLists(before),
    after: sortLists(after),
    sensitive,
    unknown,
    goesWith,
    lost: listLost(lost),
    fields: fields.map(({ path, before: from = null, after: to = null, effect, sensitive: isSecret }) => ({
      path,
      from: sortLists(from),
      to: sortLists(to),
      effect,
      isSecret,
    })),
  };
}

const isSameValue = (a: Json | undefined, b: Json | undefined): boolean =>
  a === undefined || b === undefined ? a === b : isSameJson(sortLists(a), sortLists(b));

const listLost = (lost: PlanEntry["lost"]): Json => lost.map(({ kind, label }) => `${kind} ${label}`).sort();

type Units = ReadonlyMap<string, StaleField["unit"]>;

function collectUnits(plans: readonly Plan[]): Units {
  const fields = plans.flatMap(({ entries }) => entries.flatMap((entry) => entry.fields));
  return new Map(fields.flatMap(({ path, unit }) => (unit === undefined ? [] : [[path, unit] as const])));
}

function describe(saved: Part, now: Part | undefined, units: Units): StaleResource {
  const [was, is] = [mainEntry(saved), mainEntry(now)];
  const fields = listFields(was, is, units);
  const remarks = listRemarks(saved, now);
  // Made of the same configuration, a plan that has nothing to do there finds what this one wanted.
  const isAsPlanned =
    is?.action === "no-op" &&
    saved.operations.length + saved.edits.length > 0 &&
    now?.isTouched === false &&
    now.blocked.length + now.errors.length === 0;
  if (isAsPlanned) remarks.push("it is as planned already");
  const isExplained = remarks.length > 0 || fields.some((field) => !isSameValue(field.then, field.now));
  return {
    address: saved.address,
    planned: was?.action ?? "nothing",
    now: is?.action ?? "nothing",
    // Of what is not there, nothing can be told.
    fields: was?.before == null && (isAsPlanned || is === undefined) ? [] : fields,
    remarks: isExplained ? remarks : ["what would be done now is not what was planned"],
    ...(isAsPlanned ? { isDone: true } : {}),
  };
}

const mainEntry = (part: Part | undefined): PlanEntry | undefined =>
  part?.entries.find(({ child }) => child !== true) ?? part?.entries[0];

function listFields(was: PlanEntry | undefined, is: PlanEntry | undefined, units: Units): StaleField[] {
  const changed = new Map(was?.fields.map((field) => [field.path, field]));
  const paths = new Set([
    ...changed.keys(),
    ...[...Object.keys(was?.before ?? {}), ...Object.keys(is?.before ?? {})].filter(
      (path) => is?.before != null && was?.before != null && !isSameValue(was.before[path], is.before?.[path]),
    ),
  ]);
  // A field inside another one is told by the one that the plan names.
  const told = [...paths].filter(
    (path) => changed.has(path) || ![...changed.keys()].some((one) => one.startsWith(`${path}.`)),
  );
  return told.sort().map((path): StaleField => {
    const field = changed.get(path);
    const [then, now] = [field?.before ?? valueAt(was?.before, path), valueAt(is?.before, path)];
    const unit = units.get(path);
    const planned = field?.sensitive === true ? "(sensitive)" : field?.after;
    return { path, then, planned, now, ...(unit === undefined ? {} : { unit }) };
  });
}

function valueAt(value: JsonObject | null | undefined, path: string): Json | undefined {
  if (value == null) return undefined;
  if (Object.hasOwn(value, path)) return value[path];
  return path.split(".").reduce<Json | undefined>((at, key) => {
    if (Array.isArray(at)) return (at as readonly Json[])[Number(key)];
    return typeof at === "object" && at !== null ? (at as JsonObject)[key] : undefined;
  }, value);
}

function listRemarks(saved: Part, now: Part | undefined): string[] {
  const [was, is] = [mainEntry(saved), mainEntry(now)];
  const [then, present] = [was?.remoteId, is?.remoteId];
  const lost = (part: Part | undefined) => (part?.entries ?? []).flatMap((entry) => listLost(entry.lost) as string[]);
  const [before, after] = [new Set(lost(saved)), new Set(lost(now))];
  const accounts = [saved.account, now?.account];
  return [
    ...(accounts[1] !== undefined && accounts[0] !== accounts[1]
      ? ["the provider entry leads to another account now"]
      : []),
    ...(then === undefined && present !== undefined ? [`it exists by now (${present})`] : []),
    ...(then !== undefined && present === undefined
      ? [`${then} is ${was?.action === "forget" ? "not on record any more" : "gone"}`]
      : []),
    ...(then !== undefined && present !== undefined && then !== present
      ? [`it was ${then}, and is ${present} now`]
      : []),
    ...[...after].filter((one) => !before.has(one)).map((one) => `would be lost now: ${one}`),
    ...[...before].filter((one) => !after.has(one)).map((one) => `would not be lost any more: ${one}`),
    ...(now?.blocked ?? []).map(({ reason }) => `held back now: ${reason}`),
    ...(now?.errors ?? []),
  ];
}
