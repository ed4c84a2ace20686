// What the arguments of an act refer to: a snapshot of the object, another machine of the stack. Only reads.
import { type Address, quoteAddress } from "../../core/address.ts";
import type { ActRequest, ActRule, ActSubject } from "../../core/day-two.ts";
import { buildError } from "../../core/diagnostic.ts";
import { DiagnosticsError } from "../../core/errors.ts";
import { formatPlaceKey } from "../../core/object-key.ts";
import type { Observed } from "../../core/observed.ts";
import { collect } from "../../executor/observe-objects.ts";
import { assertNamed } from "./assert-named.ts";
import { findRecord, nearest } from "./find-act.ts";
import { type Opening, observe } from "./observe-subject.ts";

export async function findOthers(
  opening: Opening,
  rule: ActRule,
  observed: Observed,
): Promise<Pick<ActRequest, "others" | "snapshots">> {
  const { context, asked, provider } = opening;
  const wants = (kind: "snapshot" | "vm") =>
    rule.arguments.filter(({ name, refers }) => refers === kind && typeof asked.given[name] === "string");
  const needsSnapshots = wants("snapshot").length > 0 || rule.needsSnapshots === true;
  const snapshots = needsSnapshots
    ? (await collect(provider, { types: ["snapshot"], parents: [observed.remoteId] }, context.call)).filter(
        ({ type, parentId }) => type === "snapshot" && parentId === observed.remoteId,
      )
    : [];
  const others: Record<string, ActSubject> = {};
  for (const { name } of wants("snapshot")) others[name] = findSnapshot(opening, snapshots, String(asked.given[name]));
  for (const { name } of wants("vm")) others[name] = await findMachine(opening, String(asked.given[name]));
  return { others, snapshots };
}

function findSnapshot(
  { context, asked: { address } }: Opening,
  snapshots: readonly Observed[],
  wanted: string,
): ActSubject {
  const { resources } = context.journal.document();
  const addressOf = (id: string) =>
    Object.entries(resources).find(([, record]) => record.type === "snapshot" && record.remoteId === id)?.[0];
  const byAddress = resources[wanted]?.type === "snapshot" ? resources[wanted].remoteId : undefined;
  // A name may look like the id of another: what could mean both is not guessed.
  const matches =
    byAddress !== undefined
      ? snapshots.filter(({ remoteId }) => remoteId === byAddress)
      : snapshots.filter(({ name, remoteId }) => name === wanted || remoteId === wanted);
  const [found, second] = matches;
  if (found === undefined) {
    const known = [...new Set(snapshots.flatMap(({ name, remoteId }) => [name, addressOf(remoteId) ?? remoteId]))];
    const closest = nearest(wanted, known);
    throw new DiagnosticsError([
      buildError("act.not-found", `${address} has no snapshot ${wanted}`, {
        address,
        detail: known.length === 0 ? "It has none." : `It has: ${known.join(", ")}`,
        ...(closest === undefined ? {} : { fix: `did you mean ${closest}?` }),
      }),
    ]);
  }
  if (second !== undefined)
    throw new DiagnosticsError([
      buildError("act.ambiguous", `${address} has more than one snapshot with the name or id ${wanted}`, {
        address,
        detail: `They are: ${matches.map(({ name, remoteId }) => `${name} (${remoteId})`).join(", ")}`,
        fix: sayWay(matches.map(({ remoteId }) => addressOf(remoteId) ?? remoteId).filter((way) => way !== wanted)),
      }),
    ]);
  if (found.condition === "busy")
    throw new DiagnosticsError([buildError("act.busy", `the snapshot ${wanted} is not ready yet`, { address })]);
  return { address: addressOf(found.remoteId) ?? found.remoteId, observed: found };
}

const sayWay = (ways: readonly string[]): string =>
  `name it by its address or id: ${ways.map((way) => `--snapshot ${quoteAddress(way)}`).join(", or ")}`;

/** Another machine of this stack, in the same place: an id elsewhere means another machine. */
async function findMachine(opening: Opening, address: Address): Promise<ActSubject> {
  const { context, asked, record } = opening;
  const declared = { resources: [...context.resources.values()] };
  const other = findRecord(address, context.journal.document(), declared);
  const isThere =
    other.type === "vm" && formatPlaceKey(other.vendor, other.place) === formatPlaceKey(record.vendor, record.place);
  if (!isThere || address === asked.address)
    throw new DiagnosticsError([
      buildError("act.argument", `${address} is no other machine in the same place as ${asked.address}`, {
        address: asked.address,
      }),
    ]);
  await assertNamed(context, opening.provider, address);
  const observed = await observe(opening, address, other);
  if (observed.condition === "blocked")
    throw new DiagnosticsError([
      buildError("act.blocked", `${address}: ${observed.conditionDetail ?? "it cannot be changed now"}`, { address }),
    ]);
  return { address, observed };
}
