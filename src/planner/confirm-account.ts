// Whose account it is where the credentials do not say: the recorded one whose objects its lists hold. Pure.
import { compareAddresses } from "../core/address.ts";
import type { Account, Observed } from "../core/observed.ts";
import type { TrackedResource } from "../core/state-document.ts";

/**
 * One tracked object in the lists is enough: ids are the provider's own. Where something is tracked and nothing of it
 * is there, the account gets a name that no record has, so that it counts as another one (`provider.moved`), unless a
 * person has said that it is the one.
 * An account that was recorded without a name keeps that record when credentials with a name come later.
 */
export function confirmAccount(
  account: Account,
  tracked: readonly (readonly [string, TrackedResource])[],
  observed: readonly Observed[],
  isAccepted: boolean,
): Account {
  const ofVendor = tracked.filter(([, resource]) => resource.vendor === account.vendor);
  const isNamed = account.anonymous !== true;
  if (isNamed && !ofVendor.some(([, { place }]) => isAnonymous(place.account))) return account;
  const machines = new Set(observed.filter(({ type }) => type === "vm").map(({ remoteId }) => remoteId));
  const objects = new Set(observed.map(({ type, remoteId }) => `${type} ${remoteId}`));
  const isHere = ({ type, remoteId, parentId }: TrackedResource) =>
    objects.has(`${type} ${remoteId}`) || (parentId !== undefined && machines.has(parentId));
  const recorded = listAccounts(ofVendor.filter(([, resource]) => isHere(resource)));
  if (isNamed) {
    const isKnown = recorded.includes(account.fingerprint) || !recorded.some(isAnonymous);
    return isKnown ? account : { ...account, fingerprint: recorded.find(isAnonymous) ?? account.fingerprint };
  }
  const [known] = recorded.includes(account.fingerprint) ? [account.fingerprint] : recorded;
  const [first] = listAccounts(ofVendor);
  if (first === undefined) return account;
  if (known !== undefined || isAccepted) return { ...account, fingerprint: known ?? first };
  return {
    ...account,
    fingerprint: `${account.fingerprint} (unconfirmed)`,
    label: `${account.label}, which holds nothing of what is tracked`,
  };
}

/** Each once, in the order of its first address. */
function listAccounts(records: readonly (readonly [string, TrackedResource])[]): string[] {
  const firstOf = new Map<string, string>();
  for (const [address, { place }] of records) {
    const first = firstOf.get(place.account);
    if (first === undefined || compareAddresses(address, first) < 0) firstOf.set(place.account, address);
  }
  return [...firstOf].sort(([, a], [, b]) => compareAddresses(a, b)).map(([account]) => account);
}

/** What providers call an account of which they know nothing but that it can be read. */
const ANONYMOUS = "session";

function isAnonymous(fingerprint: string): boolean {
  return fingerprint === ANONYMOUS || fingerprint.startsWith(`${ANONYMOUS}:`);
}
