// Which of the objects that are there a request may have made: by its mark, or by all that tells such objects apart.
import { isEqualField } from "../core/field-compare.ts";
import type { TypeRules } from "../core/field-rule.ts";
import { jsonAt, withJsonAt } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { Provider } from "../core/provider.ts";
import type { Intent } from "../core/state-document.ts";
import { formatDigestInput } from "../core/tracking.ts";
import { type RunContext, rulesOf } from "./run-context.ts";
import { takenIn } from "./taken-objects.ts";

/** What stands apart from its parent is looked for everywhere. */
export function searchOf(
  context: RunContext,
  provider: Provider,
  { type, name, address, parentId }: Pick<Intent, "type" | "name" | "address" | "parentId">,
) {
  const isApart = parentId === undefined || rulesOf(provider, type).belongs?.how === "apart";
  return { type, name, address, stack: context.journal.document().stack, ...(isApart ? {} : { parentId }) };
}

/** New ones of the natural key; of those that carry marks only the one that this very request has made. */
export async function pickFresh(
  context: RunContext,
  provider: Provider,
  intent: Intent,
  namesakes: readonly Observed[],
): Promise<Observed[]> {
  const rules = rulesOf(provider, intent.type);
  const whole = await withSecretsOf(context, intent);
  const isTaken = takenIn(context.journal.document(), intent);
  return namesakes.filter(
    (object) =>
      !intent.before.includes(object.remoteId) &&
      !isTaken(object) &&
      (rules.marked === true ? object.markers?.intent === intent.id : resembles(rules, whole, object)),
  );
}

/**
 * With what the request has set and no record holds in clear: it is compared like the rest, as long as YAML still says it.
 * What YAML says now may be another secret; then it tells nothing of what was sent.
 */
export async function withSecretsOf({ secretOf, digest }: RunContext, intent: Intent): Promise<Intent> {
  const { address, sealed = {}, secrets } = intent;
  let { applied } = intent;
  for (const path of secrets) {
    const value = secretOf(address, path);
    const sent = sealed[path];
    if (value !== undefined && (sent === undefined || sent === (await digest(formatDigestInput({}, value)))))
      applied = withJsonAt(applied, path, value);
  }
  return { ...intent, applied };
}

/** A name proves little: what else the request has set and tells such objects apart must agree, as far as it can be read. */
export function resembles(
  { fields: rules }: TypeRules,
  { applied, fields }: Intent,
  { attributes }: Observed,
): boolean {
  return rules.every((rule) => {
    if (!fields.includes(rule.path)) return true;
    const [wanted, found] = [jsonAt(applied, rule.path), jsonAt(attributes, rule.observedAs ?? rule.path)];
    const isTold = rule.identifies === true && wanted !== undefined && found !== undefined && found !== null;
    return !isTold || isEqualField(rule, wanted, found);
  });
}
