// What can be made to go wrong, as data: the vocabulary of fault files. Says nothing about how a fault is carried out.
import { asInteger, asNumber, asText, atLeast, between, oneOf, type Shape } from "./shape.ts";

export interface FaultMatch {
  provider?: string;
  /** The vendor's method as the simulator names it, or `*`. */
  method?: string;
  /** First matching request that is hit, 1-based; alone it means "this one only". */
  nth?: number;
  /** At most so many hits. */
  times?: number;
  probability?: number;
  vmId?: string;
  name?: string;
  /** Only requests that change something (or only those that do not): a form's preview has the name of its submission. */
  mutating?: boolean;
}

/** Which requests an effect makes sense for; a request that is not in scope neither counts nor is hit. */
export type FaultScope =
  | "any"
  | "list"
  | "mutation"
  | "operation"
  | "creates"
  | "address"
  /** Carries a session token. */
  | "session"
  /** Its vendor may put off the answer and say so with a page. */
  | "long"
  /** A list that obeys a filter kept on the server, or that filter's own function. */
  | "filterable";

const WHEN = oneOf(["before", "after"]);
const MS = atLeast(0, asNumber);

export const EFFECTS = {
  "lost-before": { scope: "any", options: {} },
  "lost-after": { scope: "any", options: {} },
  /** As a proxy does whose first answer was lost: the request arrives twice, and only the second answer is passed on. */
  doubled: { scope: "mutation", options: {} },
  "reset-mid-answer": { scope: "any", options: {} },
  "http-5xx": { scope: "any", options: { when: WHEN, status: between(500, 599, asInteger) } },
  garbled: { scope: "any", options: { when: WHEN, body: oneOf(["html", "truncated"]) } },
  hang: { scope: "any", options: { when: WHEN, ms: MS } },
  "429": { scope: "any", options: { retryAfter: atLeast(0, asInteger) } },
  "slow-list": { scope: "list", options: { ms: MS } },
  "partial-list": { scope: "list", options: { rows: atLeast(0, asInteger) } },
  "empty-list": { scope: "list", options: { shape: oneOf(["empty", "missing", "null"]) } },
  unauthorised: { scope: "any", options: {} },
  "vendor-error": { scope: "any", options: { code: asText, message: asText } },
  busy: { scope: "mutation", options: { code: asText } },
  invisible: { scope: "creates", options: { ms: MS } },
  "operation-fails": {
    scope: "operation",
    options: { leaves: oneOf(["object", "nothing"]), code: asText, message: asText, afterMs: MS },
  },
  "operation-slow": { scope: "operation", options: { factor: MS, ms: MS } },
  /** Without `ms`: before = never carried out, after = answered on the first look. */
  "long-task": { scope: "long", options: { when: WHEN, ms: MS } },
  "session-expired": { scope: "session", options: {} },
  /** As if somebody had set a filter in the panel just before; it stays until it is taken away. */
  "filtered-list": { scope: "filterable", options: { field: asText, value: asText } },
  "operation-guest-error": { scope: "address", options: { when: oneOf(["call", "operation"]), code: asText } },
} as const satisfies Record<string, { scope: FaultScope; options: Record<string, Shape<string | number>> }>;

export type EffectName = keyof typeof EFFECTS;
export const EFFECT_NAMES = Object.keys(EFFECTS) as EffectName[];

export interface FaultRule {
  match?: FaultMatch;
  effect: EffectName;
  /** Relative to the effect (`before`, `after`), or where a guest error shows (`call`, `operation`). */
  when?: "before" | "after" | "call" | "operation";
  status?: number;
  body?: "html" | "truncated";
  ms?: number;
  /** Seconds. */
  retryAfter?: number;
  rows?: number;
  shape?: "empty" | "missing" | "null";
  code?: string;
  message?: string;
  leaves?: "object" | "nothing";
  afterMs?: number;
  factor?: number;
  field?: string;
  value?: string;
}
