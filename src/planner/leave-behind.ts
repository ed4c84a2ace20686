// `--replace` of what YAML has moved to another account, project or region: the object is made anew there, and the old one is
// kept under an address of its own until that is done. Pure.
import { type Address, formatAddress, parseAddress, resourceOf } from "../core/address.ts";
import type { Desired, MovedBlock } from "../core/desired.ts";
import { formatPlaceKey } from "../core/object-key.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { type PlanInput, placeOf } from "./plan-input.ts";
import { isListed } from "./subject.ts";
import type { World } from "./world.ts";

/** Blocks as if YAML had them: the old object with its parts gets another address, and none of its own is given up for it. */
export function listLeftBehind(input: PlanInput, declared: ReadonlyMap<Address, Desired>): readonly MovedBlock[] {
  const { options, state } = input;
  if (options.mode !== "normal" || options.replace.length === 0 || state === undefined) return [];
  const taken = new Set([...Object.keys(state.resources), ...declared.keys()]);
  return Object.entries(state.resources).flatMap(([address, tracked]) => {
    const desired = declared.get(address);
    if (desired === undefined || resourceOf(address) !== address || !isListed(address, options.replace)) return [];
    if (!isElsewhere(input, desired, tracked) || !mayGo(input, desired, tracked)) return [];
    const to = nameLeft(address, taken);
    taken.add(to);
    return [{ from: address, to, range: desired.range }];
  });
}

/** The provider entry leads to another place than the one where it was made, which another entry leads to. */
function isElsewhere({ providers, options }: PlanInput, desired: Desired, { vendor, place }: TrackedResource): boolean {
  const keyOf = (provider: { readonly vendor: string; readonly account: Parameters<typeof placeOf>[0] }) =>
    formatPlaceKey(provider.vendor, placeOf(provider.account));
  const entry = providers.get(desired.provider);
  if (entry === undefined || options.allow.accounts?.includes(entry.id) === true) return false;
  const made = formatPlaceKey(vendor, place);
  return keyOf(entry) !== made && [...providers.values()].some((other) => keyOf(other) === made);
}

/** What is protected, borrowed or in the middle of a request stays as it is: the plan says why. */
function mayGo({ state }: PlanInput, desired: Desired, tracked: TrackedResource): boolean {
  const { address, existing } = desired;
  const isPending = (state?.pending ?? []).some((intent) => resourceOf(intent.parent ?? intent.address) === address);
  const isProtected = desired.lifecycle.protect || tracked.lifecycle.protect;
  return existing === undefined && tracked.existing !== true && !isProtected && !isPending;
}

const LONGEST_NAME = 63;

/** `vms.edge` is left as `vms.edge_left`. */
function nameLeft(address: Address, taken: ReadonlySet<Address>): Address {
  const parts = parseAddress(address);
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? "_left" : `_left${number}`;
    const name = `${parts?.name.slice(0, LONGEST_NAME - ending.length) ?? ""}${ending}`;
    const to = parts === undefined ? address : formatAddress({ ...parts, name });
    if (!taken.has(to)) return to;
  }
}

/** Of what was left behind, the address that is to be made first; undefined once that is there, or no longer wanted. */
export function successorOf({ tracked, declaredAt, input }: World, address: Address): Address | undefined {
  const successor = tracked.get(resourceOf(address))?.replacedBy;
  if (successor === undefined || input.options.mode === "destroy") return undefined;
  return declaredAt(successor) === undefined || tracked.has(successor) ? undefined : successor;
}
