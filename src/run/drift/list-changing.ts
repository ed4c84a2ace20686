// What another run was changing while we looked: nothing can be said of it. An intent is durable before its request leaves, so
// that whatever the look has seen of it stands in the state that is read afterwards. Pure.
import type { Address } from "../../core/address.ts";
import { isSameJson, type Json } from "../../core/json.ts";
import type { Unmanaged } from "../../core/plan.ts";
import type { StateDocument } from "../../core/state-document.ts";

/** `before`, `after`: the state before and after the reads. */
export function listChanging(
  before: StateDocument | undefined,
  after: StateDocument | undefined,
  isHeld: boolean,
): ReadonlySet<Address> {
  const isMoving = isHeld || before?.serial !== after?.serial || before?.lineage !== after?.lineage;
  if (!isMoving) return new Set();
  const [first, then] = [before?.resources ?? {}, after?.resources ?? {}];
  const addresses = new Set([...Object.keys(first), ...Object.keys(then)]);
  const changed = [...addresses].filter((address) => !isSameJson(asJson(first[address]), asJson(then[address])));
  const pending = [...(before?.pending ?? []), ...(after?.pending ?? [])].map(({ address }) => address);
  const changing = new Set([...changed, ...pending]);
  // Parts come and go with what they belong to.
  const parentOf = (address: Address) => (first[address] ?? then[address])?.parent;
  for (const address of addresses) {
    for (let parent = parentOf(address); parent !== undefined; parent = parentOf(parent))
      if (changing.has(parent)) changing.add(address);
  }
  return changing;
}

/** Objects that nobody declares, without what another run has made meanwhile or is about to record. */
export function withoutThoseOf(
  after: StateDocument | undefined,
  unmanaged: readonly Unmanaged[],
): readonly Unmanaged[] {
  if (after === undefined) return unmanaged;
  const recorded = new Set(
    Object.values(after.resources).map(({ vendor, type, remoteId }) => `${vendor} ${type} ${remoteId}`),
  );
  const awaited = new Set(after.pending.map(({ vendor, type, name }) => `${vendor} ${type} ${name}`));
  return unmanaged.filter(
    ({ vendor, object: { type, remoteId, name } }) =>
      !recorded.has(`${vendor} ${type} ${remoteId}`) && !awaited.has(`${vendor} ${type} ${name}`),
  );
}

function asJson(value: unknown): Json {
  return (value ?? null) as Json;
}
