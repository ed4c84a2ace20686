// Everything that an account holds and that is nobody's yet, as YAML would declare it; and what is left out of that, with why.
// Only reads.
import type { Address, ResourceType } from "../core/address.ts";
import { comparableText } from "../core/comparable-text.ts";
import type { Description, LeftOut } from "../core/described.ts";
import type { Configuration } from "../core/desired.ts";
import { formatObjectKey, formatPlaceKey } from "../core/object-key.ts";
import type { Account, Observed } from "../core/observed.ts";
import type { Call, Provider } from "../core/provider.ts";
import type { StateDocument } from "../core/state-document.ts";
import { collect } from "../executor/observe-objects.ts";
import { placeOf } from "../planner/plan-input.ts";

export interface ReadAccount {
  readonly account: Account;
  readonly description: Description;
}

/** What the stack has already. */
export interface Own {
  readonly configuration?: Configuration;
  readonly document?: StateDocument | undefined;
}

export async function readAccount(provider: Provider, own: Own, call: Call): Promise<ReadAccount> {
  const account = await provider.identify(call);
  const objects = await observeAll(provider, call);
  const isOwn = createIsOwn(provider, account, own);
  const reasons = new Map(objects.map((object) => [object, findReason(object, own, isOwn)]));
  const free = objects.filter((object) => reasons.get(object) === undefined);
  const leftOut = objects.flatMap((object): LeftOut[] => {
    const reason = reasons.get(object);
    const { type, remoteId, name } = object;
    // Parts of a machine are said with it.
    if (reason === undefined || isPartOfLeftOut(object, reasons)) return [];
    return [{ object: { type, remoteId, name }, reason, ...(isOwn(object) === undefined ? {} : { isOwn: true }) }];
  });
  const described = await provider.describe(free, call);
  return {
    account,
    description: { resources: described.resources, leftOut: [...leftOut, ...described.leftOut] },
  };
}

/** Machines with all that one list does not tell, then what belongs to each. */
async function observeAll(provider: Provider, call: Call): Promise<Observed[]> {
  const types = Object.keys(provider.rules) as ResourceType[];
  const isListed = (type: ResourceType) => type === "vm" || type === "key" || provider.rules[type]?.bulk === true;
  const listed = types.filter(isListed);
  const needsDetails = provider.rules.vm?.fields.some(({ readApart }) => readApart === true) === true;
  const first = await collect(provider, { types: listed }, call);
  const machines = first.filter(({ type }) => type === "vm").map(({ remoteId }) => remoteId);
  const bulk = needsDetails ? await collect(provider, { types: listed, details: machines }, call) : first;
  const parts = types.filter((type) => !isListed(type));
  return parts.length === 0 ? bulk : [...bulk, ...(await collect(provider, { types: parts, parents: machines }, call))];
}

/** By record, by an import entry or `existing`, or by the name of a declared block. */
function createIsOwn(
  provider: Provider,
  account: Account,
  { configuration, document }: Own,
): (object: Observed) => Address | undefined {
  const placeKey = formatPlaceKey(provider.vendor, placeOf(account));
  const recorded = new Map(
    Object.entries(document?.resources ?? {}).map(([address, resource]) => [
      formatObjectKey(formatPlaceKey(resource.vendor, resource.place), resource),
      address,
    ]),
  );
  const declared = (configuration?.resources ?? []).filter((desired) => desired.provider === provider.id);
  const imports = new Map((configuration?.imports ?? []).map(({ to, id }) => [to, id]));
  const tracked = new Set(Object.keys(document?.resources ?? {}));
  return (object) =>
    recorded.get(formatObjectKey(placeKey, object)) ??
    declared.find(({ address, type, name, existing }) => {
      if (type !== object.type) return false;
      const id = imports.get(address) ?? existing?.id;
      if (id !== undefined) return id === object.remoteId;
      const isNamed = comparableText(existing?.name ?? name) === comparableText(object.name);
      return !tracked.has(address) && isNamed && object.name !== "";
    })?.address;
}

function findReason(
  object: Observed,
  { configuration }: Own,
  isOwn: (object: Observed) => Address | undefined,
): string | undefined {
  const address = isOwn(object);
  if (address !== undefined) return `it is ${address} of this stack`;
  if (!object.owned) return "it belongs to somebody else, or to another project";
  const { markers } = object;
  if (markers !== undefined && markers.stack !== configuration?.stack)
    return `it carries the marks of the stack ${markers.stack} (${markers.address})`;
  if (object.isBroken === true) return `nothing can be done with it: ${object.conditionDetail ?? "it failed"}`;
  return undefined;
}

/** Disks and interfaces of a machine that is left out need no line each. */
function isPartOfLeftOut(object: Observed, reasons: ReadonlyMap<Observed, string | undefined>): boolean {
  if (object.type !== "interface") return false;
  return [...reasons].some(
    ([{ type, remoteId }, reason]) => type === "vm" && reason !== undefined && remoteId === object.parentId,
  );
}
