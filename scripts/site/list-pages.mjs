// The pages of docs/ in the order in which the site shows them, with their first headings as titles. Builds no page.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../set-up.mjs";

const GUIDE = [
  "index",
  "first-fleet",
  "taking-over-an-account",
  "changing-a-fleet",
  "when-something-fails",
  "pipelines",
  "drift",
  "sharing-state",
  "secrets",
  "proxies",
];

/** What no group names stands in the last one. */
const USING = {
  "Bringing machines in": ["import", "inventory", "refactoring", "editors", "shell"],
  "Planning and applying": ["saved-plans", "rehearsal", "rollouts", "actions", "formats"],
  "Every day": ["drift", "watch", "metrics-and-notices", "doctor", "proxies"],
  "State and many stacks": ["state", "state-commands", "scale-out"],
  "How it works": ["reliability", "lifecycle", "performance", "simulators", "trueup-and-others", "glossary"],
  "The project": ["adding-a-provider", "methods", "releasing", "roadmap"],
};

const REFERENCE = [
  "commands",
  "environment",
  "exit-codes",
  "fields-common",
  "fields-serveroid",
  "fields-zomro",
  "fields-gcore",
  "diagnostics",
];

const docs = join(root, "docs");

/** The groups of the sidebar: `[{ text, pages: [{ path, title }] }]`. A path is that of the file in docs/, without `.md`. */
export function listGroups() {
  const named = new Set(Object.values(USING).flat());
  const others = listFolder("").filter((name) => name !== "index" && !named.has(name));
  const using = Object.entries(USING).map(([text, names], index, all) =>
    group(text, "", index === all.length - 1 ? [...names, ...others] : names),
  );
  return [
    group("Guide", "guide", inOrder("guide", GUIDE)),
    ...using,
    group("Reference", "reference", inOrder("reference", REFERENCE)),
    group("Providers", "providers", listFolder("providers")),
    group("Decisions", "adr", listFolder("adr")),
  ].filter(({ pages }) => pages.length > 0);
}

function inOrder(folder, names) {
  const all = listFolder(folder);
  return [...names.filter((name) => all.includes(name)), ...all.filter((name) => !names.includes(name))];
}

function listFolder(folder) {
  const path = join(docs, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.slice(0, -".md".length))
    .sort();
}

function group(text, folder, names) {
  const paths = names.map((name) => (folder === "" ? name : `${folder}/${name}`));
  return {
    text,
    pages: paths.filter((path) => existsSync(fileOf(path))).map((path) => ({ path, title: titleOf(path) })),
  };
}

function fileOf(path) {
  return join(docs, `${path}.md`);
}

/** Without Markdown: a sidebar shows text. */
function titleOf(path) {
  const [, title] = /^# (.+)$/m.exec(readFileSync(fileOf(path), "utf8")) ?? [];
  if (title === undefined) throw new Error(`docs/${path}.md has no heading: begin it with "# …"`);
  return title.replaceAll(/[`*]/g, "").trim();
}
