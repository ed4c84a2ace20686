// The page of diagnostics: every code that src/ can make, with the two sentences of diagnostics.yaml. They must fit each other.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../set-up.mjs";
import { collectCodes } from "./collect-codes.mjs";
import { buildPage } from "./markdown.mjs";

/** In this order. */
const FAMILIES = {
  config: "The configuration",
  cli: "The command line",
  library: "The library",
  init: "init",
  provider: "Providers",
  http: "What is on the way to a provider",
  guard: "Guard rails",
  policy: "Policies",
  lifecycle: "Protection",
  plan: "Plans",
  adopt: "Objects found by name",
  existing: "Objects named by existing",
  import: "Import",
  moved: "Moves",
  creation: "Objects made twice",
  apply: "Operations",
  rollout: "Rollouts",
  act: "Actions",
  state: "The state",
  output: "Outputs",
  inventory: "The inventory",
  drift: "Drift",
  watch: "Watching",
  notify: "Notices",
  metrics: "Metrics",
  queue: "The queue",
  rehearse: "Rehearsals",
  doctor: "Checks of doctor",
  system: "The system",
};
const OTHERS = "Everything else";

const source = join(root, "scripts/generate/reference/diagnostics.yaml");

/** Gives back the page, how many codes there are, and problems: what does not fit. */
export function buildDiagnosticPage() {
  const sentences = parse(readFileSync(source, "utf8"));
  const { codes, problems } = collectCodes();
  const all = [...codes.keys()].sort();
  const families = groupByFamily(all);
  const text = buildPage(
    "Diagnostics by code",
    "src/, by its syntax, and scripts/generate/reference/diagnostics.yaml",
    [
      "Every error and warning has a code that stays the same: `error[CODE]` in text, `code` in JSON. " +
        "What is wrong in this case, where, and what to type says the message itself; here stands what a code means, and what is done about it in general.",
      [...families].map(([family, own]) => [
        `## ${FAMILIES[family] ?? OTHERS}`,
        own.map((code) => [
          `### ${code}`,
          sentences[code]?.means ?? "",
          `**What to do:** ${sentences[code]?.do ?? ""}`,
        ]),
      ]),
    ],
  );
  return { text, count: all.length, problems: [...problems, ...compareSentences(codes, sentences)] };
}

function groupByFamily(codes) {
  const families = new Map([...Object.keys(FAMILIES), OTHERS].map((name) => [name, []]));
  for (const code of codes) {
    const family = code.includes(".") ? code.split(".")[0] : OTHERS;
    families.set(family, [...(families.get(family) ?? []), code]);
  }
  return [...families].filter(([, own]) => own.length > 0);
}

export function compareSentences(codes, sentences) {
  const isWhole = (one) => typeof one?.means === "string" && typeof one.do === "string";
  const families = new Set([...codes.keys()].filter((code) => code.includes(".")).map((code) => code.split(".")[0]));
  return [
    ...[...codes]
      .filter(([code]) => !isWhole(sentences[code]))
      .map(
        ([code, [file]]) =>
          `diagnostics.yaml says nothing of ${code} (${file}): a sentence that says what it means, and one what to do`,
      ),
    ...Object.keys(sentences)
      .filter((code) => !codes.has(code))
      .map((code) => `diagnostics.yaml tells of ${code}, which nothing makes any more`),
    ...[...families]
      .filter((family) => FAMILIES[family] === undefined)
      .map((family) => `build-diagnostics.mjs: the family ${family} has no title`),
  ];
}
