// A backend as every command but those that move states uses it: what cannot be read, or was migrated, is refused before
// any lock is taken or anything is written.
import { StateError } from "../core/errors.ts";
import type { StateDocument } from "../core/state-document.ts";
import type { LocalBackend } from "./local-backend.ts";

/** Reading first costs one read a run, and shows a wrong passphrase while nothing has been touched. */
export function guardBackend(backend: LocalBackend): LocalBackend {
  const read = async (): Promise<StateDocument | undefined> => {
    const document = await backend.read();
    if (document !== undefined) assertIsHere(document, backend.label);
    return document;
  };
  return {
    label: backend.label,
    read,
    create: (document) => backend.create(document),
    async acquire(request) {
      await read();
      return await backend.acquire(request);
    },
    holder: () => backend.holder(),
    unlock: (id) => backend.unlock(id),
    history: () => backend.history(),
    readSerial: (serial) => backend.readSerial(serial),
  };
}

function assertIsHere(document: StateDocument, label: string): void {
  if (document.migrated !== undefined) throw movedAway(document, label);
}

export function movedAway({ migrated, serial }: StateDocument, label: string): StateError {
  return new StateError("moved-away", `${label}: this state was migrated to ${migrated?.to} (${migrated?.at})`, {
    hint: `use the configuration that names the new place. To go on with this one although the other may have changed since: trueup state restore ${serial - 1} --force`,
  });
}
