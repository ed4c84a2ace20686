// Where `moved` blocks lead one address: by its own block, that of its group or parent, or a pattern. Pure.
import { type Address, formatAddress, groupOf, parseAddress, resourceOf } from "../core/address.ts";
import type { MovedBlock } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { countGaps, followPattern, kindOfPattern } from "../core/move-pattern.ts";
import type { TrackedResource } from "../core/state-document.ts";

type Declared = Pick<ReadonlySet<Address>, "has">;

interface Move {
  readonly to: Address;
  readonly block: MovedBlock;
}

/** Undefined for a cycle, which is told in `diagnostics`; `used` is filled with the blocks on the way. */
export function followMoves(
  address: Address,
  moved: readonly MovedBlock[],
  declared: Declared,
  { diagnostics, used }: { readonly diagnostics: Diagnostic[]; readonly used: Set<MovedBlock> },
): Address | undefined {
  if (moved.length === 0) return address;
  const seen = new Set<Address>([address]);
  const spent = new Set<MovedBlock>();
  let at = address;
  for (;;) {
    const next = nextMove(at, { moved, declared, spent, steps: { left: MOST_STEPS } });
    if (next === undefined) return at;
    at = next.to;
    used.add(next.block);
    if (isPattern(next.block)) spent.add(next.block);
    if (declared.has(at) || declared.has(endOf(next))) return at;
    if (seen.has(at)) {
      diagnostics.push(
        buildError("moved.cycle", `the moved blocks lead ${[...seen, at].join(" to ")}`, {
          address,
          range: next.block.range,
          fix: "remove one of them",
        }),
      );
      return undefined;
    }
    seen.add(at);
  }
}

/** Where the blocks lead an address, whether they have been carried out or not. */
export function moveAddress(
  address: Address,
  moved: readonly MovedBlock[],
  declared: Pick<ReadonlySet<Address>, "has">,
): Address {
  const noted = { diagnostics: [], used: new Set<MovedBlock>() };
  return moved.length === 0 ? address : (followMoves(address, moved, declared, noted) ?? address);
}

interface Search {
  readonly moved: readonly MovedBlock[];
  readonly declared: Declared;
  /** Patterns that are on the way already: none is taken twice. */
  readonly spent: ReadonlySet<MovedBlock>;
  /** Patterns that lead into each other have more ways than can be tried. */
  readonly steps: { left: number };
}

const MOST_STEPS = 1000;

/** An address of its own goes before its group or parent, and both before a pattern. */
function nextMove(address: Address, search: Search): Move | undefined {
  const { moved, spent, steps } = search;
  const block = findMove(address, moved);
  if (block !== undefined) return { to: retarget(address, block), block };
  for (const pattern of moved) {
    if (!isPattern(pattern) || spent.has(pattern)) continue;
    const to = followPattern(address, pattern.from, pattern.to);
    if (to === undefined || to === address || (areTwins(to, address) && !search.declared.has(resourceOf(to)))) continue;
    steps.left -= 1;
    if (steps.left < 0) return undefined;
    if (leadsToDeclared({ to, block: pattern }, search)) return { to, block: pattern };
  }
  return undefined;
}

/** A pattern is no wish for each object that it fits: what it would lead nowhere stays, and is told as what it is. */
function leadsToDeclared({ to, block }: Move, search: Search): boolean {
  const { declared, spent } = search;
  const end = endOf({ to, block });
  if (declared.has(end) || declared.has(twinOf(end) ?? end)) return true;
  const further = { ...search, spent: new Set([...spent, block]) };
  const next = nextMove(to, further);
  return next !== undefined && !further.spent.has(next.block) && leadsToDeclared(next, further);
}

/** What is to be declared there: a part that comes with its machine stays with it, declared or not. */
function endOf({ to, block }: Move): Address {
  return kindOfPattern(block.to)?.child === undefined ? resourceOf(to) : to;
}

export function isPattern({ from }: MovedBlock): boolean {
  return countGaps(from) > 0;
}

/** A part goes with its machine, wherever the block of the group stands. */
function findMove(address: Address, moved: readonly MovedBlock[]): MovedBlock | undefined {
  const named = moved.find((block) => block.from === address);
  if (named !== undefined) return named;
  const [owner, group] = [resourceOf(address), groupOf(address)];
  const others = moved.filter(({ from, to }) => from !== to);
  return others.find(({ from }) => from === owner) ?? others.find(({ from }) => from === group);
}

/** `moved: {from: vms.a, to: vms.b}` takes instances and parts along: `vms.a[1].volumes.data` becomes `vms.b[1].volumes.data`. */
function retarget(address: Address, block: MovedBlock): Address {
  if (block.from === address) return block.to;
  const from = parseAddress(address);
  const to = parseAddress(block.to);
  if (from === undefined || to === undefined) return block.to;
  const instance = to.instance ?? (parseAddress(block.from)?.instance === undefined ? from.instance : undefined);
  return formatAddress({
    ...to,
    ...(instance === undefined ? {} : { instance }),
    ...(from.child === undefined || to.child !== undefined ? {} : { child: from.child }),
  });
}

/**
 * Adding or dropping `count` keeps the first instance: X and X[0] are the same object. Its parts go with it, also those that are
 * not declared any more.
 */
export function impliedMove(
  address: Address,
  tracked: ReadonlyMap<Address, TrackedResource>,
  declared: ReadonlySet<Address>,
): Address | undefined {
  if (declared.has(address)) return undefined;
  const twin = twinOf(address);
  if (twin === undefined || tracked.has(twin)) return undefined;
  if (declared.has(twin)) return twin;
  const [owner, other] = [resourceOf(address), resourceOf(twin)];
  return owner !== address && !declared.has(owner) && declared.has(other) && !tracked.has(other) ? twin : undefined;
}

/** Whether both are names of one object. */
export function areTwins(a: Address, b: Address): boolean {
  return twinOf(a) === b;
}

function twinOf(address: Address): Address | undefined {
  const parts = parseAddress(address);
  if (parts === undefined) return undefined;
  const { instance, ...bare } = parts;
  if (instance === undefined) return formatAddress({ ...parts, instance: 0 });
  return instance === 0 ? formatAddress(bare) : undefined;
}
