// A request that counts as not having happened goes from the record. Where nothing that can be read tells of it (a password),
// that is no proof: what it set counts as not sent, so that no record says what may not be so, and the next plan sends what YAML says.
// Never sends.
import type { TypeRules } from "../core/field-rule.ts";
import { withJsonAt } from "../core/json.ts";
import type { Intent, StateDocument } from "../core/state-document.ts";
import { withResource } from "../core/take-over.ts";
import { UNSENT } from "../core/tracking.ts";
import { removeIntent } from "./record.ts";
import { providerOf, type RunContext, rulesOf } from "./run-context.ts";
import { tellingRules } from "./settle-intent.ts";

export async function dropAbsent(context: RunContext, intent: Intent): Promise<void> {
  const rules = rulesOf(providerOf(context, intent.provider), intent.type);
  await context.journal.commit((document) => {
    const dropped = removeIntent(document, intent.id);
    return isUntold(context, intent) ? withUnsent(dropped, intent, rules) : dropped;
  });
}

/** Whether the object could not have told of it: it is taken as absent only since it may be sent again without harm. */
export function isUntold(context: RunContext, intent: Intent): boolean {
  const { settle, fields, type } = intent;
  const { fields: known } = rulesOf(providerOf(context, intent.provider), type);
  return (
    known.some(({ path, readable }) => !readable && fields.includes(path)) &&
    settle.by === "fields" &&
    settle.expect === undefined &&
    settle.lacks === undefined &&
    tellingRules(providerOf(context, intent.provider), intent).length === 0
  );
}

function withUnsent(document: StateDocument, { address, remoteId, fields, digests }: Intent, rules: TypeRules) {
  const record = document.resources[address];
  if (record?.remoteId !== remoteId || record === undefined) return document;
  const secret = Object.keys(digests).filter((path) => fields.includes(path));
  const clear = rules.fields.filter(
    ({ path, readable, onChange }) =>
      !readable && onChange !== "create-only" && fields.includes(path) && !secret.includes(path),
  );
  return withResource(document, address, {
    ...record,
    applied: clear.reduce((applied, { path }) => withJsonAt(applied, path, null), record.applied),
    digests: { ...record.digests, ...Object.fromEntries(secret.map((path) => [path, UNSENT])) },
  });
}
