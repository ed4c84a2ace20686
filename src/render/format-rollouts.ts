// Rollouts for people: what a plan will do in waves, and where an apply has stopped. Pure.
import { type Address, quoteAddress, resourceOf } from "../core/address.ts";
import type { OperationResult } from "../core/event.ts";
import { groupPairs } from "../core/group-by.ts";
import type { Outcome } from "../core/outcome.ts";
import type { PlannedRollout } from "../core/rollout.ts";
import { formatDuration } from "../core/units.ts";
import { wrapText } from "./fit-text.ts";
import { formatInstances } from "./format-instances.ts";
import type { SectionContext } from "./section-context.ts";

export function formatRollouts({ plan, style, paint }: SectionContext): string[][] {
  const { rollouts = [] } = plan;
  if (rollouts.length === 0) return [];
  const lines = rollouts.flatMap((rollout) => [
    ...wrapText(describeRollout(rollout), style.width, "  ", "    "),
    ...listFirst(rollout).flatMap((line) => wrapText(line, style.width, `    ${paint.dot} `)),
  ]);
  return [[paint.bold("In waves"), ...lines]];
}

/** `vms.web: 10 machines in 10 waves of 1, each checked by tcp 22, 30s after its change`. */
export function describeRollout({ group, batch, waitMs, check, waves }: PlannedRollout): string {
  const machines = waves.flat().length;
  const pause = waitMs === 0 ? "" : formatDuration(waitMs);
  const checked = check === undefined ? "" : `, each checked by ${check}`;
  const after = pause === "" ? "" : check === undefined ? `, ${pause} after each` : `, ${pause} after its change`;
  const what =
    machines === 0
      ? "the ones left over go once the new ones are well"
      : `${count(machines, "machine")} in ${count(waves.length, "wave")}${waves.length === 1 ? "" : ` of ${batch}`}`;
  return `${group}: ${what}${checked}${machines === 0 ? "" : after}`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

/** What must be well before anything is taken out of service. */
function listFirst({ made, others, check }: PlannedRollout): string[] {
  return [
    ...(made.length === 0 ? [] : [`new ones come first: ${formatInstances(made)}`]),
    ...(others.length === 0 || check === undefined
      ? []
      : [`must pass it before, too, and stay as they are: ${formatInstances(others)}`]),
  ];
}

/** Rollouts that did not come to their end: where they stopped, and what they leave. */
export function formatStopped(
  { plan, style, paint }: Pick<SectionContext, "plan" | "style" | "paint">,
  results: readonly OperationResult[],
): string[] {
  const outcomes = groupPairs(results.map((result) => [resourceOf(result.address), outcomeOf(result)] as const));
  const lines = (plan.rollouts ?? []).flatMap((rollout) => {
    const of = (address: Address) => outcomes.get(address) ?? [];
    const text = describeStopped(rollout, of);
    if (text === undefined) return [];
    const flags = listFlags(
      rollout,
      rollout.waves.flat().filter((address) => isUntouched(of(address))),
    );
    const next = `YAML does not ask for those that are left: trueup apply ${flags.join(" ")}`;
    return [
      ...wrapText(text, style.width, "  ", "    "),
      ...(flags.length === 0 ? [] : wrapText(next, style.width, `    ${paint.cyan("next:")} `, " ".repeat(10))),
    ];
  });
  return lines.length === 0 ? [] : [paint.bold(paint.yellow("Stopped in the middle of its waves")), ...lines];
}

/** What an interrupt has kept from beginning is as it was. */
function outcomeOf({ outcome, message }: OperationResult): Outcome {
  return outcome === "interrupted" && message === "not started" ? "skipped" : outcome;
}

const isUntouched = (outcomes: readonly Outcome[]): boolean => outcomes.every((outcome) => outcome === "skipped");

/** What a flag had asked for the next plan does not do by itself. */
function listFlags({ asked }: PlannedRollout, addresses: readonly Address[]): string[] {
  return addresses.flatMap((address) => {
    const flag = asked[address];
    return flag === undefined ? [] : [`--${flag} ${quoteAddress(address)}`];
  });
}

type OutcomesOf = (address: Address) => readonly Outcome[];

/** `vms.web: stopped at vms.web[3]; done: vms.web[0..2]; as they were: vms.web[4..9]`. */
function describeStopped({ group, waves, made, others }: PlannedRollout, of: OutcomesOf): string | undefined {
  const isStop = (outcome: Outcome) => outcome !== "done" && outcome !== "skipped";
  const stopped = [...others, ...made, ...waves.flat()].filter((address) => of(address).some(isStop));
  if (stopped.length === 0) return undefined;
  const done = waves.flat().filter((address) => of(address).every((outcome) => outcome === "done"));
  const left = waves.flat().filter((address) => isUntouched(of(address)));
  const name = (title: string, addresses: readonly Address[]) =>
    `${title}: ${addresses.length === 0 ? "none" : formatInstances(addresses)}`;
  return `${group}: stopped at ${formatInstances(stopped)}; ${name("done", done)}; ${name("as they were", left)}`;
}
