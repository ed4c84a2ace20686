// A day-2 act as text: what will be done and lost, what YAML says otherwise afterwards, and the lists of acts. Pure.
import type { ActArgument, ActRule } from "../core/day-two.ts";
import type { SourceRange } from "../core/diagnostic.ts";
import { groupBy } from "../core/group-by.ts";
import type { Json } from "../core/json.ts";
import type { Lost } from "../core/observed.ts";
import { formatMiB } from "../core/units.ts";
import { escapeForTerminal } from "./escape-for-terminal.ts";
import { wrapText } from "./fit-text.ts";
import { formatLost } from "./format-lost.ts";
import { formatValue } from "./format-value.ts";
import { buildPaint, type Style } from "./style.ts";

export interface ActToShow {
  readonly rule: ActRule;
  readonly address: string;
  readonly vendor: string;
  readonly remoteId: string;
  readonly objectName: string;
  readonly steps: readonly { readonly summary: string; readonly wire: string }[];
  readonly lost: readonly Lost[];
  readonly notes: readonly string[];
}

export function formatAct(act: ActToShow, style: Style, { verbose }: { readonly verbose: boolean }): string {
  const { rule, address, vendor, remoteId, objectName, steps, lost, notes } = act;
  const paint = buildPaint(style);
  const sign = rule.destroys === undefined ? paint.yellow("!") : paint.red("✗");
  const wrap = (text: string, first: string, rest?: string) =>
    wrapText(escapeForTerminal(text), style.width, first, rest);
  const mark = rule.isUndocumented === true ? " (undocumented)" : "";
  const lines = [
    `${sign} ${paint.bold(`${escapeForTerminal(address)}: ${rule.name}`)}${mark}`,
    ...wrap(`${vendor} ${objectName} (${remoteId})`, "  "),
    ...steps.flatMap(({ summary, wire }) => [
      ...wrap(summary, "  - ", "    "),
      ...(verbose ? wrap(wire, "    ", "      ") : []),
    ]),
    ...(rule.destroys === undefined
      ? []
      : [
          ...wrap(`destroys ${rule.destroys}`, "  ", "  ").map(paint.red),
          ...formatLost(lost).flatMap((label) => wrap(label, "    ✗ ", "      ").map(paint.red)),
        ]),
    ...notes.flatMap((note) => wrap(note, "  note: ", "  ")),
  ];
  return `${lines.join("\n")}\n`;
}

export interface ContradictionToShow {
  readonly address: string;
  readonly path: string;
  readonly declared: Json | undefined;
  readonly actual: Json | undefined;
  readonly unit?: "MiB" | "ms" | "count";
  readonly isSensitive: boolean;
  readonly range?: SourceRange;
}

/** The lines of YAML that the act has made untrue, as they would have to read; the next apply would undo the act else. */
export function formatContradictions(
  contradictions: readonly ContradictionToShow[],
  gone: readonly string[],
  style: Style,
): string {
  if (contradictions.length === 0 && gone.length === 0) return "";
  const paint = buildPaint(style);
  const lines = [
    paint.yellow("YAML says otherwise now: trueup apply would change it back. To keep it, change"),
    ...contradictions.flatMap((one) => [
      ...wrapText(`${sayPlace(one.range)}${one.address}`, style.width, "  ", "    "),
      ...sayLines(one).flatMap((text) => wrapText(text, style.width, "    ", "      ")),
    ]),
    ...gone.flatMap((address) =>
      wrapText(
        `${address} is gone with it: trueup apply makes a new one, unless its block is dropped`,
        style.width,
        "  ",
        "    ",
      ),
    ),
  ];
  return `\n${lines.join("\n")}\n`;
}

function sayPlace(range: SourceRange | undefined): string {
  return range === undefined ? "" : `${escapeForTerminal(range.file)}:${range.start.line}  `;
}

function sayLines({ path, declared, actual, unit, isSensitive }: ContradictionToShow): string[] {
  const [last = path, ...parents] = path.split(".").reverse();
  const write = (value: Json | undefined) =>
    isSensitive ? "(sensitive)" : value === undefined || value === null ? "(none)" : writeYaml(value, unit);
  const at = parents
    .reverse()
    .map((parent) => `${parent}: { `)
    .join("");
  const end = parents.map(() => " }").join("");
  const line = (value: Json | undefined) => `${at}${last}: ${escapeForTerminal(write(value))}${end}`;
  return [`- ${line(declared)}`, `+ ${isSensitive ? `${at}${last}: what was set now${end}` : line(actual)}`];
}

function writeYaml(value: Json, unit: "MiB" | "ms" | "count" | undefined): string {
  if (unit === "MiB" && typeof value === "number") return formatMiB(value).replace(" ", "");
  if (typeof value === "string")
    return /^(on|off|yes|no|true|false|null|~|[\d.+-].*)$/i.test(value) ? JSON.stringify(value) : value;
  return unit === "ms" ? formatValue(value, unit).replaceAll(" ", "") : JSON.stringify(value);
}

export interface ListedAct {
  readonly vendor: string;
  readonly rule: ActRule;
}

/** By provider: each act with its marks, what it does, and what it takes. */
export function formatActList(acts: readonly ListedAct[], style: Style): string {
  const paint = buildPaint(style);
  const names = Math.max(...acts.map(({ rule }) => rule.name.length));
  const lines = [...groupBy(acts, ({ vendor }) => vendor)].flatMap(([vendor, listed]) => [
    paint.bold(vendor),
    ...listed.flatMap(({ rule }) => describeAct(rule, names, style)),
    "",
  ]);
  const marks = [
    "✗ destroys data, an address or access: needs --confirm ADDRESS where nobody is asked",
    "? no page of the vendor describes it",
    "r only asks: takes no lock and writes nothing",
  ].flatMap((mark) => wrapText(mark, style.width, "", "  "));
  return `${[...lines, ...marks].join("\n")}\n`;
}

function describeAct(rule: ActRule, names: number, style: Style): string[] {
  const head = `  ${rule.name.padEnd(names)} ${signOf(rule).padEnd(3)}`;
  const indent = " ".repeat(head.length);
  const of = rule.types.includes("vm") ? "" : `of a ${rule.types.join(" or a ")}: `;
  return [
    ...wrapText(`${of}${rule.summary}`, style.width, head, indent),
    ...rule.arguments.flatMap((argument) => {
      const needed = argument.isRequired === true ? " (required)" : "";
      return wrapText(
        `${formatTyped(argument)}${needed}: ${argument.help}`,
        style.width,
        `${indent}  `,
        `${indent}    `,
      );
    }),
  ];
}

function formatTyped({ name, value, secretAt }: ActArgument): string {
  if (secretAt !== undefined) return `--${name}-env NAME, --${name}-file PATH`;
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function signOf({ destroys, isUndocumented, kind }: ActRule): string {
  return `${destroys === undefined ? "" : "✗"}${isUndocumented === true ? "?" : ""}${kind === "read" ? "r" : ""}`;
}
