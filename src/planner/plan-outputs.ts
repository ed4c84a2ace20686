// Declared outputs: their value now, and whether this plan will change it. Pure.
import type { Address } from "../core/address.ts";
import type { OutputDeclaration } from "../core/desired.ts";
import { buildWarning, type Diagnostic } from "../core/diagnostic.ts";
import { type Json, type JsonObject, jsonAt } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { OutputChange, PlanEntry } from "../core/plan.ts";
import { isListed } from "./subject.ts";
import type { World } from "./world.ts";

export type FindOutputs = (address: Address) => Json | undefined;

export function planOutputs(world: World, entries: readonly PlanEntry[]): OutputChange[] {
  const isDestroy = world.input.options.mode === "destroy";
  const adopted = listAdopted(world);
  const find: FindOutputs = (address) => {
    const tracked = world.tracked.get(address);
    const observed = tracked === undefined ? adopted.get(address) : world.observedOf(tracked);
    return observed === undefined ? undefined : attributesOf(observed);
  };
  const before = world.input.state?.outputs ?? {};
  const wanted = isDestroy ? listSurviving(world, entries) : world.input.outputs;
  const declared = wanted.map((output): OutputChange => {
    const isPending = output.parts.some(
      (part) => typeof part !== "string" && mayChange(world, entries, part.address, part.path),
    );
    const value = isPending ? undefined : resolveOutput(output, find);
    const after = output.sensitive ? undefined : value;
    // Nothing is kept of it; a value from before it was sensitive leaves the record.
    const recorded = output.sensitive && before[output.name] !== undefined ? null : before[output.name];
    return { name: output.name, before: recorded, after, unknown: isPending, sensitive: output.sensitive };
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

/** What this plan takes over was read already. */
function listAdopted({ adopting, byObject }: World): ReadonlyMap<Address, Observed> {
  return new Map(
    [...adopting].flatMap(([key, address]) => {
      const observed = byObject.get(key);
      return observed === undefined ? [] : [[address, observed] as const];
    }),
  );
}

/** Of a destroy that leaves others, what tells of these stays; so does a mere text, unless all is to go. */
function listSurviving({ input, tracked }: World, entries: readonly PlanEntry[]): readonly OutputDeclaration[] {
  const { targets, excludes } = input.options;
  const isWhole = targets.length === 0 && excludes.length === 0;
  const going = new Set(entries.flatMap(({ action, address }) => (GOING.includes(action) ? [address] : [])));
  return input.outputs.filter(({ parts }) => {
    const named = parts.flatMap((part) => (typeof part === "string" ? [] : [part.address]));
    return named.length === 0 ? !isWhole : named.every((address) => tracked.has(address) && !going.has(address));
  });
}

const GOING: readonly PlanEntry["action"][] = ["delete", "forget"];

/** What is declared and not there now, though nothing of this plan will bring it. */
export function warnOfMissing({ input, tracked }: World, outputs: readonly OutputChange[]): Diagnostic[] {
  const missing = new Set(
    outputs.flatMap(({ name, after, unknown, sensitive }) =>
      after === undefined && !unknown && !sensitive ? [name] : [],
    ),
  );
  const { targets, excludes } = input.options;
  return input.outputs
    .filter(({ name }) => missing.has(name))
    .flatMap(({ name, parts, range }): Diagnostic[] => {
      const named = parts.flatMap((part) => (typeof part === "string" ? [] : [part]));
      // What this run leaves alone is told by the run that does not.
      if (!named.every(({ address }) => isListedAmong(address, targets, excludes))) return [];
      return [
        buildWarning("output.missing", `outputs.${name} has no value now`, {
          range,
          detail: named
            .map(({ address, path }) =>
              tracked.has(address) ? `${address}: ${path} is not there` : `${address} does not exist`,
            )
            .join("\n"),
        }),
      ];
    });
}

function isListedAmong(address: Address, targets: readonly Address[], excludes: readonly Address[]): boolean {
  return (targets.length === 0 || isListed(address, targets)) && !isListed(address, excludes);
}

/** A new object has new values; a change in place, new ones of the fields that it changes. */
function mayChange(world: World, entries: readonly PlanEntry[], address: Address, path: string): boolean {
  const [root = ""] = dotted(path).split(".");
  const entry = entries.find((item) => item.address === address);
  if (entry === undefined) return false;
  if (entry.action === "create" || entry.action === "replace") return true;
  const rules = world.input.providers.get(entry.provider)?.rules[entry.type]?.fields ?? [];
  const isTold = (changed: string) =>
    changed.split(".")[0] === root || rules.some(({ path: of, toldAs }) => of === changed && toldAs?.includes(root));
  return entry.fields.some((field) => field.effect === "now" && isTold(field.path));
}

/** What the provider tells of an object, and what it is set to. */
export function attributesOf({ attributes, outputs }: Observed): JsonObject {
  return { ...attributes, ...outputs };
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
