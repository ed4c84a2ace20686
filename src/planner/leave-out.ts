// What --target and --exclude leave out of the changes that send nothing: objects that are taken over or let go. Pure.
import { type Address, resourceOf } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import type { Draft } from "./draft.ts";
import { listConcerned } from "./list-concerned.ts";
import type { PlanOptions } from "./plan-input.ts";
import { isListed } from "./subject.ts";

type Narrowing = Pick<PlanOptions, "targets" | "excludes" | "leaves">;

/** What is taken over follows what needs it, and what it needs; what is let go is named itself. */
export function listUnsentLeftOut(
  drafts: readonly Draft[],
  declared: ReadonlyMap<Address, Desired>,
  options: Narrowing,
): readonly Address[] {
  const concerned = listConcerned(declared, options);
  return drafts.flatMap((draft) => {
    const { address, action } = draft.entry;
    if (isAdoption(draft)) return concerned === undefined || isNeeded(address, concerned) ? [] : [address];
    return action === "forget" && !isWanted(address, options) ? [address] : [];
  });
}

/** A part that is named needs its machine on record. */
function isNeeded(address: Address, concerned: ReadonlySet<Address>): boolean {
  return concerned.has(address) || [...concerned].some((part) => resourceOf(part) === address);
}

/** Declared resources that need one whose adoption is excluded: without its record nothing can refer to it. */
export function listNeedingExcluded(
  drafts: readonly Draft[],
  declared: ReadonlyMap<Address, Desired>,
  excludes: readonly Address[],
): readonly Address[] {
  const adoptions = drafts.filter((draft) => isAdoption(draft) && isListed(draft.entry.address, excludes));
  const concerned = listConcerned(declared, {
    targets: [],
    excludes: adoptions.map(({ entry }) => entry.address),
  });
  return concerned === undefined ? [] : [...declared.keys()].filter((address) => !concerned.has(address));
}

const isAdoption = ({ entry, operations = [] }: Draft): boolean =>
  entry.importing !== undefined && operations.length === 0;

export function isWanted(address: Address, { targets, excludes, leaves = [] }: Narrowing): boolean {
  return (
    (targets.length === 0 || isListed(address, targets)) && !isListed(address, excludes) && !leaves.includes(address)
  );
}
