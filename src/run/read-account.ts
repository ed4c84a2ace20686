// Everything that an account holds and that is nobody's yet, as YAML would declare it; and what is left out of that, with why.
// Only reads.
import { type Address, parseAddress, type ResourceType } from "../core/address.ts";
import { comparableText } from "../core/comparable-text.ts";
import type { Description, LeftOut } from "../core/described.ts";
import type { Configuration } from "../core/desired.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Account, Observed } from "../core/observed.ts";
import type { Call, Provider } from "../core/provider.ts";
import type { StateDocument } from "../core/state-document.ts";
import { collect } from "../executor/observe-objects.ts";
import { confirmAccount } from "../planner/confirm-account.ts";
import { placeOf } from "../planner/plan-input.ts";

export interface ReadAccount {
  readonly account: Account;
  /** All of them, those of others too. */
  readonly objects: readonly Observed[];
  readonly description: Description;
  /** `TYPE ID` of what the stack has already -> the name by which fields refer to it. */
  readonly known: ReadonlyMap<string, string>;
}

/** What the stack has already. */
export interface Own {
  readonly configuration?: Configuration;
  readonly document?: StateDocument | undefined;
}

/** `tell` hears how many machines there are, where each costs requests of its own. */
export async function readAccount(
  provider: Provider,
  own: Own,
  call: Call,
  tell: (machines: number) => void = () => undefined,
): Promise<ReadAccount> {
  const identified = await provider.identify(call);
  const objects = await observeAll(provider, call, tell);
  const account = confirmAccount(identified, Object.entries(own.document?.resources ?? {}), objects, false);
  const addressOf = createAddressOf(provider, account, own);
  const holders = new Map(
    objects.flatMap((object) => {
      const address = addressOf(object);
      return address === undefined ? [] : [[object, address] as const];
    }),
  );
  const open = listOpen(own.document);
  const reasons = new Map(
    objects.map((object) => [
      object,
      findReason(object, own, holders.get(object)) ?? open.get(`${object.type} ${object.remoteId}`),
    ]),
  );
  const free = objects.filter((object) => reasons.get(object) === undefined);
  const described = await provider.describe(free, [...holders.keys()], call);
  const leftOut = [...listLeftOut(reasons, holders), ...described.leftOut];
  return {
    account,
    objects,
    known: new Map([...holders].map(([{ type, remoteId }, address]) => [`${type} ${remoteId}`, nameInFields(address)])),
    description: { resources: described.resources, leftOut },
  };
}

/** What a request of this stack is about, or has left, is settled by its apply; nobody takes it over meanwhile. */
function listOpen(document: StateDocument | undefined): ReadonlyMap<string, string> {
  const { pending = [], surplus = [], resources = {} } = document ?? {};
  return new Map([
    ...pending.flatMap(({ address, type, remoteId, found = [] }) =>
      [...(remoteId === undefined ? [] : [remoteId]), ...found].map(
        (id) => [`${type} ${id}`, `a request for ${address} is not settled: trueup apply settles it`] as const,
      ),
    ),
    ...surplus.map(
      ({ address, type, remoteId }) =>
        [`${type} ${remoteId}`, `it was made beside ${address}, by one request`] as const,
    ),
    ...Object.entries(resources).flatMap(([address, { type, deposed = [] }]) =>
      deposed.map(({ remoteId }) => [`${type} ${remoteId}`, `a replacement of ${address} has left it behind`] as const),
    ),
  ]);
}

/** Interfaces of a machine that is left out are said with it. */
function listLeftOut(
  reasons: ReadonlyMap<Observed, string | undefined>,
  holders: ReadonlyMap<Observed, Address>,
): LeftOut[] {
  return [...reasons].flatMap(([object, reason]) => {
    const { type, remoteId, name } = object;
    if (reason === undefined || type === "interface") return [];
    return [{ object: { type, remoteId, name }, reason, ...(holders.has(object) ? { isOwn: true as const } : {}) }];
  });
}

/** `web[0]`; of a part, its key. */
function nameInFields(address: Address): string {
  const { child } = parseAddress(address) ?? {};
  return child?.key ?? address.slice(address.indexOf(".") + 1);
}

/** Machines with all that one list does not tell, then what belongs to each. */
async function observeAll(provider: Provider, call: Call, tell: (machines: number) => void): Promise<Observed[]> {
  const types = Object.keys(provider.rules) as ResourceType[];
  const isListed = (type: ResourceType) => type === "vm" || type === "key" || provider.rules[type]?.bulk === true;
  const listed = types.filter(isListed);
  const needsDetails = provider.rules.vm?.fields.some(({ readApart }) => readApart === true) === true;
  const first = await collect(provider, { types: listed }, call);
  const machines = first.filter(({ type }) => type === "vm").map(({ remoteId }) => remoteId);
  const parts = types.filter((type) => !isListed(type));
  if (needsDetails || parts.length > 0) tell(machines.length);
  const bulk = needsDetails ? await collect(provider, { types: listed, details: machines }, call) : first;
  return parts.length === 0 ? bulk : [...bulk, ...(await collect(provider, { types: parts, parents: machines }, call))];
}

/** By record, by an import entry or `existing`, or by the name of a declared block that holds nothing yet. */
function createAddressOf(
  provider: Provider,
  account: Account,
  { configuration, document }: Own,
): (object: Observed) => Address | undefined {
  const placeKey = formatPlaceKey(provider.vendor, placeOf(account));
  const records = Object.entries(document?.resources ?? {});
  const recorded = new Map(
    records.map(([address, resource]) => [
      formatObjectKey(formatPlaceKey(resource.vendor, resource.place), resource),
      address,
    ]),
  );
  const tracked = new Set(records.map(([address]) => address));
  const imports = new Map((configuration?.imports ?? []).map(({ to, id }) => [to, id]));
  const [byId, byName] = [new Map<string, Address>(), new Map<string, Address>()];
  for (const { address, type, name, existing, provider: id } of configuration?.resources ?? []) {
    if (id !== provider.id || tracked.has(address)) continue;
    const remoteId = imports.get(address) ?? existing?.id;
    if (remoteId !== undefined) byId.set(`${type} ${remoteId}`, address);
    else byName.set(`${type} ${comparableText(existing?.name ?? name)}`, address);
  }
  return (object) =>
    recorded.get(formatObjectKey(placeKey, object)) ??
    byId.get(`${object.type} ${object.remoteId}`) ??
    (object.owned ? byName.get(`${object.type} ${comparableText(object.name)}`) : undefined);
}

function findReason(object: Observed, { configuration }: Own, address: Address | undefined): string | undefined {
  if (address !== undefined) return `it is ${address} of this stack`;
  if (!object.owned) return "it belongs to somebody else, or to another project";
  const { markers } = object;
  if (markers !== undefined && markers.stack !== configuration?.stack)
    return `it carries the marks of the stack ${markers.stack} (${markers.address})`;
  if (object.isBroken === true) return `nothing can be done with it: ${object.conditionDetail ?? "it failed"}`;
  return undefined;
}
