// One call on its way through the rules: what the handlers are given and what they return.
import type { FaultRule } from "../../engine/fault-rule.ts";
import type { JsonObject } from "../../engine/json.ts";
import type { World } from "../objects/world.ts";
import type { FormValues } from "./form-values.ts";
import type { FunctionName, FunctionRule } from "./functions.ts";
import type { Wording } from "./wording.ts";

export interface Call {
  world: World;
  name: FunctionName;
  rule: FunctionRule;
  form: FormValues;
  words: Wording;
  faults: readonly FaultRule[];
  /** Epoch ms at which the vendor decides. */
  now: number;
}

/** Returns the members of `doc`; throws a Refusal. */
export type Handler = (call: Call) => JsonObject;

export function isSubmitted(form: FormValues): boolean {
  return form.text("sok") !== undefined;
}

/** Without `sok` a form only shows itself, [S000]. */
export function formOf(preview: Handler, submit: Handler): Handler {
  return (call) => (isSubmitted(call.form) ? submit(call) : preview(call));
}

/** `X.edit` in its three modes; an update whose `elid` is empty is a create, [BM]. */
export function editOf(read: Handler, create: Handler, update: Handler): Handler {
  return formOf(read, (call) => (call.form.text("elid") === undefined ? create(call) : update(call)));
}

/** What a mutation answers is not documented: by default nothing at all. */
export function done({ world }: Call, id?: string): JsonObject {
  const { success } = world.account.quirks;
  if (success === "bare") return {};
  return { ok: {}, ...(success === "id" && id !== undefined && { id: { $: id } }) };
}

export function faultOf(faults: readonly FaultRule[], effect: FaultRule["effect"]): FaultRule | undefined {
  return faults.find((fault) => fault.effect === effect);
}

/** When a new object shows in lists: now, unless a fault keeps it out of sight. */
export function visibleFrom({ faults, now }: Call): number {
  const fault = faultOf(faults, "invisible");
  return fault ? now + (fault.ms ?? 60_000) : now;
}
