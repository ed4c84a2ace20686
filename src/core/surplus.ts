// Objects that one request has made beside the one that its address holds: how they are kept in the state, named and told.
// Pure.
import { type Address, quoteAddress } from "./address.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Intent, StateDocument, Surplus } from "./state-document.ts";

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
  const { surplus = [], ...rest } = document;
  const left = surplus.filter((one) => one.address !== address || one.remoteId !== remoteId);
  if (left.length === surplus.length) return document;
  return left.length === 0 ? rest : { ...rest, surplus: left };
}

/** The command comes first, so that it stays on one line. `command`: the one that the reader has at hand. */
export function describeSurplus(
  surplus: Surplus,
  command: "apply" | "destroy" = "apply",
): { readonly reason: string; readonly fix: string } {
  const { type, name, keptId, remoteId } = surplus;
  const quoted = quoteSurplus(surplus);
  return {
    reason: `one request has made two of it: ${type} ${keptId}, which is on record, and ${type} ${remoteId}, both named ${name}. An intermediary on the way, or the provider, has carried it out twice`,
    fix: `trueup ${command} --delete-surplus ${quoted}, which deletes ${remoteId} for good; or, if both are wanted, trueup ${command} --keep-surplus ${quoted}`,
  };
}

export function buildSurplusDiagnostic(surplus: Surplus, command?: "apply" | "destroy"): Diagnostic {
  const { reason, fix } = describeSurplus(surplus, command);
  const { address } = surplus;
  return { severity: "warning", code: "creation.doubled", address, summary: `${address}: ${reason}`, fix };
}

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
