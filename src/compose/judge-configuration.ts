// Whether the configuration is valid, and whether the values that it takes from outside are at hand: by their place, never by
// what they are. What can be read of it is given to the other checks.
import type { Configuration } from "../core/desired.ts";
import { comparePlaces, type Diagnostic } from "../core/diagnostic.ts";
import { type Judgement, judgeOk, judgeProblem, judgeSkipped, judgeWarning } from "../core/finding.ts";
import { firstOf, formatCount } from "../run/doctor/spans.ts";
import { type ConfigurationOptions, loadFiles } from "./load-files.ts";
import type { Surroundings } from "./surroundings.ts";

const MOST_SHOWN = 6;
const CODE = "doctor.configuration";
const VALUES = "doctor.values";

export interface JudgedConfiguration {
  readonly configuration: Configuration | undefined;
  readonly judgements: readonly Judgement[];
}

export async function judgeConfiguration(
  surroundings: Surroundings,
  options: ConfigurationOptions,
): Promise<JudgedConfiguration> {
  const validated = await loadFiles(surroundings, options, { mode: "validate" });
  const errors = validated.diagnostics.filter(({ severity }) => severity === "error");
  if (validated.configuration === undefined) {
    const judgement = judgeAll("problem", `trueup validate finds ${formatCount(errors.length, "error")}`, errors);
    const skipped = judgeSkipped(VALUES, "the configuration cannot be read");
    return { configuration: undefined, judgements: [judgement, skipped] };
  }
  const planned = await loadFiles(surroundings, options, { mode: "plan" });
  const missing = planned.diagnostics.filter(({ severity }) => severity === "error");
  const lenient =
    missing.length === 0 ? planned : await loadFiles(surroundings, options, { mode: "plan", isLenient: true });
  const configuration = planned.configuration ?? lenient.configuration ?? validated.configuration;
  // What a plan refuses is told as such, not as a warning as well.
  const warnings = (missing.length === 0 ? planned : validated).diagnostics.filter(
    (one) => one.severity === "warning" && !missing.some((other) => comparePlaces(one.range, other.range) === 0),
  );
  return { configuration, judgements: [judgeValid(configuration, warnings), judgeValues(missing)] };
}

function judgeValid({ resources, files, stack }: Configuration, warnings: readonly Diagnostic[]): Judgement {
  const size = `${stack}: ${formatCount(resources.length, "resource")} in ${formatCount(files.length, "file")}`;
  if (warnings.length === 0) return judgeOk(CODE, `${size}, valid`);
  return judgeAll("warning", `${size}, valid, with ${formatCount(warnings.length, "warning")}`, warnings);
}

function judgeValues(missing: readonly Diagnostic[]): Judgement {
  if (missing.length === 0)
    return judgeOk(VALUES, "all that it takes from the environment, files and commands is at hand");
  const summary = `${formatCount(missing.length, "value")} not at hand, which a plan needs`;
  return { ...judgeAll("problem", summary, missing), code: VALUES };
}

function judgeAll(verdict: "problem" | "warning", summary: string, diagnostics: readonly Diagnostic[]): Judgement {
  const details = firstOf(diagnostics.map(describe), MOST_SHOWN);
  const fixes = [...new Set(diagnostics.flatMap(({ fix }) => fix ?? []))].slice(0, MOST_SHOWN);
  const facts = { codes: diagnostics.map(({ code }) => code) };
  const more = { details, fixes: fixes.length === 0 ? ["trueup validate shows each with its line"] : fixes, facts };
  return verdict === "problem" ? judgeProblem(CODE, summary, more) : judgeWarning(CODE, summary, more);
}

function describe({ summary, range }: Diagnostic): string {
  return range === undefined ? summary : `${range.file}:${range.start.line}:${range.start.column}: ${summary}`;
}
