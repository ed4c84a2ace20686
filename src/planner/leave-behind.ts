// `--replace` of what YAML has moved to another account, project or region: the object is made anew there, and the old one is
// kept under an address of its own until that is done. Pure.
import { type Address, formatAddress, parseAddress, resourceOf } from "../core/address.ts";
import type { Desired, MovedBlock } from "../core/desired.ts";
import { formatPlaceKey } from "../core/object-key.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { listConcerned } from "./list-concerned.ts";
import { type PlanInput, type PlanOptions, placeOf } from "./plan-input.ts";
import { isListed } from "./subject.ts";
import type { World } from "./world.ts";

/** Blocks as if YAML had them: none of the addresses is given up for them. */
export interface LeftBehind {
  /** The old object with its parts gets another address. */
  readonly left: readonly MovedBlock[];
  /** What was left behind gets its own address again: YAML has come back before the new one was there. */
  readonly back: readonly MovedBlock[];
}

export function listLeftBehind(input: PlanInput, declared: ReadonlyMap<Address, Desired>): LeftBehind {
  const { options, state } = input;
  if (options.mode !== "normal" || state === undefined) return { left: [], back: [] };
  const back = listComingBack(input, declared);
  if (options.replace.length === 0 && back.length === 0) return { left: [], back };
  const taken = new Set([...Object.keys(state.resources), ...declared.keys()]);
  const leave = (address: Address, { range }: Desired): MovedBlock => {
    const to = nameLeft(address, taken);
    taken.add(to);
    return { from: address, to, range };
  };
  const concerned = listConcerned(declared, options);
  const left = Object.entries(state.resources).flatMap(([address, tracked]) => {
    const desired = declared.get(address);
    if (desired === undefined || resourceOf(address) !== address || !isListed(address, options.replace)) return [];
    // What this plan leaves out must not be on record as given up for the next one.
    if (concerned?.has(address) === false) return [];
    if (back.some(({ to }) => to === address)) return [];
    return isElsewhere(input, desired, tracked) && mayGo(input, desired, tracked) ? [leave(address, desired)] : [];
  });
  const unmade = back.flatMap(({ to }) => {
    const desired = declared.get(to);
    return desired === undefined ? [] : [leave(to, desired)];
  });
  return { left: [...left, ...unmade], back };
}

/** The new one was never there: only half of it, or some of its parts. */
function listComingBack(input: PlanInput, declared: ReadonlyMap<Address, Desired>): readonly MovedBlock[] {
  const { state, providers } = input;
  const all = Object.entries(state?.resources ?? {});
  const isPending = (address: Address) =>
    (state?.pending ?? []).some((intent) => resourceOf(intent.parent ?? intent.address) === address);
  const left = all.filter(([, { replacedBy }]) => replacedBy !== undefined);
  const blocks = left.flatMap(([from, { replacedBy: to, vendor, place }]) => {
    const desired = to === undefined || from === to ? undefined : declared.get(to);
    const entry = desired && providers.get(desired.provider);
    if (to === undefined || desired === undefined || entry === undefined || declared.has(from)) return [];
    const here = formatPlaceKey(vendor, place);
    if (formatPlaceKey(entry.vendor, placeOf(entry.account)) !== here || isPending(from) || isPending(to)) return [];
    const isMade = all.some(
      ([address, other]) =>
        (address === to && other.halfMade === undefined) ||
        (resourceOf(address) === to && formatPlaceKey(other.vendor, other.place) === here),
    );
    return isMade ? [] : [{ from, to, range: desired.range }];
  });
  return blocks.filter(({ to }, index) => blocks.findIndex((block) => block.to === to) === index);
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

/** `--target` and `--exclude` of an address mean what was left behind for it, too. */
export function nameWithLeft(options: PlanOptions, tracked: ReadonlyMap<Address, TrackedResource>): PlanOptions {
  const listOf = (named: readonly Address[]) => [
    ...named,
    ...[...tracked].flatMap(([address, { replacedBy }]) =>
      replacedBy !== undefined && isListed(replacedBy, named) ? [address] : [],
    ),
  ];
  return { ...options, targets: listOf(options.targets), excludes: listOf(options.excludes) };
}

/** Of what was left behind, the address that is to be made first; undefined once that is there, or no longer wanted. */
export function successorOf(world: World, address: Address): Address | undefined {
  const successor = world.tracked.get(resourceOf(address))?.replacedBy;
  if (successor === undefined || world.input.options.mode === "destroy") return undefined;
  return world.declaredAt(successor) === undefined || isThere(world, successor) ? undefined : successor;
}

/** What this plan makes, or makes anew because it was half-made, asked for or gone, is not there yet. */
function isThere({ tracked, observedOf, decided }: World, successor: Address): boolean {
  const record = tracked.get(successor);
  const isMade = ["create", "replace"].includes(decided.get(successor) ?? "");
  return record !== undefined && observedOf(record) !== undefined && !isMade;
}
