// `trueup state mv`: one address, a whole group or all that a pattern fits gets another name. Nothing is sent.
import { openOwnState } from "../../compose/open-own-state.ts";
import {
  type Address,
  formatAddress,
  groupOf,
  isCoveredBy,
  parseAddress,
  quoteAddress,
  resourceOf,
} from "../../core/address.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { countGaps, followPattern, kindOfPattern, readMoveEnds, stripWhole } from "../../core/move-pattern.ts";
import type { StateEdit } from "../../core/plan.ts";
import type { StateDocument } from "../../core/state-document.ts";
import { applyEdits } from "../../executor/record.ts";
import { changeState } from "../../run/change-state.ts";
import { lockRequest } from "../ask-first.ts";
import { EXIT } from "../exit-code.ts";
import { surroundingsOf } from "../surroundings-of.ts";
import type { Terminal } from "../terminal.ts";
import { assertSettled, type EditFlags, notTracked } from "./state.ts";

interface Pair {
  readonly from: Address;
  readonly to: Address;
}

export async function runStateMv(terminal: Terminal, from: string, to: string, flags: EditFlags): Promise<number> {
  const ends = readEnds(from, to);
  let moved: readonly Pair[] = [];
  const request = { ...lockRequest(terminal, flags, "state mv"), isDryRun: flags.dryRun === true };
  await changeState(await openOwnState(surroundingsOf(terminal), flags), request, (document) => {
    moved = listMoves(document, ends);
    assertFree(document, moved);
    const targets = countGaps(ends.from) > 0 ? moved.map((pair) => pair.to) : [ends.to];
    for (const target of targets) assertSettled(document, target);
    return applyEdits(document, [
      ...moved.map((pair) => ({ kind: "move", ...pair }) as const),
      ...reopenMoves(document, targets),
    ]);
  });
  terminal.err(sayMoved(ends, moved, flags.dryRun === true));
  return EXIT.done;
}

/** Several are listed one by one: a pattern may fit more than was thought of. */
function sayMoved({ from, to }: Pair, moved: readonly Pair[], isDryRun: boolean): string {
  const isByPattern = countGaps(from) > 0;
  const what = moved.length > 1 ? `: ${moved.length} ${isByPattern ? "resources" : "instances"}` : "";
  const lines = isByPattern ? moved.map((pair) => `  ${pair.from} -> ${pair.to}\n`).join("") : "";
  return isDryRun
    ? `Would move ${from} to ${to}${what}. Nothing was written.\n${lines}`
    : `Moved ${from} to ${to}${what}.\n${lines}`;
}

function readEnds(from: string, to: string): Pair {
  const kinds = [from, to].map((text) => kindOfPattern(stripWhole(text)));
  const unread = [from, to].find((_text, index) => kinds[index] === undefined);
  if (unread !== undefined)
    throw refuse(
      `${unread} is no address`,
      "an address looks like vms.web, vms.web[0] or keys.ops, a pattern like 'vms.old-*'",
    );
  if (kinds[0]?.section !== kinds[1]?.section || kinds[0]?.child !== kinds[1]?.child)
    throw refuse(`${from} and ${to} are of different kinds`, "rename within one section");
  const ends = readMoveEnds(from, to);
  if (countGaps(ends.from) !== countGaps(ends.to))
    throw refuse(
      `${from} has ${countGaps(from)} "*", but ${to} has ${countGaps(to)}`,
      'write as many "*" on both sides: each takes what the same one of the first stands for',
    );
  return ends;
}

function refuse(summary: string, fix: string): DiagnosticsError {
  return new DiagnosticsError([buildError("cli.address", summary, { fix })]);
}

function assertFree(document: StateDocument, pairs: readonly Pair[]): void {
  const targets = new Map<Address, Address>();
  for (const { from, to } of pairs) {
    const other = targets.get(to);
    if (other !== undefined)
      throw refuse(`${other} and ${from} would both become ${to}`, "move them one by one, to different addresses");
    targets.set(to, from);
    const taken = Object.keys(document.resources).find((address) => address === to || resourceOf(address) === to);
    if (taken !== undefined)
      throw new DiagnosticsError([
        buildError("state.exists", `${taken} is already tracked`, {
          fix: `trueup state rm ${quoteAddress(taken)} first, or choose another address`,
        }),
      ]);
  }
}

/** A block that leads away from a new address is carried out again: what it once renamed is back. */
function reopenMoves({ moved = [] }: StateDocument, targets: readonly Address[]): StateEdit[] {
  const leadsAway = ({ from, to }: Pair) =>
    targets.some(
      (target) =>
        isCoveredBy(target, from) ||
        isCoveredBy(from, target) ||
        (countGaps(from) > 0 && followPattern(target, from, to) !== undefined),
    );
  const kept = moved.filter((block) => !leadsAway(block));
  return kept.length === moved.length ? [] : [{ kind: "done-moves", moved: kept }];
}

/** One resource, all instances of a group to the same instances of another, or what a pattern fits. */
function listMoves(document: StateDocument, { from, to }: Pair): readonly Pair[] {
  const known = listKnown(document);
  if (known.includes(from)) return [{ from, to }];
  const pairs = countGaps(from) > 0 ? listByPattern(known, { from, to }) : listInstances(known, { from, to });
  if (pairs.length === 0) throw notTracked(from, document);
  return pairs;
}

/** Also a machine of which only parts are there, or for which another one was left behind: they follow its name. */
function listKnown({ resources }: StateDocument): readonly Address[] {
  return [
    ...new Set(
      Object.entries(resources).flatMap(([address, { replacedBy }]) => [
        address,
        resourceOf(address),
        ...(replacedBy === undefined ? [] : [replacedBy]),
      ]),
    ),
  ];
}

function listInstances(known: readonly Address[], { from, to }: Pair): readonly Pair[] {
  const isWhole = groupOf(from) === from && groupOf(to) === to;
  const name = parseAddress(to)?.name ?? "";
  return known.flatMap((address) => {
    const parts = parseAddress(address);
    const isInstance = isWhole && groupOf(address) === from && resourceOf(address) === address;
    return parts === undefined || !isInstance ? [] : [{ from: address, to: formatAddress({ ...parts, name }) }];
  });
}

/** Parts come along with what they belong to, unless the pattern is of parts. */
function listByPattern(known: readonly Address[], { from, to }: Pair): readonly Pair[] {
  const isOfParts = kindOfPattern(from)?.child !== undefined;
  return known
    .filter((address) => isOfParts || resourceOf(address) === address)
    .flatMap((address) => {
      const target = followPattern(address, from, to);
      return target === undefined || target === address ? [] : [{ from: address, to: target }];
    });
}
