// What one resource can only know from another: a snapshot's volume, a clone's snapshot; and `lifecycle.ignore`. Pure.
import type { Address } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";
import { isJsonObject, jsonAt } from "../../core/json.ts";
import { COMMON_FIELDS, fieldOf, knownFields, type Shape } from "../shape/shape.ts";
import { suggestFix } from "../text/suggest.ts";
import type { Draft } from "./build-resource.ts";
import { checkRollout } from "./check-rollout.ts";
import { refineSchedule } from "./refine-schedule.ts";

export function refineResources(drafts: readonly Draft[], diagnostics: Diagnostic[]): readonly Desired[] {
  const byAddress = new Map(drafts.map(({ desired }) => [desired.address, desired]));
  return drafts.map(({ desired, shape }) => {
    checkIgnore(desired, shape, diagnostics);
    checkExisting(desired, diagnostics);
    checkRollout(desired, diagnostics);
    if (desired.type === "schedule") return refineSchedule(desired, shape, diagnostics);
    if (desired.type === "snapshot" && fieldOf(shape, "volume") !== undefined)
      return refineVolume(desired, byAddress, diagnostics);
    if (desired.type === "vm") checkClone(desired, byAddress, diagnostics);
    return desired;
  });
}

function report(
  diagnostics: Diagnostic[],
  desired: Desired,
  field: string,
  { code, problem, fix }: { readonly code: string; readonly problem: string; readonly fix?: string | undefined },
): void {
  const range = desired.ranges[field] ?? desired.range;
  const more = { range, address: desired.address, ...(fix === undefined ? {} : { fix }) };
  diagnostics.push(buildError(code, `${desired.address}${problem}`, more));
}

/** Exactly one of id and name, which the schema cannot say in plain words. */
function checkExisting(desired: Desired, diagnostics: Diagnostic[]): void {
  const { existing } = desired;
  if (existing === undefined || desired.ranges["existing"] === undefined) return;
  const count = ["id", "name"].filter((field) => desired.ranges[`existing.${field}`] !== undefined).length;
  if (count === 2)
    report(diagnostics, desired, "existing.name", {
      code: "config.conflict",
      problem: ".existing has both id and name",
      fix: "keep one of them",
    });
  if (count === 0)
    report(diagnostics, desired, "existing", {
      code: "config.missing-field",
      problem: ".existing needs id or name",
      fix: "add id: …",
    });
}

function checkIgnore(desired: Desired, shape: Shape, diagnostics: Diagnostic[]): void {
  desired.lifecycle.ignore.forEach?.((path, index) => {
    if (path === "all" || typeof path !== "string") return;
    const head = path.split(".")[0] ?? "";
    const known = knownFields(shape).filter((field) => field === "name" || !COMMON_FIELDS.has(field));
    if (known.includes(head)) return;
    const fix = suggestFix(head, [...known, "all"]);
    report(diagnostics, desired, `lifecycle.ignore.${index}`, {
      code: "config.unknown-field",
      problem: `.lifecycle.ignore: there is no attribute ${path.slice(0, 80)}`,
      fix,
    });
  });
}

/** The volume must be one of the VM's; an only one need not be named. */
function refineVolume(desired: Desired, byAddress: ReadonlyMap<Address, Desired>, diagnostics: Diagnostic[]): Desired {
  const { vm, volume } = desired.attributes;
  const parent = typeof vm === "string" ? byAddress.get(vm) : undefined;
  if (parent === undefined) return desired;
  const volumes = parent.attributes["volumes"];
  const names = isJsonObject(volumes) ? Object.keys(volumes) : [];
  const isOpen = parent.existing !== undefined;
  if (volume === undefined) {
    if (names.length === 1 && names[0] !== undefined)
      return { ...desired, attributes: { ...desired.attributes, volume: names[0] } };
    const fix = names.length === 0 ? "add volume: NAME" : `add volume: one of ${names.join(", ")}`;
    report(diagnostics, desired, "vm", { code: "config.missing-field", problem: " needs volume", fix });
  } else if (typeof volume === "string" && !names.includes(volume) && !isOpen) {
    report(diagnostics, desired, "volume", {
      code: "config.unknown-reference",
      problem: `.volume: ${parent.address} has no volume ${volume.slice(0, 80)}`,
      fix: suggestFix(volume, names),
    });
  }
  return desired;
}

function checkClone(desired: Desired, byAddress: ReadonlyMap<Address, Desired>, diagnostics: Diagnostic[]): void {
  const source = jsonAt(desired.attributes, "cloneOf.vm");
  const snapshot = jsonAt(desired.attributes, "cloneOf.snapshot");
  if (source === desired.address) {
    report(diagnostics, desired, "cloneOf.vm", {
      code: "config.cycle",
      problem: ".cloneOf: a VM cannot be a clone of itself",
    });
    return;
  }
  const parent = typeof snapshot === "string" ? byAddress.get(snapshot)?.attributes["vm"] : undefined;
  if (parent === undefined || source === undefined || parent === source) return;
  report(diagnostics, desired, "cloneOf.snapshot", {
    code: "config.conflict",
    problem: `.cloneOf: ${String(snapshot)} is a snapshot of ${String(parent)}, not of ${String(source)}`,
  });
}
