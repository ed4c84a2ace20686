// Whether the credentials still lead to the account, project and region that the state records: a plan would find nothing of
// what is tracked there, and refuses (`provider.moved`). Pure.
import { type Judgement, judgeProblem } from "../../core/finding.ts";
import { formatPlaceKey } from "../../core/object-key.ts";
import type { Account } from "../../core/observed.ts";
import { describePlace } from "../../core/place.ts";
import type { StateDocument, TrackedResource } from "../../core/state-document.ts";
import { placeOf } from "../../planner/plan-input.ts";
import { formatCount } from "./spans.ts";

/**
 * `accounts`: of every entry by its name; undefined where one could not be read, so that its place is not known. A session says
 * nothing of whose account it is: there the plan decides by what its lists hold.
 */
export function judgeAccount(
  id: string,
  accounts: ReadonlyMap<string, Account | undefined>,
  document: StateDocument | undefined,
): readonly Judgement[] {
  const account = accounts.get(id);
  const known = [...accounts.values()];
  if (account === undefined || known.some((one) => one === undefined || one.anonymous === true)) return [];
  const here = new Set(known.flatMap((one) => (one === undefined ? [] : [formatPlaceKey(one.vendor, placeOf(one))])));
  const elsewhere = Object.values(document?.resources ?? {}).filter(
    (resource) => resource.provider === id && resource.vendor === account.vendor && !isHere(resource, here),
  );
  if (elsewhere.length === 0) return [];
  const places = [...new Set(elsewhere.map(({ vendor, place }) => describePlace(vendor, place)))];
  return [
    judgeProblem("doctor.account", `${formatCount(elsewhere.length, "tracked object")} of another account or place`, {
      details: [
        ...places.map((place) => `recorded: ${place}`),
        `here: ${describePlace(account.vendor, placeOf(account))}`,
      ],
      fixes: [
        ...tellSimulator(account, elsewhere),
        "use the credentials, project and region that they were made with",
        `if the entry is meant to be another one now: trueup plan --accept-account ${id}`,
      ],
    }),
  ];
}

function tellSimulator({ simulator }: Account, elsewhere: readonly TrackedResource[]): string[] {
  const isOfSimulator = elsewhere.every(({ place }) => place.simulated === true);
  if (simulator === undefined && isOfSimulator)
    return ["they belong to a simulator (trueup sim): use another stack name for the provider"];
  if (simulator !== undefined && !isOfSimulator)
    return [`a simulator answers, not the provider: ${simulator}; take that setting away`];
  return [];
}

function isHere({ vendor, place }: TrackedResource, here: ReadonlySet<string>): boolean {
  return here.has(formatPlaceKey(vendor, place)) || /^session(:|$)/.test(place.account);
}
