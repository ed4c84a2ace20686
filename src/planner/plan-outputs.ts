// Declared outputs: their value now, and whether this plan will change it. Pure.
import type { Address } from "../core/address.ts";
import type { OutputDeclaration } from "../core/desired.ts";
import { type Json, jsonAt } from "../core/json.ts";
import type { OutputChange, PlanEntry } from "../core/plan.ts";
import type { World } from "./world.ts";

export type FindOutputs = (address: Address) => Json | undefined;

export function planOutputs(world: World, entries: readonly PlanEntry[]): OutputChange[] {
  const made = new Set(
    entries
      .filter((entry) => entry.action === "create" || entry.action === "replace" || entry.steps.length > 0)
      .map((entry) => entry.address),
  );
  const find: FindOutputs = (address) => {
    const tracked = world.tracked.get(address);
    return tracked === undefined ? undefined : world.observedOf(tracked)?.outputs;
  };
  const before = world.input.state?.outputs ?? {};
  const declared = world.input.outputs.map((output): OutputChange => {
    const isPending = output.parts.some((part) => typeof part !== "string" && made.has(part.address));
    const value = isPending ? undefined : resolveOutput(output, find);
    return {
      name: output.name,
      before: before[output.name],
      after: output.sensitive ? undefined : value,
      unknown: isPending,
      sensitive: output.sensitive,
    };
  });
  const names = new Set(declared.map((output) => output.name));
  const dropped = Object.keys(before).filter((name) => !names.has(name));
  return [
    ...declared,
    ...dropped.map(
      (name): OutputChange => ({ name, before: before[name], after: undefined, unknown: false, sensitive: false }),
    ),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One reference alone keeps its type; in text each is written out. Undefined where something is not known. */
export function resolveOutput(output: OutputDeclaration, find: FindOutputs): Json | undefined {
  const values = output.parts.map((part) =>
    typeof part === "string" ? part : jsonAt(find(part.address), dotted(part.path)),
  );
  if (values.some((value) => value === undefined)) return undefined;
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only;
  return values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join("");
}

/** `ips[0]` and `tags["a"]` as dotted paths. */
function dotted(path: string): string {
  return path.replace(/\[(?:"([^"]*)"|(\d+))\]/g, (_all, key?: string, index?: string) => `.${key ?? index ?? ""}`);
}
