// Sizes to MiB and durations to milliseconds. Pure; a bare number is a problem that says so.
import { DURATION_UNITS } from "../../core/units.ts";

export type UnitResult =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly problem: string; readonly fix: string };

const SIZES: Readonly<Record<string, number>> = { MiB: 1, M: 1, GiB: 1024, G: 1024 };
const DURATIONS: Readonly<Record<string, number>> = DURATION_UNITS;
const NUMBER_AND_UNIT = /^([-+]?)([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\s*([A-Za-zµ]*)$/;

export function parseUnit(unit: "size" | "duration", text: string): UnitResult {
  return unit === "size" ? parseSize(text) : parseDuration(text);
}

/** MiB. */
export function parseSize(text: string): UnitResult {
  return parse(text, SIZES, { noun: "a size", units: "MiB or GiB", example: "512MiB, 32GiB" }, suggestSize);
}

/** Milliseconds. */
export function parseDuration(text: string): UnitResult {
  return parse(
    text,
    DURATIONS,
    { noun: "a duration", units: "ms, s, m, h or d", example: "90s, 15m, 24h" },
    suggestDuration,
  );
}

interface Words {
  readonly noun: string;
  readonly units: string;
  readonly example: string;
}

function parse(
  text: string,
  units: Readonly<Record<string, number>>,
  words: Words,
  suggest: (amount: string, unit: string) => string | undefined,
): UnitResult {
  const match = NUMBER_AND_UNIT.exec(text.trim());
  const refuse = (problem: string, fix?: string): UnitResult => ({
    ok: false,
    problem,
    fix: fix ?? `say a number and ${words.units}: ${words.example}`,
  });
  if (match === null)
    return refuse(`this is not ${words.noun}`, /^[0-9]+[a-z]+[0-9]/.test(text) ? suggestSum(text) : undefined);
  const [, sign = "", amount = "", unit = ""] = match;
  if (unit === "") return refuse(`a bare number is not ${words.noun}: the unit is missing`, suggest(amount, unit));
  if (sign === "-") return refuse(`${words.noun} cannot be negative`);
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (factor === undefined) return refuse(`${unit} is not a unit of ${words.noun}`, suggest(amount, unit));
  const value = Number(amount) * factor;
  if (!Number.isSafeInteger(Math.floor(value)) || value > 1e15) return refuse("the number is too large");
  if (!/^[0-9]+$/.test(amount)) {
    return refuse("fractions are not taken", Number.isInteger(value) ? `say ${value}${unitOf(units, 1)}` : undefined);
  }
  if (text !== `${amount}${unit}`) return refuse("signs and spaces are not taken", `say ${amount}${unit}`);
  return { ok: true, value };
}

function unitOf(units: Readonly<Record<string, number>>, factor: number): string {
  return Object.keys(units).find((unit) => units[unit] === factor) ?? "";
}

function suggestSize(amount: string, unit: string): string | undefined {
  // No machine has so few MiB of anything.
  if (unit === "") return Number(amount) < 128 ? `say ${amount}GiB` : `say ${amount}MiB or ${amount}GiB`;
  if (/^t(i?b)?$/i.test(unit)) return `say ${Number(amount) * 1024}GiB`;
  if (/^g(i?b)?$/i.test(unit)) return `say ${amount}GiB`;
  if (/^m(i?b)?$/i.test(unit)) return `say ${amount}MiB`;
  return undefined;
}

function suggestDuration(amount: string, unit: string): string | undefined {
  if (unit === "") return `say ${amount}s, ${amount}m or ${amount}h`;
  const word = unit.toLowerCase();
  const days = LONG_UNITS.find(([words]) => words.test(word))?.[1];
  if (days !== undefined) return `say ${Number(amount) * days}d`;
  const known = SHORT_UNITS.find(([words]) => words.test(word))?.[1];
  return known === undefined ? undefined : `say ${amount}${known}`;
}

const LONG_UNITS: readonly (readonly [RegExp, number])[] = [
  [/^w(ee)?ks?$|^w$/, 7],
  [/^mo(n(ths?)?)?$/, 30],
  [/^y(ea)?rs?$|^y$/, 365],
];
const SHORT_UNITS: readonly (readonly [RegExp, string])[] = [
  [/^ms(ecs?)?$|^milli(s|seconds?)?$/, "ms"],
  [/^s(ecs?|econds?)?$/, "s"],
  [/^m(ins?|inutes?)?$/, "m"],
  [/^h(rs?|ours?)?$/, "h"],
  [/^d(ays?)?$/, "d"],
];

/** `1h30m` as one number: 90m. */
function suggestSum(text: string): string | undefined {
  const parts = [...text.matchAll(/([0-9]+)(ms|s|m|h|d)/g)];
  if (parts.map((part) => part[0]).join("") !== text) return undefined;
  const total = parts.reduce((sum, part) => sum + Number(part[1]) * (DURATIONS[part[2] ?? ""] ?? 0), 0);
  return `say one number and one unit: ${formatYamlDuration(total)}`;
}

/** The shortest text that YAML takes and that means exactly this: one number, one unit. */
export function formatYamlDuration(ms: number): string {
  for (const unit of ["d", "h", "m", "s"]) {
    const factor = DURATIONS[unit] ?? 1;
    if (ms !== 0 && ms % factor === 0) return `${ms / factor}${unit}`;
  }
  return `${ms}ms`;
}

export function formatYamlSize(mib: number): string {
  return mib !== 0 && mib % 1024 === 0 ? `${mib / 1024}GiB` : `${mib}MiB`;
}
