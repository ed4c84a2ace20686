// What stands beside the changes of a plan: drift, debt, what is protected or cannot be verified, outputs, warnings, refusals.

import { type Address, groupOf, quoteAddress } from "../core/address.ts";
import { groupBy } from "../core/group-by.ts";
import { isSameJson } from "../core/json.ts";
import { countUnknown, type Debt, hasWork, type OutputChange, type Plan, type PlanEntry } from "../core/plan.ts";
import { wrapText } from "./fit-text.ts";
import { formatDiagnostic } from "./format-diagnostic.ts";
import { formatDriftLines } from "./format-drift-entries.ts";
import { formatFields } from "./format-fields.ts";
import { formatInstances } from "./format-instances.ts";
import { formatRollouts } from "./format-rollouts.ts";
import { formatValue } from "./format-value.ts";
import { groupDiagnostics } from "./group-diagnostics.ts";
import type { SectionContext } from "./section-context.ts";

const MOST_DRIFT = 20;
const MOST_WARNINGS = 20;

export function formatAside(context: SectionContext): string[][] {
  return [
    ...formatRollouts(context),
    formatDriftSection(context),
    ...formatDebt(context),
    formatProtected(context),
    formatNotVerifiable(context),
    formatOutputs(context),
    formatPrices(context),
    formatRefusals(context),
  ];
}

export function formatDriftSection({ plan, style, paint }: SectionContext, most = MOST_DRIFT): string[] {
  const lines = formatDriftLines(listDrift(plan), { style, paint, most });
  return lines.length === 0 ? [] : [paint.bold("Changed behind trueup's back"), ...lines];
}

/** What vanished has been said first already. */
function listDrift({ drift, vanished }: Plan): Plan["drift"] {
  const told = new Set(vanished);
  // What is unhealthy has a warning of its own.
  return drift.filter((entry) => !told.has(entry.address) && entry.class !== "unhealthy");
}

/** Instances that owe the same are said once. */
export function formatDebt({ plan, style, paint }: SectionContext): string[][] {
  if (plan.debt.length === 0) return [];
  const entries = new Map(plan.entries.filter((entry) => entry.child !== true).map((entry) => [entry.address, entry]));
  const waiting = (debt: Debt) =>
    (entries.get(debt.address)?.fields ?? []).filter((field) => debt.fields.includes(field.path));
  const alike = groupBy(plan.debt, (debt) => JSON.stringify([groupOf(debt.address), debt.needs, waiting(debt)]));
  const blocks = [...alike.values()].map((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const addresses = same.map((debt) => debt.address);
    const fields = formatFields({ fields: waiting(first), width: style.width - 6, paint, isCreation: false });
    const fallback = fields.length === 0 ? [first.fields.join(", ")] : fields;
    return [
      `  ${paint.bold(formatInstances(addresses))}`,
      ...fallback.map((line) => `      ${line}`),
      ...wrapText(describeNeed(first.needs, nameForFlag(addresses, plan.entries)), style.width, "      "),
    ];
  });
  const title = paint.bold("Debt, not applied: can only be set at creation");
  return [[title, ...blocks.flat()]];
}

function describeNeed(needs: Debt["needs"], address: string): string {
  return needs === "rebuild"
    ? `needs a rebuild, which destroys the disk: --rebuild ${address}`
    : `needs a new object, which destroys this one: --replace ${address}`;
}

/** `vms.web` where all its instances are meant, else the first of them. */
function nameForFlag(addresses: readonly Address[], entries: readonly PlanEntry[]): string {
  const [first = ""] = addresses;
  const group = groupOf(first);
  const all = entries.filter((entry) => isDeclared(entry) && groupOf(entry.address) === group).length;
  if (addresses.length === all) return group;
  return `${quoteAddress(first)}${addresses.length > 1 ? " (each of them)" : ""}`;
}

function isDeclared({ child, action }: PlanEntry): boolean {
  return child !== true && action !== "delete" && action !== "forget";
}

export function formatProtected({ plan, style, paint }: SectionContext): string[] {
  if (plan.protected.length === 0) return [];
  const lines = plan.protected.flatMap(({ address, detail }) =>
    wrapText(`${address}: ${detail}`, style.width, `  ${paint.dot} `),
  );
  return [paint.bold("Protected: not deleted"), ...lines];
}

export function formatNotVerifiable({ plan, style, paint }: SectionContext): string[] {
  const pairs = plan.notVerifiable.flatMap(({ address, fields }) => fields.map((field) => ({ address, field })));
  if (pairs.length === 0) return [];
  const byField = groupBy(pairs, (pair) => pair.field);
  const lines = [...byField].flatMap(([field, same]) =>
    wrapText(`${field}: ${formatInstances(same.map((pair) => pair.address))}`, style.width, `  ${paint.dot} `),
  );
  return [paint.bold("Not verifiable: cannot be read back, taken as equal"), ...lines];
}

export function formatOutputs({ plan, style, paint }: SectionContext): string[] {
  // Whether a sensitive one has changed is not on record: it is named with whatever else there is to do.
  const changed = plan.outputs.filter(
    ({ before, after, unknown, sensitive }) => unknown || !isSameJson(before, after) || (sensitive && hasWork(plan)),
  );
  if (changed.length === 0) return [];
  return [
    paint.bold("Outputs"),
    ...changed.flatMap((output) =>
      wrapText(
        describeOutput(output),
        style.width,
        `  ${output.sensitive && plan.basis.serial > 0 ? paint.dot : signOf(output)} `,
      ),
    ),
  ];
}

/** `+12.5 EUR a month`, `not told by the provider: 6 at serveroid`. */
export function formatPrices({ plan, style, paint }: SectionContext): string[] {
  const { prices } = plan;
  if (prices === undefined) return [];
  const { currency, perMonth, unknown } = prices;
  const told = currency === null ? [] : [`${perMonth < 0 ? "" : "+"}${perMonth.toFixed(2)} ${currency} a month`];
  const unreported = unknown.length === 0 ? [] : [`not told by the provider: ${countUnknown(plan, prices)}`];
  return [paint.bold("Costs"), ...[...told, ...unreported].flatMap((line) => wrapText(line, style.width, "  "))];
}

function signOf({ before, after, unknown }: OutputChange): string {
  if (before === undefined) return "+";
  return after === undefined && !unknown ? "-" : "~";
}

function describeOutput({ name, before, after, unknown, sensitive }: OutputChange): string {
  const next = sensitive ? "(sensitive)" : unknown ? "(known after apply)" : formatValue(after);
  if (before === undefined || sensitive) return `${name} = ${next}`;
  return after === undefined && !unknown ? name : `${name} = ${formatValue(before)} -> ${next}`;
}

/** Of as many as are worth reading; they stand before the changes that they are about. */
export function formatWarnings({ plan, style, paint, options }: SectionContext): string[][] {
  if (options.diagnostics === false) return [];
  const warnings = groupDiagnostics(plan.diagnostics.filter(({ severity }) => severity === "warning"));
  const shown = warnings
    .slice(0, MOST_WARNINGS)
    .map(({ snippet: _snippet, ...warning }) => formatDiagnostic(warning, style).split("\n"));
  const left = warnings.length - shown.length;
  return left > 0 ? [...shown, [paint.dim(`and ${left} more warnings`)]] : shown;
}

/** The last thing on the screen is what has to be mended. */
export function formatErrors({ plan, style, options }: SectionContext): string[][] {
  if (options.diagnostics === false) return [];
  return groupDiagnostics(plan.diagnostics.filter(({ severity }) => severity === "error")).map((diagnostic) =>
    formatDiagnostic(diagnostic, style).split("\n"),
  );
}

export function formatRefusals({ plan, style, paint }: SectionContext): string[] {
  if (plan.refusals.length === 0) return [];
  const lines = plan.refusals.flatMap((refusal) => [
    ...wrapText(refusal.summary, style.width, `  ${paint.red("!")} `, "    "),
    ...wrapText(
      `let it through${refusal.unattendedOnly ? " unattended" : ""} with: ${refusal.flag}`,
      style.width,
      "    ",
    ),
  ]);
  const always = plan.refusals.some((refusal) => !refusal.unattendedOnly);
  return [
    paint.bold(paint.red(always ? "Apply refuses this plan" : "An unattended apply refuses this plan")),
    ...lines,
  ];
}
