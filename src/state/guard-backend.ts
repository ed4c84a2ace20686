// A backend as every command but those that move states uses it: what cannot be read, or was migrated, is refused before
// any lock is taken or anything is written.
import { StateError } from "../core/errors.ts";
import type { StateDocument } from "../core/state-document.ts";
import type { Lease, LeaseRequest, StateBackend } from "../core/state-port.ts";

/** Reading first costs one read a run, and shows a wrong passphrase while nothing has been touched. */
export function guardBackend<B extends StateBackend>(backend: B): B {
  const read = async (): Promise<StateDocument | undefined> => {
    const document = await backend.read();
    if (document !== undefined) assertIsHere(document, backend.label);
    return document;
  };
  const acquire = async (request: LeaseRequest): Promise<Lease> => {
    await read();
    return await backend.acquire(request);
  };
  return { ...backend, read, acquire };
}

function assertIsHere(document: StateDocument, label: string): void {
  if (document.migrated !== undefined) throw movedAway(document, label);
}

export function movedAway({ migrated, serial }: StateDocument, label: string): StateError {
  const { to = "", at = "", isUnderWay } = migrated ?? {};
  if (isUnderWay === true)
    return new StateError("moved-away", `${label}: a migration of this state to ${to} was broken off (${at})`, {
      hint: `trueup state migrate as before, which goes on. To give it up, if ${to} holds no state: trueup state restore ${serial - 1} --force`,
    });
  return new StateError("moved-away", `${label}: this state was migrated to ${to} (${at})`, {
    hint: `use the configuration that names the new place. To go on with this one although the other may have changed since: trueup state restore ${serial - 2} --force`,
  });
}
