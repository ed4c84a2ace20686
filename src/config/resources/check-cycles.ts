// Circles among resources (dependsOn, cloneOf, references), reported once each with their path. Pure.
import type { Address } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { listNeeds } from "./list-needs.ts";

export function checkCycles(resources: readonly Desired[]): readonly Diagnostic[] {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const state = new Map<Address, "open" | "done">();
  const diagnostics: Diagnostic[] = [];
  for (const resource of resources) {
    if (!state.has(resource.address)) walk(resource.address, byAddress, state, diagnostics);
  }
  return diagnostics;
}

/** Depth first without recursion: a chain may be as long as the configuration. */
function walk(
  start: Address,
  byAddress: ReadonlyMap<Address, Desired>,
  state: Map<Address, "open" | "done">,
  diagnostics: Diagnostic[],
): void {
  const path: { readonly address: Address; readonly rest: Address[] }[] = [];
  const enter = (address: Address): void => {
    state.set(address, "open");
    const resource = byAddress.get(address);
    path.push({ address, rest: resource === undefined ? [] : [...listNeeds(resource)].reverse() });
  };
  enter(start);
  while (path.length > 0) {
    const top = path.at(-1);
    const next = top?.rest.pop();
    if (next === undefined) {
      if (top !== undefined) state.set(top.address, "done");
      path.pop();
    } else if (state.get(next) === "open") {
      const from = path.findIndex((step) => step.address === next);
      diagnostics.push(
        describe(
          path.slice(from).map((step) => step.address),
          byAddress,
        ),
      );
    } else if (!state.has(next) && byAddress.has(next)) enter(next);
  }
}

function describe(path: readonly Address[], byAddress: ReadonlyMap<Address, Desired>): Diagnostic {
  const smallest = path.indexOf([...path].sort()[0] ?? "");
  const turned = [...path.slice(smallest), ...path.slice(0, smallest)];
  const first = byAddress.get(turned[0] ?? "");
  const range = first?.ranges["dependsOn"] ?? first?.ranges["cloneOf"] ?? first?.range;
  const shown = turned.length <= 8 ? turned : [...turned.slice(0, 5), `… ${turned.length - 6} more …`, turned.at(-1)];
  const summary =
    turned.length === 1
      ? `${turned[0]} depends on itself`
      : `resources depend on each other in a circle: ${[...shown, turned[0]].join(" → ")}`;
  const at = { ...(range === undefined ? {} : { range }), ...(first === undefined ? {} : { address: first.address }) };
  return buildError("config.cycle", summary, { ...at, fix: "remove one of these dependencies" });
}
