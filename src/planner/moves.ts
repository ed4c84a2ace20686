// Renames of addresses: `moved` blocks and the implied X <-> X[0]. All happen at once; nothing is sent. Pure.
import { type Address, groupOf, resourceOf } from "../core/address.ts";
import type { MovedBlock } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { followPattern } from "../core/move-pattern.ts";
import { renameParent, renameReferences, withSuccessor } from "../core/reference-names.ts";
import type { DoneMove, Intent, StateDocument, TrackedResource } from "../core/state-document.ts";
import { areTwins, followMoves, impliedMove, isPattern } from "./follow-moves.ts";

export interface Moves {
  readonly tracked: ReadonlyMap<Address, TrackedResource>;
  /** New address -> old one. */
  readonly previous: ReadonlyMap<Address, Address>;
  /** Old address -> new one, of what only pending requests and parts of it know. */
  readonly mentioned: ReadonlyMap<Address, Address>;
  readonly diagnostics: readonly Diagnostic[];
  /** The blocks that have renamed something, or have come too late for it: what takes the old address now is something new. */
  readonly used: ReadonlySet<MovedBlock>;
  /** New addresses of what is left behind in another place. */
  readonly left?: ReadonlySet<Address>;
}

/** Blocks that are still to be carried out: one that stays in YAML must not rename what has taken the old address since. */
export function listOpenMoves(
  moved: readonly MovedBlock[],
  state: Pick<StateDocument, "moved"> | undefined,
): readonly MovedBlock[] {
  const done = state?.moved ?? [];
  return moved.filter(({ from, to }) => !done.some((one) => one.from === from && one.to === to));
}

/** What the state is to remember: blocks that were carried out, now or before, as long as YAML has them. */
export function listDoneMoves(
  moved: readonly MovedBlock[],
  state: Pick<StateDocument, "moved"> | undefined,
  used: ReadonlySet<MovedBlock>,
): readonly DoneMove[] {
  const open = new Set(listOpenMoves(moved, state));
  return moved.filter((block) => !open.has(block) || used.has(block)).map(({ from, to }) => ({ from, to }));
}

const NOTHING: ReadonlyMap<Address, TrackedResource> = new Map();

/**
 * `from` is an address as tracked before this plan, so swaps work; an undeclared target that is itself a `from` is
 * followed on; a cycle of undeclared ones, or two objects for one target, is an error.
 */
export function applyMoves(
  tracked: ReadonlyMap<Address, TrackedResource>,
  moved: readonly MovedBlock[],
  declared: ReadonlySet<Address>,
  mentioned: readonly Address[] = [],
  making: readonly Address[] = [],
): Moves {
  const diagnostics: Diagnostic[] = [];
  const used = new Set<MovedBlock>();
  const targets = new Map<Address, Address>();
  for (const address of listMeant(tracked, mentioned)) {
    const followed = followMoves(address, moved, declared, { diagnostics, used }) ?? address;
    // What a block leads to the other name of something declared means that, also where another object holds it: told, not destroyed.
    const target = impliedMove(followed, followed === address ? tracked : NOTHING, declared) ?? followed;
    // By its other name the one that is declared would be destroyed and made anew.
    if (target === address || (areTwins(target, address) && declared.has(resourceOf(address)))) continue;
    targets.set(address, target);
  }
  const unused = moved.filter((block) => !used.has(block));
  if (unused.length > 0) {
    const before = new Set([...tracked.keys(), ...mentioned]);
    const stayed = [...before].filter((address) => !targets.has(address));
    const fresh = [...declared].filter((address) => !before.has(address));
    for (const block of listPassed(unused, { stayed, fresh })) used.add(block);
  }
  const others = [...targets].filter(([address]) => !tracked.has(address));
  const mentionedTo = new Map(others);
  if (targets.size === 0) return { tracked, previous: new Map(), mentioned: mentionedTo, diagnostics, used };
  const result = new Map<Address, TrackedResource>();
  const previous = new Map<Address, Address>();
  for (const [address, resource] of tracked) {
    const target = targets.get(address) ?? address;
    const other = result.has(target) ? (previous.get(target) ?? target) : undefined;
    if (other !== undefined) {
      diagnostics.push(
        buildError("moved.two-for-one", `${other} and ${address} would both become ${target}`, {
          address: target,
          fix: `remove one of the moved blocks, or "trueup state mv ${other} OTHER" first`,
        }),
      );
      continue;
    }
    result.set(target, renameParents(resource, targets, { from: address, to: target }));
    if (target !== address) previous.set(target, address);
  }
  diagnostics.push(...listJoined([...tracked.keys()], making, targets));
  return { tracked: result, previous, mentioned: mentionedTo, diagnostics, used };
}

/** What is on record, and what records and pending requests refer to. */
function listMeant(
  tracked: ReadonlyMap<Address, TrackedResource>,
  mentioned: readonly Address[],
): ReadonlySet<Address> {
  const meant = new Set(tracked.keys());
  for (const { parent, replacedBy } of tracked.values()) {
    if (parent !== undefined) meant.add(parent);
    if (replacedBy !== undefined) meant.add(replacedBy);
  }
  for (const address of mentioned) meant.add(address);
  return meant;
}

/**
 * Blocks with nothing at their old address, neither now nor by this plan, and something new in YAML there: a later plan must not
 * move that one.
 */
function listPassed(
  moved: readonly MovedBlock[],
  { stayed, fresh }: { readonly stayed: readonly Address[]; readonly fresh: readonly Address[] },
): readonly MovedBlock[] {
  if (fresh.length === 0) return [];
  const [taken, wanted] = [stayed, fresh].map((addresses) => new Set(addresses.flatMap(listCovering)));
  return moved.filter((block) => {
    if (!isPattern(block)) return taken?.has(block.from) === false && wanted?.has(block.from) === true;
    const isMeant = (address: Address) => {
      const end = followPattern(address, block.from, block.to);
      return end !== undefined && end !== address;
    };
    return fresh.some(isMeant) && !stayed.some(isMeant);
  });
}

/** What a block says that means this address: itself, its machine, its group. */
const listCovering = (address: Address): Address[] => [address, resourceOf(address), groupOf(address)];

/** What a pending request makes for an address, and what another address would bring to it, cannot both stay on record. */
function listJoined(
  tracked: readonly Address[],
  making: readonly Address[],
  targets: ReadonlyMap<Address, Address>,
): Diagnostic[] {
  const final = (address: Address) => targets.get(address) ?? address;
  return making.flatMap((address) =>
    tracked
      .filter((other) => other !== address && final(other) === final(address))
      .map((other) =>
        buildError(
          "moved.onto-pending",
          `${other} would become ${final(address)}, for which ${address} is being made`,
          {
            address: final(address),
            fix: `wait until the request for ${address} is settled: a plan without this block tells what it waits for`,
          },
        ),
      ),
  );
}

/** A request that is not settled yet belongs to the new address, too: it must not be sent for that once more. */
export function movePending(pending: readonly Intent[], moves: ReadonlyMap<Address, Address>): Intent[] {
  const rename = (address: Address) => moves.get(address) ?? address;
  return pending.map((intent) => ({
    ...intent,
    address: rename(intent.address),
    ...(intent.parent === undefined ? {} : { parent: rename(intent.parent) }),
  }));
}

function renameParents(
  resource: TrackedResource,
  targets: ReadonlyMap<Address, Address>,
  { from, to }: { readonly from: Address; readonly to: Address },
): TrackedResource {
  if (targets.size === 0) return resource;
  const rename = (address: Address) => targets.get(address) ?? address;
  const { parent } = resource;
  return {
    ...withSuccessor(resource, to, rename),
    ...(parent === undefined ? {} : { parent: renameParent(parent, { from, to }, rename) }),
    applied: renameReferences(resource.applied, rename),
    dependsOn: resource.dependsOn.map(rename),
  };
}
