// `--policy FILE` and TRUEUP_POLICY: limits from outside the repository, as the keys of `policy`. The stricter one wins.
import type { Policy } from "../../core/desired.ts";
import { buildError, type Diagnostic, hasErrors } from "../../core/diagnostic.ts";
import { buildBlock } from "../resources/build-block.ts";
import { checkSource, MAX_TOTAL_BYTES } from "../text/check-source.ts";
import type { ConfigurationIo } from "../text/configuration-io.ts";
import { finishDiagnostics } from "../text/finish-diagnostics.ts";
import { parseYaml } from "../text/parse-yaml.ts";
import type { Scope } from "../values/scope.ts";
import { readPolicy } from "./build-state.ts";

export async function loadPolicy(
  io: ConfigurationIo,
  cwd: string,
  file: string,
  givenBy = "--policy",
): Promise<{ readonly policy?: Policy; readonly diagnostics: readonly Diagnostic[] }> {
  let bytes: Uint8Array;
  try {
    bytes = await io.readFile(io.resolvePath(cwd, file), MAX_TOTAL_BYTES);
  } catch (error) {
    const summary = `${givenBy} ${file} cannot be read: ${io.describeError(error)}`;
    return { diagnostics: [buildError("config.unreadable", summary, { fix: "look at the path and its permissions" })] };
  }
  const decoded = checkSource(file, bytes);
  const diagnostics: Diagnostic[] = [...decoded.diagnostics];
  const parsed = diagnostics.length > 0 ? undefined : parseYaml(decoded.source);
  diagnostics.push(...(parsed?.diagnostics ?? []));
  const [document] = parsed?.documents ?? [];
  const scope: Scope = {
    mode: "plan",
    env: {},
    publicEnv: new Set(),
    variable: () => undefined,
    variableNames: [],
    files: new Map(),
    commands: new Map(),
    diagnostics,
    secretValues: new Set(),
  };
  const fields = document === undefined ? {} : buildBlock(scope, "policy", "policy", document, document.span).fields;
  const finished = finishDiagnostics(diagnostics, [decoded.source], new Set());
  return hasErrors(finished) ? { diagnostics: finished } : { policy: readPolicy(fields), diagnostics: finished };
}

/** The stricter of two policies, limit by limit. */
export function combinePolicies(a: Policy, b: Policy): Policy {
  const least = (x: number | undefined, y: number | undefined): number | undefined =>
    x === undefined || y === undefined ? (x ?? y) : Math.min(x, y);
  const most = (x: number | undefined, y: number | undefined): number | undefined =>
    x === undefined || y === undefined ? undefined : Math.max(x, y);
  const limits = {
    maxDeletes: least(a.maxDeletes, b.maxDeletes),
    maxDeletePercent: least(a.maxDeletePercent, b.maxDeletePercent),
    maxMonthlyIncrease: stricterIncrease(a.maxMonthlyIncrease, b.maxMonthlyIncrease),
    // Never is the default and the strictest, so both must allow it.
    assumeAbsentAfterMs: most(a.assumeAbsentAfterMs, b.assumeAbsentAfterMs),
    maxPlanAgeMs: least(a.maxPlanAgeMs, b.maxPlanAgeMs),
    intermediaries: [a, b].some((policy) => policy.intermediaries === "refuse")
      ? "refuse"
      : (a.intermediaries ?? b.intermediaries),
  };
  const given = Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
  return { ...given, publicEnv: a.publicEnv };
}

type Increase = Policy["maxMonthlyIncrease"];

/** Amounts of different currencies cannot be compared: the one from outside (`b`) stands. */
function stricterIncrease(a: Increase, b: Increase): Increase {
  if (a === undefined || b === undefined) return a ?? b;
  const amount = a.currency === b.currency ? Math.min(a.amount, b.amount) : b.amount;
  const unknown = a.unknown === "refuse" || b.unknown === "refuse" ? "refuse" : "warn";
  return { amount, currency: b.currency, unknown };
}
