// Whether a provider entry leads to the place where a request was sent: ids and names mean nothing anywhere else.
import { formatPlaceKey } from "../core/object-key.ts";
import type { Account, Observed } from "../core/observed.ts";
import type { Place } from "../core/place.ts";
import type { Call, Provider } from "../core/provider.ts";
import type { StateDocument } from "../core/state-document.ts";
import { collect } from "../executor/observe-objects.ts";
import { confirmAccount } from "../planner/confirm-account.ts";
import { placeOf } from "../planner/plan-input.ts";

export type IsAt = (provider: Provider, place: Place) => Promise<boolean>;

/**
 * Each entry is asked once. `accepted`: entries whose account may differ from the recorded one, as a person has said; a
 * request is looked for there only if that place holds what was tracked beside it, or else its machine could be lost.
 */
export function createIsAt(document: () => StateDocument, accepted: readonly string[], call: Call): IsAt {
  const accounts = new Map<string, Promise<Account>>();
  const lists = new Map<string, Promise<readonly Observed[]>>();
  return async (provider, place) => {
    const account = await remember(accounts, provider, () => provider.identify(call));
    const isSame = (found: Account) =>
      formatPlaceKey(provider.vendor, placeOf(found)) === formatPlaceKey(provider.vendor, place);
    if (isSame(account)) return true;
    const machines = await remember(lists, provider, () => collect(provider, { types: ["vm"] }, call));
    const isAccepted = accepted.includes(provider.id);
    // Where the credentials do not say whose account it is, the tracked objects in its lists do.
    if (isSame(confirmAccount(account, Object.entries(document().resources), machines, isAccepted))) return true;
    return isAccepted && hasTracked(document(), formatPlaceKey(provider.vendor, place), machines);
  };
}

/** What only can be seen there is another project's or another owner's: it tells nothing. */
function hasTracked({ resources }: StateDocument, placeKey: string, machines: readonly Observed[]): boolean {
  const ids = new Set(machines.flatMap(({ remoteId, owned }) => (owned ? [remoteId] : [])));
  return Object.values(resources).some(
    ({ vendor, place, type, remoteId, parentId = "" }) =>
      formatPlaceKey(vendor, place) === placeKey && ids.has(type === "vm" ? remoteId : parentId),
  );
}

function remember<T>(known: Map<string, Promise<T>>, { id }: Provider, find: () => Promise<T>): Promise<T> {
  const found = known.get(id) ?? find();
  known.set(id, found);
  return found;
}
