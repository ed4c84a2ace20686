// What a field is, for people: its words, then a line for each fact, then what it holds. Pure.
import type { ChangeMeaning, ExplainedField, Explanation } from "../core/explanation.ts";
import { padText, textWidth, wrapText } from "./fit-text.ts";
import { buildPaint, type Paint, type Style } from "./style.ts";

export function formatExplanations(all: readonly Explanation[], style: Style): string {
  const paint = buildPaint(style);
  return all.map((one) => `${formatOne(one, style, paint).join("\n")}\n`).join("\n");
}

function formatOne(one: Explanation, style: Style, paint: Paint): string[] {
  const { path, providers, description = "", fields, elsewhere } = one;
  const title = path === "" ? "the configuration" : path;
  const isNamed = providers.length === 1 && path.split(".")[1] === providers[0];
  const at = providers.length === 0 || isNamed ? "" : paint.dim(`  (${providers.join(", ")})`);
  const rows = listFacts(one);
  const label = Math.max(0, ...rows.map(([name]) => textWidth(name)));
  const facts = rows.flatMap(([name, text]) => {
    const head = `  ${paint.cyan(padText(name, label))}  `;
    return wrapText(text, style.width, head, " ".repeat(label + 4));
  });
  return [
    `${paint.bold(title)}${at}`,
    ...(description === "" ? [] : wrapText(description, style.width, "  ")),
    ...(facts.length === 0 ? [] : ["", ...facts]),
    ...(fields.length === 0 ? [] : ["", ...formatFields(fields, style, paint)]),
    ...(elsewhere.length === 0 ? [] : ["", ...elsewhere.flatMap((item) => formatElsewhere(item, style))]),
  ];
}

/** What is known of a field besides its words, as pairs of a label and a text. */
export function listFacts(one: Explanation): (readonly [string, string])[] {
  const { type, required, refersTo, mayBeId, sensitive, isSet, environment, change = [] } = one;
  const limits = listLimits(one);
  const names = refersTo === undefined ? "" : `names under ${refersTo}${mayBeId === true ? ", or an id" : ""}`;
  return [
    ...(one.path === "" ? [] : [["type", `${type}${required ? ", required" : ""}`] as const]),
    ...(limits === "" ? [] : [["limits", limits] as const]),
    ...(names === "" ? [] : [["refers to", names] as const]),
    ...(isSet === true ? [["order", "does not matter: the whole set is meant, and [] empties it"] as const] : []),
    ...(sensitive === true
      ? [["secret", "never shown, never kept in clear: take it from ${env:NAME} or ${file:PATH}"] as const]
      : []),
    ...(environment === undefined ? [] : [["otherwise", environment.join("; ")] as const]),
    ...change.map((meaning) => [change.length === 1 ? "a change" : meaning.provider, sayChange(meaning)] as const),
  ];
}

function sayChange({ says }: ChangeMeaning): string {
  return says.join(" ");
}

function listLimits({ minimum, maximum, step, choices, lengths, form, type }: Explanation): string {
  const range =
    minimum !== undefined && maximum !== undefined
      ? `${minimum} to ${maximum}`
      : minimum !== undefined
        ? `at least ${minimum}`
        : maximum !== undefined
          ? `at most ${maximum}`
          : "";
  const isTold = /^(?:one of|always) /.test(type);
  return [
    range,
    ...(step === undefined ? [] : [`in steps of ${step}`]),
    ...(choices === undefined || isTold ? [] : [`one of ${choices.map(String).join(", ")}`]),
    ...(lengths === undefined ? [] : [sayLengths(lengths)]),
    ...(form === undefined ? [] : [form]),
  ]
    .filter((part) => part !== "")
    .join("; ");
}

function sayLengths({ least, most, of }: NonNullable<Explanation["lengths"]>): string {
  const word = of === "items" && (most ?? least) === 1 ? "item" : of;
  if (least !== undefined && most !== undefined) return `${least} to ${most} ${word}`;
  return least === undefined ? `at most ${most} ${word}` : `at least ${least} ${word}`;
}

function formatFields(fields: readonly ExplainedField[], style: Style, paint: Paint): string[] {
  const rows = flatten(fields, 0);
  const label = Math.max(...rows.map(({ name }) => textWidth(name)));
  const kind = Math.min(24, Math.max(...rows.map(({ type }) => textWidth(type))));
  return [
    `  ${paint.bold("FIELDS")}${rows.some(({ name }) => name.endsWith("*")) ? paint.dim("  (* required)") : ""}`,
    ...rows.flatMap(({ name, type, text }) => {
      const head = `  ${padText(name, label)}  ${paint.dim(padText(type, kind))}  `;
      const indent = " ".repeat(label + kind + 6);
      const below = text === "" ? [] : wrapText(text, style.width, indent);
      if (textWidth(type) > kind)
        return [...wrapText(paint.dim(type), style.width, `  ${padText(name, label)}  `), ...below];
      return text === "" ? [head.trimEnd()] : wrapText(text, style.width, head, indent);
    }),
  ];
}

interface Row {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

function flatten(fields: readonly ExplainedField[], depth: number): Row[] {
  return fields.flatMap(({ name, type, required, providers, description = "", fields: below = [] }) => {
    const at = providers === undefined ? "" : ` (${providers.join(", ")})`;
    const row = {
      name: `${"  ".repeat(depth)}${name}${required ? "*" : ""}`,
      type,
      text: `${firstSentence(description)}${at}`.trim(),
    };
    return [row, ...flatten(below, depth + 1)];
  });
}

/** The whole text stands where the field itself is asked for. */
function firstSentence(text: string): string {
  return /^.*?[.](?=\s+[A-Z])/s.exec(text)?.[0] ?? text;
}

function formatElsewhere({ provider, instead }: Explanation["elsewhere"][number], { width }: Style): string[] {
  return wrapText(`not at ${provider}: ${instead}`, width, "  ", "    ");
}
