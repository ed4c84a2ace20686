// Whether a provider entry leads to the place where a request was sent: ids and names mean nothing anywhere else.
import { formatPlaceKey } from "../../core/object-key.ts";
import type { Account } from "../../core/observed.ts";
import type { Provider } from "../../core/provider.ts";
import type { Place, StateDocument } from "../../core/state-document.ts";
import { collect } from "../../executor/observe-objects.ts";
import { confirmAccount } from "../../planner/confirm-account.ts";
import { placeOf } from "../../planner/plan-input.ts";

export type IsAt = (provider: Provider, place: Place) => Promise<boolean>;

/** Each entry is asked once. `accepted`: entries of which a person has said that they lead to the recorded place. */
export function createIsAt(document: () => StateDocument, accepted: readonly string[]): IsAt {
  const accounts = new Map<string, Promise<Account>>();
  const confirmed = new Map<string, Promise<Account>>();
  return async (provider, place) => {
    const account = await remember(accounts, provider, () => provider.identify({}));
    const isSame = (found: Account) =>
      formatPlaceKey(provider.vendor, placeOf(found)) === formatPlaceKey(provider.vendor, place);
    if (isSame(account) || accepted.includes(provider.id)) return true;
    return isSame(await remember(confirmed, provider, () => confirm(provider, account, document())));
  };
}

/** Where the credentials do not say whose account it is, the tracked objects in its lists do. */
async function confirm(provider: Provider, account: Account, document: StateDocument): Promise<Account> {
  const machines = await collect(provider, { types: ["vm"] }, {});
  return confirmAccount(account, Object.entries(document.resources), machines, false);
}

function remember<T>(known: Map<string, Promise<T>>, { id }: Provider, find: () => Promise<T>): Promise<T> {
  const found = known.get(id) ?? find();
  known.set(id, found);
  return found;
}
