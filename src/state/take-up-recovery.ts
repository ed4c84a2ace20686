// What a run learned after it had lost its lease, brought into the document of the next one. Pure. Only requests that are
// still pending there, and that the run knew, are settled by it: whatever somebody else has sent or settled is newer.
import type { Intent, StateDocument } from "../core/state-document.ts";

/** `settled`: the ids of requests that were pending when the lease was lost, and whose end the run has seen. */
export type Recovery = StateDocument & { readonly settled: readonly string[] };

export function takeUpRecovery(document: StateDocument, recovery: Recovery): StateDocument {
  if (document.lineage !== recovery.lineage) return document;
  return document.pending.reduce<StateDocument>((current, intent) => settleFrom(current, recovery, intent), document);
}

function settleFrom(document: StateDocument, recovery: Recovery, intent: Intent): StateDocument {
  const known = recovery.pending.find((other) => other.id === intent.id);
  const others = document.pending.filter((other) => other.id !== intent.id);
  if (known?.phase === "accepted" && intent.phase !== "accepted") return { ...document, pending: [...others, known] };
  if (!recovery.settled.includes(intent.id)) return document;
  const { [intent.address]: _replaced, ...resources } = document.resources;
  const resource = recovery.resources[intent.address];
  return {
    ...document,
    pending: others,
    resources: resource === undefined ? resources : { ...resources, [intent.address]: resource },
  };
}
