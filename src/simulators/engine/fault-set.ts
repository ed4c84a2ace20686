// Which faults are in force, and which of them hit a given request. Carries nothing out.
import { EFFECTS, type FaultRule, type FaultScope } from "./fault-rule.ts";
import { isJsonObject } from "./json.ts";
import { type MethodNames, parseFaultRules } from "./parse-fault-rules.ts";
import type { Random } from "./seeded-random.ts";

export interface FaultTarget {
  provider: string;
  method: string | null;
  scopes: readonly FaultScope[];
  vmId?: string | undefined;
  name?: string | undefined;
  mutating?: boolean;
}

interface FaultStatus extends FaultRule {
  /** Requests that matched so far, and how many of them were hit. */
  seen: number;
  hits: number;
}

export interface FaultSet {
  /** Replaces all rules and their counters; throws SimInputError and changes nothing when a rule is wrong. */
  set(rules: unknown): void;
  /** One rule, a list, or a map with `faults:`; throws as `set`. */
  add(...rules: unknown[]): void;
  clear(): void;
  list(): FaultStatus[];
  /** Counts the request and returns every rule that hits it, in the order of the file. */
  pick(target: FaultTarget): FaultRule[];
}

interface Armed {
  rule: FaultRule;
  seen: number;
  hits: number;
}

export function createFaultSet(vendors: MethodNames, random: Random): FaultSet {
  let armed: Armed[] = [];
  const arm = (rules: unknown): Armed[] => parseFaultRules(rules, vendors).map((rule) => ({ rule, seen: 0, hits: 0 }));
  return {
    set: (rules) => {
      armed = arm(rules);
    },
    add: (...rules) => {
      armed = [...armed, ...rules.flatMap((one) => arm(isSingleRule(one) ? [one] : one))];
    },
    clear: () => {
      armed = [];
    },
    list: () => armed.map(({ rule, seen, hits }) => ({ ...rule, seen, hits })),
    pick: (target) => armed.filter((entry) => hits(entry, target, random)).map(({ rule }) => rule),
  };
}

function isSingleRule(value: unknown): boolean {
  return isJsonObject(value) && !("faults" in value);
}

function hits(entry: Armed, target: FaultTarget, random: Random): boolean {
  if (!isMatch(entry.rule, target)) return false;
  entry.seen += 1;
  const { nth, times, probability } = entry.rule.match ?? {};
  const limit = times ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1);
  if (entry.seen < (nth ?? 1) || entry.hits >= limit) return false;
  if (probability !== undefined && random() >= probability) return false;
  entry.hits += 1;
  return true;
}

function isMatch(rule: FaultRule, target: FaultTarget): boolean {
  const { provider, method, vmId, name, mutating } = rule.match ?? {};
  const scope: FaultScope = EFFECTS[rule.effect].scope;
  return (
    (scope === "any" || target.scopes.includes(scope)) &&
    (provider === undefined || provider === target.provider) &&
    (method === undefined || method === "*" || method === target.method) &&
    (vmId === undefined || String(vmId) === target.vmId) &&
    (name === undefined || name === target.name) &&
    (mutating === undefined || mutating === target.mutating)
  );
}
