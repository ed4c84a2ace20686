// The pages of fields: of each provider, and of what is the same at all. Says what `trueup explain` says, of every path.
import { buildPage, escapeText, list, table } from "./markdown.mjs";

const SOURCES = "schemas/source and the field rules of src/providers";
const RESOURCES = ["vms", "keys", "snapshots", "schedules"];
const TITLES = { serveroid: "Serveroid", zomro: "Zomro", gcore: "Gcore" };
const BACKENDS = ["local", "s3", "postgres", "http"];
/** Of these the page of every configuration tells, where they mean the same at each provider. */
const GENERAL = ["provider", "count", "instances", "dependsOn", "timeouts", "lifecycle"];
const TOP = ["vars", "defaults", "policy", "backupPolicies", "outputs", "moved", "removed", "import"];

/** `program`: `explainPath`, `listFacts` and `VENDORS` of src/. Gives back `{ file: text }` and how many fields there are. */
export function buildFieldPages(program) {
  const vendors = Object.keys(program.VENDORS).sort();
  const shared = findShared(program, vendors);
  const counts = { fields: 0 };
  const context = { ...program, shared, counts };
  return {
    pages: {
      "fields-common.md": buildCommon(context, vendors),
      ...Object.fromEntries(vendors.map((vendor) => [`fields-${vendor}.md`, buildVendor(context, vendor)])),
    },
    count: counts.fields,
  };
}

function buildVendor(context, vendor) {
  const title = TITLES[vendor] ?? vendor;
  const { unsupported } = context.VENDORS[vendor];
  const sections = RESOURCES.map((section) =>
    unsupported[section] === undefined
      ? buildSection(context, section, `${section}.${vendor}`, 2)
      : [`## ${section}`, `${title} has none: ${escapeText(unsupported[section])}.`],
  );
  return buildPage(`Fields at ${title}`, SOURCES, [
    `What stands under a resource of ${title}, and under its entry in \`providers\`. \`trueup explain vms.${vendor}\` says the same, field by field. ` +
      "NAME stands for a key that you choose. What is the same at every provider " +
      "(`count`, `lifecycle`, the state, the policy …) is in [Fields of every configuration](fields-common.md).",
    ...sections,
    buildSection(context, "providers", `providers.${vendor}`, 2),
  ]);
}

function buildCommon(context, vendors) {
  const [root] = context.explainPath("", false);
  const links = vendors.map((vendor) => `[${TITLES[vendor] ?? vendor}](fields-${vendor}.md)`).join(", ");
  return buildPage("Fields of every configuration", SOURCES, [
    `The sections of a configuration, and what is the same at every provider. The rest is by provider: ${links}.`,
    "## Sections",
    table(
      ["section", "is", "holds"],
      root.fields.map(({ name, type, required, description = "" }) => [
        `\`${name}\`${required ? ", required" : ""}`,
        escapeText(type),
        escapeText(description),
      ]),
    ),
    "## Every resource",
    `Under each entry of ${listCode(RESOURCES)}.`,
    context.shared.everywhere.map((name) => buildField(context, `vms.${vendors[0]}.${name}`, name, 3)),
    RESOURCES.filter((section) => context.shared.of[section].length > 0).map((section) => [
      `## Every entry of ${section}`,
      context.shared.of[section].map((name) =>
        buildField(context, `${section}.${firstWith(context, vendors, section)}.${name}`, `${section}.${name}`, 3),
      ),
    ]),
    TOP.map((section) => buildSection(context, section, section, 2)),
    "## state",
    "The fields of each backend. What each store promises, and which were tried: [Where the state is kept](../state.md).",
    BACKENDS.map((name) => buildSection(context, `state: ${name}`, `state.${name}`, 3)),
  ]);
}

function buildSection(context, title, path, depth) {
  const [one] = context.explainPath(path, false);
  const general = RESOURCES.includes(title) ? [...context.shared.everywhere, ...context.shared.of[title]] : [];
  return [
    `${"#".repeat(depth)} ${title}`,
    describe(context, one),
    general.length === 0
      ? ""
      : `As everywhere: ${listCode(general)} ([what they mean](fields-common.md#every-resource)).`,
    listBelow(one)
      .filter((name) => !general.includes(name))
      .map((name) =>
        buildField(context, `${path}.${name}`, `${title.replace("state: ", "state.")}.${name}`, depth + 1),
      ),
  ];
}

function listCode(names) {
  return names.map((name) => `\`${name}\``).join(", ");
}

/** `shown`: without the provider, of which the page is. */
function buildField(context, path, shown, depth) {
  const [one] = context.explainPath(path, false);
  context.counts.fields++;
  const below = mayDescend(one) ? listBelow(one) : [];
  return [
    `${"#".repeat(Math.min(depth, 6))} ${shown}`,
    describe(context, one),
    below.map((name) => buildField(context, `${path}.${name}`, `${shown}.${name}`, depth + 1)),
  ];
}

/** Of a map of names: what stands under each. Defaults have the fields of what they are defaults of. */
function listBelow({ type, fields }) {
  return fields.map(({ name }) => (type.startsWith("map of NAME") ? `NAME.${name}` : name));
}

function mayDescend({ path }) {
  return !/(^|\.)defaults(\.|$)/.test(path);
}

function describe({ listFacts }, one) {
  const { description = "" } = one;
  const facts = listFacts(one).map(([label, text]) => `**${label}:** ${escapeText(text)}`);
  return [escapeText(description), list(facts)];
}

function firstWith({ VENDORS }, vendors, section) {
  return vendors.find((vendor) => VENDORS[vendor].unsupported[section] === undefined);
}

/** Of the general fields: those that mean the same in every section, and in one section at each provider. */
function findShared({ explainPath, VENDORS }, vendors) {
  const formsOf = (section, name) =>
    vendors
      .filter((vendor) => VENDORS[vendor].unsupported[section] === undefined)
      .map((vendor) => stripPaths(explainPath(`${section}.${vendor}.${name}`, true)));
  const isOne = (forms) => new Set(forms).size === 1;
  const everywhere = GENERAL.filter((name) => isOne(RESOURCES.flatMap((section) => formsOf(section, name))));
  const others = GENERAL.filter((name) => !everywhere.includes(name));
  const of = RESOURCES.map((section) => [section, others.filter((name) => isOne(formsOf(section, name)))]);
  return { everywhere, of: Object.fromEntries(of) };
}

function stripPaths(all) {
  return JSON.stringify(all, (key, value) => (["path", "providers", "provider"].includes(key) ? undefined : value));
}
