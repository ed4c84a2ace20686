// Masks secrets in every string of a JSON document, keys included, without ever breaking its structure.
import type { Diagnostic } from "../core/diagnostic.ts";
import type { Plan } from "../core/plan.ts";
import type { Redactor } from "../http/redactor.ts";

export function redactJson(value: unknown, redactor: Pick<Redactor, "redact">): unknown {
  if (typeof value === "string") return redactor.redact(value);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, redactor));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redactor.redact(key), redactJson(item, redactor)]),
  );
}

/** Words of ours, not of others: a plan whose actions are masked has no meaning. */
const OWN_WORDS: ReadonlySet<string> = new Set([
  "action",
  "cause",
  "class",
  "effect",
  "kind",
  "mode",
  "severity",
  "unit",
]);

/** For forms in which a secret could be written in another way than it is known: masked before it is laid out. */
export function redactPlan(plan: Plan, redactor: Redactor): Plan {
  return redactTexts(plan, redactor) as Plan;
}

export function redactDiagnostics(diagnostics: readonly Diagnostic[], redactor: Redactor): readonly Diagnostic[] {
  return redactTexts(diagnostics, redactor) as readonly Diagnostic[];
}

function redactTexts(value: unknown, redactor: Redactor): unknown {
  if (Array.isArray(value)) return value.map((item) => redactTexts(item, redactor));
  if (typeof value !== "object" || value === null) return redactJson(value, redactor);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, OWN_WORDS.has(key) ? item : redactPart(key, item, redactor)]),
  );
}

/** Values may have any key. */
function redactPart(key: string, item: unknown, redactor: Redactor): unknown {
  return key === "before" || key === "after" ? redactJson(item, redactor) : redactTexts(item, redactor);
}
