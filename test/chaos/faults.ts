// What can go wrong with one mutating request: the columns of the matrix. Data only.
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import type { Vendor } from "./scenarios.ts";

export interface ChaosFault {
  readonly title: string;
  readonly rule: Omit<FaultRule, "match">;
  /** The provider itself refuses or fails what it accepted: the same request may rightly be sent again. */
  readonly mayRepeat?: boolean;
  /** Means something only for requests that make an object. */
  readonly onlyCreations?: boolean;
  /** Known of one vendor only. */
  readonly only?: Vendor;
}

/** Methods that make an object of their own. */
export const isCreation = (method: string): boolean =>
  /install|clone|create|add$|confirm|snapshots\.edit|schedule\.edit|attach_interface/.test(method);

/** Longer than a new object may stay out of lists by our settings, shorter than `assumeAbsentAfter`. */
export const INVISIBLE_MS = 90_000;
/** Longer than anything is looked for. */
const PUT_OFF_MS = 300_000;
export const ASSUME_ABSENT_AFTER_MS = 600_000;

export const CHAOS_FAULTS: readonly ChaosFault[] = [
  { title: "lost before", rule: { effect: "lost-before" } },
  { title: "lost after", rule: { effect: "lost-after" } },
  { title: "reset mid-answer", rule: { effect: "reset-mid-answer" } },
  { title: "5xx before", rule: { effect: "http-5xx", when: "before", status: 502 } },
  { title: "5xx after", rule: { effect: "http-5xx", when: "after", status: 503 } },
  { title: "garbled", rule: { effect: "garbled", when: "after" } },
  { title: "hang before", rule: { effect: "hang", when: "before" } },
  { title: "hang after", rule: { effect: "hang", when: "after" } },
  { title: "429", rule: { effect: "429", retryAfter: 5 } },
  { title: "busy", rule: { effect: "busy" } },
  { title: "fails, leaves nothing", rule: { effect: "operation-fails", leaves: "nothing" }, mayRepeat: true },
  {
    title: "fails, leaves object",
    rule: { effect: "operation-fails", leaves: "object" },
    mayRepeat: true,
    onlyCreations: true,
  },
  { title: "invisible", rule: { effect: "invisible", ms: INVISIBLE_MS } },
  { title: "401", rule: { effect: "unauthorised" } },
  { title: "put off", rule: { effect: "long-task", when: "before", ms: PUT_OFF_MS }, only: "zomro" },
];

export const listFaults = (vendor: Vendor, method: string): readonly ChaosFault[] =>
  CHAOS_FAULTS.filter(
    ({ only = vendor, onlyCreations = false }) => only === vendor && (!onlyCreations || isCreation(method)),
  );
