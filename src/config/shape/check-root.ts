// The top level: version, stack, and which sections there may be. What is in the sections is checked elsewhere. Pure.
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { SHAPES } from "../../generated/shapes.ts";
import { buildList, buildMap, entryOf, type Located, type LocatedEntry, type LocatedMap } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { interpolateScalar } from "../values/interpolate.ts";
import type { Scope } from "../values/scope.ts";
import { checkSchema } from "./check-schema.ts";

/** The stack's name; empty where it is wrong (reported). */
export function checkRoot(scope: Scope, root: LocatedMap): string {
  const shape = SHAPES["root"] ?? { types: [] };
  const entries = new Map<string, LocatedEntry>();
  for (const [key, entry] of root.entries) entries.set(key, { ...entry, value: shallow(scope, entry.value) });
  const node = buildMap(entries, root.span);
  const start = { ...root.span, end: root.span.start + 1 };
  const found = checkSchema({ shape, node, keySpan: start, label: "the configuration" });
  scope.diagnostics.push(...found.map(describeRoot));
  const stack = entryOf(node, "stack")?.value;
  if (stack?.kind !== "scalar") return "";
  if (stack.secret === true) {
    const fix = "list the variable in policy.publicEnv if its value may be shown";
    const summary = "stack cannot come from a secret: it is shown everywhere";
    scope.diagnostics.push(buildError("config.secret-in-name", summary, { range: buildRange(stack.span), fix }));
  }
  return stack.unknown === true || typeof stack.value !== "string" ? "" : stack.value;
}

/** Contents do not matter here; an empty section is none. */
function shallow(scope: Scope, node: Located): Located {
  if (node.kind === "map") return buildMap(new Map(), node.span);
  return node.kind === "list" ? buildList([], node.span) : interpolateScalar(scope, node);
}

function describeRoot(diagnostic: Diagnostic): Diagnostic {
  const summary = diagnostic.summary.replace(/^the configuration\./, "");
  if (diagnostic.code === "config.unknown-field") {
    return {
      ...diagnostic,
      code: "config.unknown-section",
      summary: summary.replace("has no field", "has no section"),
    };
  }
  if (diagnostic.code !== "config.missing-field") return { ...diagnostic, summary };
  const isStack = summary.endsWith(" stack");
  return { ...diagnostic, summary, fix: isStack ? "add stack: NAME, for example stack: shop-prod" : "add version: 1" };
}
