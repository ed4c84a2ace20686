// Zomro's steps: a function of the panel with its form, marked where no page of the vendor describes it. Pure.
import type { JsonObject } from "../../core/json.ts";
import type { SettleRule, Step } from "../../core/step.ts";

const USUAL_MS = 30_000;

/** Known from the panel's front end and from other clients only ([CP], [3P]). */
const UNDOCUMENTED = new Set([
  "cartorder.create.confirm",
  "image.edit",
  "instances.delete",
  "instances.edit",
  "instances.fleio.changepassword",
  "service.reboot",
  "sshkeys.delete",
  "sshkeys.edit",
]);

/** Of schedules, a page shows how one is made and deleted, none how one is changed ([S004]). */
function isDocumented(func: string, form: JsonObject): boolean {
  if (func === "instances.fleio_bckps.schedule.edit") return form["elid"] === undefined;
  return !UNDOCUMENTED.has(func);
}

export function buildStep(
  func: string,
  summary: string,
  fields: readonly string[],
  form: JsonObject,
  settle: SettleRule,
): Step {
  const marked = isDocumented(func, form) ? summary : `${summary} (undocumented)`;
  return {
    name: func,
    summary: marked,
    request: { form },
    settle,
    fields,
    expectedMs: USUAL_MS,
    wire: `POST / ${func}`,
  };
}

/** The same, expected to take so long. */
export function lasting(expectedMs: number, step: Step): Step {
  return { ...step, expectedMs };
}
