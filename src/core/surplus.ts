// Objects that one request has made beside the one that its address holds: how they are kept in the state, named and told.
// Pure.
import { type Address, quoteAddress } from "./address.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { formatObjectKey, formatPlaceKey } from "./object-key.ts";
import type { Intent, StateDocument, Surplus } from "./state-document.ts";

/** As it is told: `isAlone` where what the address had beside it is not on record any more, or is gone. */
export interface ToldSurplus extends Surplus {
  readonly isAlone?: boolean;
}

/** How a person names one: `vms.web=5204`. */
export function formatSurplus({ address, remoteId }: Pick<Surplus, "address" | "remoteId">): string {
  return `${address}=${remoteId}`;
}

/** For a shell. */
export function quoteSurplus(surplus: Pick<Surplus, "address" | "remoteId">): string {
  const isPlain = quoteAddress(surplus.address) === surplus.address && /^[\w.:-]*$/.test(surplus.remoteId);
  return isPlain ? formatSurplus(surplus) : quoteAddress(formatSurplus(surplus));
}

export function addSurplus(document: StateDocument, found: readonly Surplus[]): StateDocument {
  if (found.length === 0) return document;
  const known = new Set((document.surplus ?? []).map(formatSurplus));
  return {
    ...document,
    surplus: [...(document.surplus ?? []), ...found.filter((one) => !known.has(formatSurplus(one)))],
  };
}

export function dropSurplus(document: StateDocument, address: Address, remoteId: string): StateDocument {
  return withoutSurplus(document, (one) => one.address === address && one.remoteId === remoteId);
}

/** An object is gone, whichever address it is kept under, and its parts with it. */
export function dropGoneSurplus(
  document: StateDocument,
  { type, vendor, place, remoteId, parentId }: Pick<Intent, "type" | "vendor" | "place" | "remoteId" | "parentId">,
): StateDocument {
  if (remoteId === undefined) return document;
  const placeKey = formatPlaceKey(vendor, place);
  const key = formatObjectKey(placeKey, { type, remoteId, ...(parentId === undefined ? {} : { parentId }) });
  return withoutSurplus(document, (one) => {
    const at = formatPlaceKey(one.vendor, one.place);
    return formatObjectKey(at, one) === key || (at === placeKey && type === "vm" && one.parentId === remoteId);
  });
}

function withoutSurplus(document: StateDocument, isDropped: (one: Surplus) => boolean): StateDocument {
  const { surplus = [], ...rest } = document;
  const left = surplus.filter((one) => !isDropped(one));
  if (left.length === surplus.length) return document;
  return left.length === 0 ? rest : { ...rest, surplus: left };
}

/** What is told of a state at the end of a run. */
export function listToldSurplus({ surplus = [], resources }: StateDocument): readonly ToldSurplus[] {
  const taken = new Set(
    Object.values(resources).map((one) => formatObjectKey(formatPlaceKey(one.vendor, one.place), one)),
  );
  return surplus.map((one) => (taken.has(keyOfKept(one)) ? one : { ...one, isAlone: true }));
}

/** Of the object that the address holds beside it. */
export function keyOfKept(surplus: Surplus): string {
  return formatObjectKey(formatPlaceKey(surplus.vendor, surplus.place), { ...surplus, remoteId: surplus.keptId });
}

/** The command comes first, so that it stays on one line. `command`: the one that the reader has at hand. */
export function describeSurplus(
  surplus: ToldSurplus,
  command: "apply" | "destroy" = "apply",
): { readonly reason: string; readonly fix: string } {
  const { type, name, keptId, remoteId, isAlone } = surplus;
  const quoted = quoteSurplus(surplus);
  if (isAlone === true)
    return {
      reason: `${type} ${remoteId}, named ${name}, is on nobody's record: one request has made it beside ${type} ${keptId}, which is gone or no longer on record`,
      fix: `trueup ${command} --delete-surplus ${quoted}, which deletes ${remoteId} for good; or, if it is wanted, trueup ${command} --keep-surplus ${quoted}`,
    };
  return {
    reason: `one request has made two of it: ${type} ${keptId}, which is on record, and ${type} ${remoteId}, both named ${name}. An intermediary on the way, or the provider, has carried it out twice`,
    fix: `trueup ${command} --delete-surplus ${quoted}, which deletes ${remoteId} for good; or, if both are wanted, trueup ${command} --keep-surplus ${quoted}`,
  };
}

export function buildSurplusDiagnostic(surplus: ToldSurplus, command?: "apply" | "destroy"): Diagnostic {
  const { reason, fix } = describeSurplus(surplus, command);
  const { address } = surplus;
  return { severity: "warning", code: "creation.doubled", address, summary: `${address}: ${reason}`, fix };
}

/** Requests that have made several objects, none of which is on record while a person has not said which. */
export function listUndecided({ pending }: Pick<StateDocument, "pending">): readonly Undecided[] {
  return pending.flatMap(({ address, vendor, type, name, found = [] }) =>
    found.length === 0 ? [] : [{ address, vendor, type, name, found }],
  );
}

export type Undecided = Pick<Intent, "address" | "vendor" | "type" | "name"> & { readonly found: readonly string[] };

/** Of a request that has made several, while none of them is on record. */
export function describeFound(
  { address, type, name }: Pick<Intent, "address" | "type" | "name">,
  found: readonly string[],
) {
  const ways = found.map((remoteId) => `--delete-surplus ${quoteSurplus({ address, remoteId })}`);
  return {
    reason: `${found.length} new ${type}s named ${name} have appeared after one request: ${found.join(", ")}. An intermediary on the way, or the provider, has carried it out more than once`,
    fix: `trueup apply ${ways.join(" or ")} deletes one for good, and the one that is left is taken over. If all are wanted, import all but one under addresses of their own`,
  };
}
