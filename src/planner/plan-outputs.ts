// Declared outputs: their value now, and whether this plan will change it. Pure.
import type { Address } from "../core/address.ts";
import type { OutputDeclaration } from "../core/desired.ts";
import { type Json, jsonAt } from "../core/json.ts";
import type { OutputChange, PlanEntry } from "../core/plan.ts";
import type { World } from "./world.ts";

export type FindOutputs = (address: Address) => Json | undefined;

export function planOutputs(world: World, entries: readonly PlanEntry[]): OutputChange[] {
  const isDestroy = world.input.options.mode === "destroy";
  const find: FindOutputs = (address) => {
    const tracked = world.tracked.get(address);
    return tracked === undefined ? undefined : world.observedOf(tracked)?.outputs;
  };
  const before = world.input.state?.outputs ?? {};
  const declared = (isDestroy ? [] : world.input.outputs).map((output): OutputChange => {
    const isPending = output.parts.some(
      (part) => typeof part !== "string" && mayChange(entries, part.address, part.path),
    );
    const value = isPending ? undefined : resolveOutput(output, find);
    const after = output.sensitive ? undefined : value;
    return { name: output.name, before: before[output.name], after, unknown: isPending, sensitive: output.sensitive };
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

/** A new object has new values; a change in place, new ones of the fields that it changes. */
function mayChange(entries: readonly PlanEntry[], address: Address, path: string): boolean {
  const [root] = dotted(path).split(".");
  const entry = entries.find((item) => item.address === address);
  if (entry === undefined) return false;
  if (entry.action === "create" || entry.action === "replace" || entry.importing !== undefined) return true;
  return (
    entry.fields.some((field) => field.effect === "now" && field.path.split(".")[0] === root) ||
    (root === "ips" && entry.fields.some((field) => field.path === "releaseIps"))
  );
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
