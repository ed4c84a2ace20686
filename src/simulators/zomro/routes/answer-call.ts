// Carries a call out and writes the vendor's envelope: session first, then the function, then its own rules. Every answer is HTTP 200.
import type { FaultRule } from "../../engine/fault-rule.ts";
import type { JsonObject } from "../../engine/json.ts";
import type { SimReply } from "../../engine/simulated-vendor.ts";
import { advanceWorld } from "../objects/advance-world.ts";
import { putOff } from "../objects/long-tasks.ts";
import type { World } from "../objects/world.ts";
import { type Call, faultOf, isSubmitted } from "./call.ts";
import { filterByFault } from "./filter-handlers.ts";
import type { FormValues } from "./form-values.ts";
import { FUNCTIONS, type FunctionName, type FunctionRule } from "./functions.ts";
import { HANDLERS } from "./handlers.ts";
import { Refusal, refusal } from "./refusal.ts";
import { authorise, endSession } from "./sessions.ts";
import { errorText, type Wording, wordingFor } from "./wording.ts";
import { writeDoc } from "./write-doc.ts";

export interface Asked {
  form: FormValues;
  /** Undefined when there is no such function. */
  name: FunctionName | undefined;
}

export function answerCall(world: World, asked: Asked, faults: readonly FaultRule[]): SimReply {
  advanceWorld(world);
  const words = wordingFor(asked.form.text("lang"), world.account.language);
  const carryOut = (at: number): SimReply => attempt(asked, words, () => decide(world, asked, words, faults, at));
  const long = faultOf(faults, "long-task");
  try {
    return attempt(asked, words, () => {
      const isHalfOpen = admit(world, asked, faults);
      // `ok` names the form to go on to; neither an error nor rows.
      if (isHalfOpen) return written(asked, words, { ok: { $: "func=totp.confirm" } }, "second factor");
      return long ? putOff(world, long, carryOut) : carryOut(world.clock.now());
    });
  } finally {
    // What takes no time has happened before anyone can ask.
    advanceWorld(world);
  }
}

function attempt(asked: Asked, words: Wording, act: () => SimReply): SimReply {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return written(asked, words, { error: errorMember(error, words) }, `${error.type} ${error.object}`);
  }
}

function written({ form, name }: Asked, words: Wording, members: JsonObject, outcome: string): SimReply {
  const head = { $lang: words.language, $func: name ?? form.text("func") ?? "" };
  return writeDoc({ ...head, ...members }, form.text("out"), outcome);
}

function errorMember({ type, object, text }: Refusal, words: Wording): JsonObject {
  return { $type: type, $object: object, $lang: words.language, msg: { $: text ?? errorText(words, type, object) } };
}

function admit(world: World, { form, name }: Asked, faults: readonly FaultRule[]): boolean {
  if (faultOf(faults, "session-expired")) endSession(world, form.text("auth"));
  if (faultOf(faults, "unauthorised")) throw refusal("auth", "expired");
  return name !== "auth" && authorise(world, form).isHalfOpen;
}

function decide(world: World, asked: Asked, words: Wording, faults: readonly FaultRule[], now: number): SimReply {
  const { form, name } = asked;
  if (name === undefined) throw refusal("missed", "func");
  const rule: FunctionRule = FUNCTIONS[name];
  refuseByFault(faults);
  filterByFault(world, rule, faultOf(faults, "filtered-list"));
  const call: Call = { world, name, rule, form, words, faults, now };
  // A vendor that wants `sok` everywhere shows a form and does nothing, C12, C14.
  if (rule.kind === "action" && world.account.quirks.sokFor === "all" && !isSubmitted(form))
    return written(asked, words, {}, "OK");
  return written(asked, words, HANDLERS[name](call), "OK");
}

function refuseByFault(faults: readonly FaultRule[]): void {
  const failed = faultOf(faults, "vendor-error");
  if (failed) throw new Refusal(failed.code ?? "unknown", "", failed.message);
  const busy = faultOf(faults, "busy");
  if (busy) throw new Refusal(busy.code ?? "busy", "instance");
}
