// What a plan changes of the state alone: moves, places, records, settings. Nothing is sent for it. Pure.
import type { Address } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { isSameJson } from "../core/json.ts";
import type { Place } from "../core/place.ts";
import type { StateEdit } from "../core/plan.ts";
import type { Intent } from "../core/state-document.ts";
import { settingsOf } from "../core/tracking.ts";
import type { Draft } from "./draft.ts";
import { isWanted } from "./leave-out.ts";
import { listDoneMoves, type Moves } from "./moves.ts";
import type { World } from "./world.ts";

export interface EditSources {
  readonly world: World;
  readonly moves: Moves;
  /** What is kept for another place from now on. */
  readonly places: ReadonlyMap<Address, Place>;
  readonly declared: ReadonlyMap<Address, Desired>;
}

/** A refresh takes only what changed outside into records that exist; what is not settled is left to settling. */
export function listEdits({ world, moves, places, declared }: EditSources, drafts: readonly Draft[]): StateEdit[] {
  const { options, state } = world.input;
  const pending = new Set((state?.pending ?? []).map((intent) => intent.address));
  const renamed = new Set([...moves.previous.keys(), ...moves.mentioned.values()]);
  // Of a provider entry as a whole: also what this run leaves alone.
  const followed = [...places].map(([address, place]): StateEdit => ({ kind: "place", address, place }));
  // What is taken over and not left out is on record before anything refers to it, whether it is named itself or not.
  const edits = drafts.flatMap(({ entry, edits: own = [] }) =>
    own.filter(
      (edit) =>
        !pending.has(editedAddress(edit)) && (entry.importing !== undefined || isWanted(editedAddress(edit), options)),
    ),
  );
  if (options.mode === "refresh-only")
    return [
      ...followed.filter((edit) => !renamed.has(editedAddress(edit))),
      ...edits.filter(
        (edit) => edit.kind === "track" && state?.resources[edit.address]?.remoteId === edit.resource.remoteId,
      ),
    ];
  const isLeft = (to: Address) => (moves.left?.has(to) === true ? { isLeft: true as const } : {});
  return [
    ...[...moves.previous].map(([to, from]): StateEdit => ({ kind: "move", from, to, ...isLeft(to) })),
    ...[...moves.mentioned].map(([from, to]): StateEdit => ({ kind: "move", from, to, ...isLeft(to) })),
    ...listDoneMovesEdit(world, moves),
    ...followed,
    ...listPendingSettings(state?.pending ?? [], declared),
    // What is let go must not take the place of the object that is let go with it.
    ...edits.filter((edit) => edit.kind === "drop-deposed"),
    ...edits.filter((edit) => edit.kind !== "drop-deposed"),
  ];
}

function listDoneMovesEdit({ input: { moved: blocks, state } }: World, { used }: Moves): StateEdit[] {
  const moved = listDoneMoves(blocks, state, used);
  return isSameJson((state?.moved ?? []) as never, moved as never) ? [] : [{ kind: "done-moves", moved }];
}

/** What YAML says of protection holds for what a pending request will make, too. */
function listPendingSettings(pending: readonly Intent[], declared: ReadonlyMap<Address, Desired>): StateEdit[] {
  return pending.flatMap(({ address, lifecycle, timeouts, dependsOn }) => {
    const desired = declared.get(address);
    const wanted = desired === undefined ? undefined : settingsOf(desired);
    return wanted === undefined || isSameJson(wanted as never, { lifecycle, timeouts, dependsOn } as never)
      ? []
      : [{ kind: "settings" as const, address, ...wanted }];
  });
}

/** None where it is about the blocks themselves. */
function editedAddress(edit: StateEdit): Address {
  if (edit.kind === "done-moves") return "";
  return edit.kind === "move" ? edit.to : edit.address;
}
