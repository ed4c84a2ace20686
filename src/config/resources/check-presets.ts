// `backupPolicies` by themselves, whether a VM uses them or not; what a provider takes is checked with each VM. Pure.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { childOf, type LocatedMap } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import type { Scope } from "../values/scope.ts";
import { buildBlock } from "./build-block.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/;

export function checkPresets(scope: Scope, root: LocatedMap): readonly Diagnostic[] {
  const block = childOf(root, "backupPolicies");
  if (block?.kind !== "map") return [];
  const diagnostics: Diagnostic[] = [];
  const own: Scope = { ...scope, diagnostics };
  for (const [name, entry] of block.entries) {
    if (!NAME.test(name)) {
      const summary = `${JSON.stringify(name.slice(0, 80))} cannot be the name of a preset`;
      diagnostics.push(buildError("config.invalid-key", summary, { range: buildRange(entry.keySpan) }));
    }
    buildBlock(own, "backupPolicies", `backupPolicies.${name}`, entry.value, entry.keySpan);
  }
  return diagnostics;
}
