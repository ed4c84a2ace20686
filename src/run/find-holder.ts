// Who holds the lock of a stack, for runs that take none themselves and only tell of it.
import { buildWarning, type Diagnostic } from "../core/diagnostic.ts";
import type { LockHolder } from "../core/errors.ts";
import { sayMoment } from "../core/moment.ts";
import type { StateArchive, StateBackend } from "../core/state-port.ts";

export type LookableBackend = StateBackend & Pick<StateArchive, "looksByTaking" | "isHolderGone">;

/** Where the lock is told only by taking it, nobody is kept from it for that. A process that is certainly gone holds nothing. */
export async function findHolder(backend: LookableBackend): Promise<LockHolder | undefined> {
  if (backend.looksByTaking === true) return undefined;
  const holder = await backend.holder();
  return holder !== undefined && (await backend.isHolderGone?.()) === true ? undefined : holder;
}

export function warnOfHolder(holder: LockHolder | undefined): Diagnostic[] {
  if (holder === undefined) return [];
  const { operation, who, host, created, jobUrl } = holder;
  return [
    buildWarning(
      "plan.meanwhile",
      `${operation} of ${who} on ${host} is at work, since ${sayMoment(created)} by its clock`,
      {
        detail: `What it is changing may stand here as changed outside, or as still to be done.${jobUrl === undefined ? "" : ` Its job: ${jobUrl}`}`,
        fix: "plan again once it has ended",
      },
    ),
  ];
}
