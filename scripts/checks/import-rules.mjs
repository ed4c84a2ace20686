// The import rules of .dependency-cruiser.mjs over all of src, proved to bite: every rule has a canary that must be
// reported, and every file of src must really have been looked at.
import { relative } from "node:path";
import { cruise } from "dependency-cruiser";
import configuration, { ruleNames } from "../../.dependency-cruiser.mjs";
import { listFiles, root } from "../set-up.mjs";

const CANARIES = "test/canary/";

export async function checkImportRules() {
  const result = await cruise(["src", CANARIES], { ...configuration.options, ruleSet: configuration, validate: true });
  const { modules, summary } = result.output;
  const seen = new Set(modules.map((module) => module.source));
  const files = listFiles(`${root}/src`)
    .map((file) => relative(root, file))
    .filter((file) => /\.m?ts$/.test(file));
  const isCanary = (violation) => violation.from.startsWith(CANARIES);
  const reported = new Set(summary.violations.filter(isCanary).map((violation) => violation.rule.name));
  const problems = [
    ...summary.violations.filter((violation) => !isCanary(violation)).map(formatViolation),
    ...ruleNames
      .filter((name) => !reported.has(name))
      .map((name) => `${name}: its canary in ${CANARIES} was not reported`),
    ...files.filter((file) => !seen.has(file) && !file.endsWith(".d.mts")).map((file) => `${file}: was not looked at`),
    ...(files.length === 0 ? ["src: no modules were found"] : []),
  ];
  return { problems, note: `${files.length} modules, ${ruleNames.length} rules, each seen to bite` };
}

function formatViolation({ rule, from, to, cycle }) {
  const way = cycle === undefined ? to : cycle.map((step) => step.name ?? step).join(" -> ");
  return `${rule.name}: ${from} -> ${way}`;
}
