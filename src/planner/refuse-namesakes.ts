// A new object under the name of one that nobody declares any more and that stays: more likely a block that was renamed than
// a second object. Two of one name could not be told apart after a lost answer either. Pure.
import type { Address } from "../core/address.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { formatObjectKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import type { BlockedEntry } from "../core/plan.ts";
import type { TrackedResource } from "../core/state-document.ts";
import { isDeletion, type Operation } from "../core/step.ts";
import { decideRemoval } from "./decide-removal.ts";
import type { Subject } from "./subject.ts";
import type { World } from "./world.ts";

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
        fix: sayMoved(holder.address, address),
      }),
    ];
  });
}

/** The same where the old one would be deleted, but not by this plan: that is left out, or held back. */
export function listTwins(world: World, operations: readonly Operation[]): BlockedEntry[] {
  const deleted = new Set(operations.filter(isDeletion).map(({ address, remoteId }) => `${address} ${remoteId}`));
  return operations.flatMap(({ action, address, type, name, account, parent, parentId }): BlockedEntry[] => {
    if (action !== "create" || name === "") return [];
    const twin = world
      .namedAt(account, type, name)
      .filter((object) => parent === undefined || (parentId !== undefined && object.parentId === parentId))
      .map((object) => ({ object, holder: findHolder(world, account, object) }))
      .find(({ object, holder }) => {
        const isOther = holder !== undefined && holder.address !== address;
        return isOther && !deleted.has(`${holder.address} ${object.remoteId}`);
      });
    if (twin?.holder === undefined) return [];
    const { address: other } = twin.holder;
    const reason = `${other} (${twin.object.remoteId}) is named ${name}, too, and this plan does not delete it`;
    return [{ address, reason, fix: sayMoved(other, address), undone: true }];
  });
}

const sayMoved = (from: Address, to: Address): string =>
  `if it is the same one: moved: [{from: ${JSON.stringify(from)}, to: ${JSON.stringify(to)}}]; if not, choose another name`;

/** The address that holds it, where nobody declares that any more. */
function findHolder(
  world: World,
  placeKey: string,
  object: Observed,
): { readonly address: Address; readonly tracked: TrackedResource } | undefined {
  const address = world.recordedAt.get(formatObjectKey(placeKey, object));
  const tracked = address === undefined ? undefined : world.tracked.get(address);
  if (address === undefined || tracked?.remoteId !== object.remoteId) return undefined;
  return world.declaredAt(address) === undefined ? { address, tracked } : undefined;
}

/** The address that holds it and lets it be. */
function findStaying(
  { world, placeKey, address }: Subject,
  object: Observed,
): { readonly address: Address; readonly why: string } | undefined {
  const holder = findHolder(world, placeKey, object);
  if (holder === undefined || holder.address === address) return undefined;
  const decision = decideRemoval(world, holder.address, holder.tracked);
  if (decision.kind === "delete") return undefined;
  return { address: holder.address, why: decision.kind === "forget" ? `is let go: ${decision.why}` : "protected" };
}
