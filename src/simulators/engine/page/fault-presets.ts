// Faults that people try first, for the page: each a rule as in a file for --faults. Data only.
import type { FaultRule } from "../fault-rule.ts";

interface Preset {
  label: string;
  rule: FaultRule;
}

export const FAULT_PRESETS: readonly Preset[] = [
  {
    label: "the answer to the next change is lost (it is carried out)",
    rule: { effect: "lost-after", match: { mutating: true, times: 1 } },
  },
  { label: "the next change is lost on its way", rule: { effect: "lost-before", match: { mutating: true, times: 1 } } },
  { label: "the next change arrives twice", rule: { effect: "doubled", match: { mutating: true, times: 1 } } },
  {
    label: "the next operation fails and leaves its object",
    rule: { effect: "operation-fails", leaves: "object", match: { times: 1 } },
  },
  {
    label: "the next operation fails and leaves nothing",
    rule: { effect: "operation-fails", leaves: "nothing", match: { times: 1 } },
  },
  { label: "operations take ten times as long", rule: { effect: "operation-slow", factor: 10 } },
  { label: "three requests are answered 502", rule: { effect: "http-5xx", status: 502, match: { times: 3 } } },
  { label: "too many requests: 429, three times", rule: { effect: "429", retryAfter: 2, match: { times: 3 } } },
  { label: "the next two answers are garbled", rule: { effect: "garbled", body: "html", match: { times: 2 } } },
  { label: "lists are empty", rule: { effect: "empty-list", shape: "empty" } },
  { label: "objects are busy", rule: { effect: "busy" } },
  { label: "credentials are refused", rule: { effect: "unauthorised" } },
];
