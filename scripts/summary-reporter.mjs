// A reporter for vitest: ends a run with one line of counts, lists what was skipped and why, and writes the counts to
// TRUEUP_TEST_COUNTS for whoever started the run.
import { writeFileSync } from "node:fs";

export default class SummaryReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    const skipped = [];
    for (const module of modules) {
      const bySuite = new Map();
      const brokenSuites = [module, ...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
      counts.failed += brokenSuites.length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === "passed") counts.passed++;
        else if (result.state === "failed") counts.failed++;
        else {
          counts.skipped++;
          const suite = `${module.relativeModuleId} > ${test.fullName.split(" > ")[0]}`;
          if (result.note === undefined) bySuite.set(suite, (bySuite.get(suite) ?? 0) + 1);
          else skipped.push(`skipped: ${module.relativeModuleId} > ${test.fullName} (${result.note})`);
        }
      }
      // What a whole suite lacks, it has said where it was loaded: "skipped: … is not installed".
      for (const [suite, count] of bySuite)
        skipped.push(`skipped: ${suite}: ${count} ${count === 1 ? "test" : "tests"}`);
    }
    const file = process.env["TRUEUP_TEST_COUNTS"];
    if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
    process.stdout.write(`\n${[...skipped, formatCounts(counts)].join("\n")}\n`);
  }
}

export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
