// The draft of an object that does not exist yet. Pure.
import { resourceOf } from "../core/address.ts";
import type { TypeRules } from "../core/field-rule.ts";
import { type JsonObject, jsonAt } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { FieldChange } from "../core/plan.ts";
import { NO_STEPS, type StepsResult } from "../core/provider.ts";
import type { Operation } from "../core/step.ts";
import type { Draft } from "./draft.ts";
import { presentDesired } from "./present.ts";
import { askSteps, buildEntry, buildOperation, listParentsObserved, type Subject } from "./subject.ts";

export function planCreation(subject: Subject, more: Pick<Partial<Operation>, "needs" | "deposes"> = {}): Draft {
  const { desired, rules, address } = subject;
  if (desired === undefined) return { entry: buildEntry(subject, { action: "no-op" }) };
  const fields = rules.fields
    .filter(
      (rule) =>
        rule.onChange !== "create-only" &&
        (rule.path === "name" || jsonAt(desired.attributes, rule.path) !== undefined),
    )
    .map((rule) => rule.path);
  // What comes with the request that makes its parent is not asked for once more.
  const comes = rules.belongs?.how === "inside" && subject.parentFate === "made";
  const result = comes ? NO_STEPS : askSteps(subject, "create", fields, undefined);
  const { picture, sensitive } = presentDesired(desired.attributes, rules, desired.secrets);
  const blocking = findBlockingParent(subject);
  const operation = buildOperation(subject, "create", result.steps, fields, {
    ...more,
    ...exclusiveOf(subject, result),
  });
  const entry = buildEntry(subject, {
    action: "create",
    after: { name: desired.name, ...picture },
    sensitive,
    unknown: listComputed(rules, picture),
    fields: createdFields(subject, sensitive),
    steps: result.steps.map((step) => step.summary),
    notes: comes ? ["comes with its VM"] : [],
  });
  if (blocking === undefined) return { entry, operations: [operation], diagnostics: result.diagnostics };
  return {
    entry: buildEntry(subject, { action: "no-op" }),
    diagnostics: result.diagnostics,
    blocked: [{ address, reason: blocking.conditionDetail ?? "its VM is blocked", undone: true }],
    isNotMade: true,
  };
}

/** What the provider decides: told by it, and not by YAML. Known once the object is there. */
export function listComputed(rules: TypeRules, picture: JsonObject, before: JsonObject = {}): string[] {
  const told = rules.fields
    .filter(
      (rule) => rule.readable && rule.derived === undefined && rule.compare !== "disjoint" && rule.path !== "name",
    )
    .map((rule) => rule.observedAs ?? rule.path);
  const paths = ["id", ...told, ...Object.keys(before).filter((key) => key !== "name")];
  const known = (path: string) =>
    jsonAt(picture, path) !== undefined || jsonAt(picture, path.split(".")[0] ?? "") === null;
  const computed = new Set(paths.filter((path) => path === "id" || !known(path)));
  return [...computed].filter((path) => !listAbove(path).some((above) => computed.has(above))).sort();
}

/** `a.b.c`: `a`, `a.b`. */
function listAbove(path: string): string[] {
  const keys = path.split(".");
  return keys.slice(1).map((_key, index) => keys.slice(0, index + 1).join("."));
}

/** Nothing can be made on it now. The one that is there does not matter to a part of the one that takes its place. */
function findBlockingParent(subject: Subject): Observed | undefined {
  const parents = subject.parentFate === "made" ? [] : listParentsObserved(subject);
  return parents.find(({ condition }) => condition === "blocked");
}

export function isBlockedByParent(subject: Subject): boolean {
  return findBlockingParent(subject) !== undefined;
}

/** What the provider allows only once at a time in an account keeps others waiting, besides the VM itself. */
function exclusiveOf(
  { parent, address, placeKey }: Subject,
  { exclusive = [], keepsStill }: StepsResult,
): Pick<Operation, "exclusive"> {
  const others = keepsStill === undefined ? [] : [keepsStill];
  return { exclusive: [resourceOf(parent ?? address), ...others, ...exclusive.map((key) => `${placeKey} ${key}`)] };
}

function createdFields(subject: Subject, sensitive: readonly string[]): FieldChange[] {
  const attributes = subject.desired?.attributes ?? {};
  return subject.rules.fields
    .filter((rule) => rule.derived === undefined && rule.path !== "name" && rule.compare !== "disjoint")
    .flatMap((rule): FieldChange[] => {
      const value = jsonAt(attributes, rule.path);
      if (value === undefined) return [];
      const isSensitive = sensitive.includes(rule.path);
      return [
        {
          path: rule.path,
          before: undefined,
          after: isSensitive ? undefined : value,
          unknown: false,
          sensitive: isSensitive,
          ...(rule.unit === undefined ? {} : { unit: rule.unit }),
          cause: "yours",
          effect: "now",
        },
      ];
    });
}
