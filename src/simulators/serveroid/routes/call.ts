// One call on its way through the rules: what the handlers are given and what they return.
import type { FaultRule } from "../../engine/fault-rule.ts";
import type { JsonObject } from "../../engine/json.ts";
import type { World } from "../objects/world.ts";
import type { MethodName, MethodRule } from "./methods.ts";
import type { Values } from "./read-parameters.ts";

export interface Call {
  world: World;
  method: MethodName;
  rule: MethodRule;
  values: Values;
  faults: readonly FaultRule[];
  /** Epoch ms at which the vendor decides. */
  now: number;
}

/** Returns the members beside `status: OK`; throws a Refusal. */
export type Handler = (call: Call) => JsonObject;
