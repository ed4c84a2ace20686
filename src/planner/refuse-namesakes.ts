// A new object under the name of one that nobody declares any more and that stays: more likely a block that was renamed than
// a second object. Two of one name could not be told apart after a lost answer either. Pure.
import type { Address } from "../core/address.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { formatObjectKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import { decideRemoval } from "./decide-removal.ts";
import type { Subject } from "./subject.ts";

export function refuseNamesakes(subject: Subject): Diagnostic[] {
  const { world, address, desired, placeKey, rules } = subject;
  if (desired === undefined || desired.name === "") return [];
  const parentId = rules.belongs === undefined ? undefined : world.tracked.get(subject.parent ?? "")?.remoteId;
  const namesakes = world
    .namedAt(placeKey, desired.type, desired.name)
    .filter((object) => rules.belongs === undefined || object.parentId === undefined || object.parentId === parentId);
  return namesakes.flatMap((object): Diagnostic[] => {
    const holder = findStaying(subject, object);
    if (holder === undefined) return [];
    return [
      buildError("plan.same-name", `${holder.address} (${object.remoteId}) is named ${object.name}, too, and stays`, {
        address,
        range: desired.range,
        detail: `It is no longer declared, but ${holder.why}.`,
        fix: `if it is the same one: moved: [{from: ${JSON.stringify(holder.address)}, to: ${JSON.stringify(address)}}]; if not, choose another name`,
      }),
    ];
  });
}

/** The address that holds it and lets it be. */
function findStaying(
  { world, placeKey, address }: Subject,
  object: Observed,
): { readonly address: Address; readonly why: string } | undefined {
  const holder = world.holders.get(formatObjectKey(placeKey, object));
  const tracked = holder === undefined ? undefined : world.tracked.get(holder);
  if (holder === undefined || tracked === undefined || holder === address) return undefined;
  if (tracked.remoteId !== object.remoteId || world.declaredAt(holder) !== undefined) return undefined;
  const decision = decideRemoval(world, holder, tracked);
  if (decision.kind === "delete") return undefined;
  return { address: holder, why: decision.kind === "forget" ? `is let go: ${decision.why}` : "protected" };
}
