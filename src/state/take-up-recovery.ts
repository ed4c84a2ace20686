// What a run learned after it had lost its lease, brought into the document of the next one. Pure. Only requests that are
// still pending there are settled by it: whatever somebody else has settled meanwhile is newer.
import type { Intent, StateDocument } from "../core/state-document.ts";

export function takeUpRecovery(document: StateDocument, recovery: StateDocument): StateDocument {
  if (document.lineage !== recovery.lineage) return document;
  return document.pending.reduce<StateDocument>((current, intent) => settleFrom(current, recovery, intent), document);
}

function settleFrom(document: StateDocument, recovery: StateDocument, intent: Intent): StateDocument {
  const known = recovery.pending.find((other) => other.id === intent.id);
  const others = document.pending.filter((other) => other.id !== intent.id);
  if (known !== undefined) return { ...document, pending: [...others, known] };
  const { [intent.address]: _replaced, ...resources } = document.resources;
  const resource = recovery.resources[intent.address];
  return {
    ...document,
    pending: others,
    resources: resource === undefined ? resources : { ...resources, [intent.address]: resource },
  };
}
