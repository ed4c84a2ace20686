// What a provider deletes with an object although its deletion does not name it: shown as lost, or taken off first where it
// is to stay. Pure.
import { type Address, quoteAddress } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { formatObjectKey } from "../core/object-key.ts";
import type { Lost, Observed, TakenAlong } from "../core/observed.ts";
import type { World } from "./world.ts";

interface Holder {
  readonly world: World;
  readonly address: Address;
  readonly placeKey: string;
  readonly desired: Desired | undefined;
}

type Fate = "stays" | "goes" | "is-shown";

/** What dies with the object, those included that nobody manages. */
export function listLost(holder: Holder, observed: Observed): readonly Lost[] {
  const { takesAlong = [], lost } = observed;
  const taken = takesAlong.filter((part) => fateOf(holder, part) === "goes");
  return [...lost, ...taken.map(({ label }): Lost => ({ kind: "volume", label })), ...listInside(holder, observed)];
}

/** What the parts hold that come and go with the object and that no address stands for (an interface made in the panel). */
function listInside({ world, placeKey }: Holder, { remoteId, lost }: Observed): readonly Lost[] {
  const known = new Set(lost.map(({ kind, label }) => `${kind} ${label}`));
  return world
    .partsInside(placeKey, remoteId)
    .filter((part) => !world.recordedAt.has(formatObjectKey(placeKey, part)))
    .flatMap((part) => part.lost)
    .filter(({ kind, label }) => !known.has(`${kind} ${label}`));
}

/** What hangs on the object, outlives it and belongs to nobody's declaration: said, since it goes on to cost. */
export function noteLeftBehind(holder: Holder, { remoteId, takesAlong = [] }: Observed): string[] {
  const { world, placeKey } = holder;
  const left = world.partsHanging(placeKey, remoteId).filter((part) => {
    const key = formatObjectKey(placeKey, part);
    return (
      part.owned &&
      !world.recordedAt.has(key) &&
      !world.adopting.has(key) &&
      !takesAlong.some((taken) => taken.remoteId === part.remoteId)
    );
  });
  if (left.length === 0) return [];
  const names = left.map(({ type, name, remoteId: id }) => `${TYPE_WORDS[type] ?? type} ${name === "" ? id : name}`);
  return [`stays behind, on no machine and managed by nothing: ${names.join(", ")}`];
}

const TYPE_WORDS: Readonly<Partial<Record<Observed["type"], string>>> = { floatingIp: "floating address" };

/** What is to stay, and must be taken off before. */
export function listTakenOff(holder: Holder, observed: Observed | undefined): readonly TakenAlong[] {
  return (observed?.takesAlong ?? []).filter((part) => !part.isFixed && fateOf(holder, part) === "stays");
}

/** What is to stay and cannot be taken off keeps the object. */
export function refuseTaking(holder: Holder, observed: Observed | undefined): Diagnostic[] {
  const { address, desired } = holder;
  return (observed?.takesAlong ?? [])
    .filter((part) => part.isFixed && fateOf(holder, part) === "stays")
    .map(({ label, type }) =>
      buildError("plan.takes-along", `${address} cannot be deleted: the ${type} ${label} would die with it`, {
        address,
        ...(desired === undefined ? {} : { range: desired.range }),
        detail: `The ${type} is to stay, but the provider deletes it with its machine and cannot take it off before.`,
        fix:
          desired === undefined
            ? `to keep the machine and stop tracking it: removed: [{from: ${JSON.stringify(address)}, destroy: false}]`
            : `leave the machine as it is: do not --replace ${quoteAddress(address)}`,
      }),
    );
}

/** `is-shown`: this plan deletes it by an entry of its own. */
function fateOf({ world, placeKey, address }: Holder, part: TakenAlong): Fate {
  const key = formatObjectKey(placeKey, part);
  const tracked = world.recordedAt.get(key);
  if (tracked !== undefined) {
    // What a replacement has left behind is deleted anyhow.
    if (world.tracked.get(tracked)?.remoteId !== part.remoteId) return "is-shown";
    const isNamed = world.dying(address).some(({ remoteId }) => remoteId === part.remoteId);
    if (isNamed) return "is-shown";
    // One that is held by what others made of it goes later, by a request of its own.
    return world.keeps(tracked, address) || !part.isFixed ? "stays" : "is-shown";
  }
  if (world.adopting.has(key)) return "stays";
  const markers = world.byObject.get(key)?.markers;
  return markers !== undefined && markers.stack !== world.input.stack ? "stays" : "goes";
}
