// One mistake is told once: what only follows from another mistake of the same block is left out. Reads what the diagnostics
// say, since each check tells of its own; whatever it does not understand stays. Pure.
import type { Diagnostic } from "../../core/diagnostic.ts";

const MISSPELT = /^(.*) has no field \S+$/s;
const MEANT = /^did you mean ([\w.-]+)\?$/;
const NO_EXISTING = /^(.*)\.existing must be /s;
const MISSING = /^(.*?) needs ([\w.-]+)/s;
const NO_LOGIN = "config.no-login";
const LOGINS = ["keys", "password", "sendPassword"];

export function dropConsequences(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const misspelt = new Map<string, Set<string>>();
  const wrongExisting = new Set<string>();
  const wrongCrons = new Set<string>();
  for (const { code, summary, fix = "", range } of found) {
    const label = MISSPELT.exec(summary)?.[1];
    const meant = MEANT.exec(fix)?.[1];
    if (code === "config.unknown-field" && label !== undefined && meant !== undefined)
      misspelt.set(label, (misspelt.get(label) ?? new Set()).add(meant));
    const block = NO_EXISTING.exec(summary)?.[1];
    if (code === "config.wrong-type" && block !== undefined) wrongExisting.add(block);
    if (code === "config.cron" && range !== undefined) wrongCrons.add(`${range.file}:${range.start.byte}`);
  }
  if (misspelt.size + wrongExisting.size + wrongCrons.size === 0) return found;
  return found.filter((diagnostic) => {
    const { code, summary, range, address } = diagnostic;
    if (code === "config.invalid-value" && range !== undefined && wrongCrons.has(`${range.file}:${range.start.byte}`))
      return false;
    if (code === NO_LOGIN) {
      const label = summary.split(" has neither ")[0] ?? "";
      return !wrongExisting.has(label) && !LOGINS.some((field) => misspelt.get(label)?.has(field) === true);
    }
    if (code !== "config.missing-field") return true;
    const [, label = "", field = ""] = MISSING.exec(summary) ?? [];
    const names = [label, address ?? "", withoutInstance(label)];
    return !names.some((name) => wrongExisting.has(name) || misspelt.get(name)?.has(field) === true);
  });
}

/** Checks of each instance speak of `vms.web[0]`, those of the block of `vms.web`. */
function withoutInstance(label: string): string {
  return label.replace(/\[[^\]]*\]/, "");
}
