// A part that is to be made although its machine has one already that nobody manages: which is meant only a person can say.
// Pure.
import { type Address, parseAddress } from "../core/address.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { isEqualField } from "../core/field-compare.ts";
import type { FieldRule } from "../core/field-rule.ts";
import { type Json, jsonAt } from "../core/json.ts";
import { formatObjectKey } from "../core/object-key.ts";
import type { Observed } from "../core/observed.ts";
import { formatMiB } from "../core/units.ts";
import { nameOfSection, type Subject } from "./subject.ts";

export function refuseLookalikes(subject: Subject): Diagnostic[] {
  const { address, desired, rules, parentFate } = subject;
  if (desired === undefined || rules.belongs?.how !== "apart" || parentFate !== undefined) return [];
  const alike = listLookalikes(subject);
  const [first] = alike;
  if (first === undefined) return [];
  return [
    buildError("adopt.lookalike", `${address} may be a ${first.type} that its VM has already`, {
      address,
      range: desired.range,
      detail: `Nothing manages ${alike.length === 1 ? "this one" : "these"}:\n${alike.map(describe).join("\n")}`,
      fix: `say which it is: import: [{to: ${JSON.stringify(address)}, id: ${JSON.stringify(first.remoteId)}}]; to have one more, declare and import what is there as well`,
    }),
  ];
}

/** What hangs where the new one is to hang, and could be it. What carries marks is told by these. */
function listLookalikes({ world, placeKey, rules, desired, ...subject }: Subject): readonly Observed[] {
  const holders = rules.fields.filter((rule) => rule.references !== undefined && rule.readable);
  const nameOf = nameOfSection({ world, placeKey });
  const type = desired?.type ?? subject.tracked?.type ?? "volume";
  return world.observedAt(placeKey, type).filter((object) => {
    const key = formatObjectKey(placeKey, object);
    const isFree = object.owned && object.markers === undefined && object.isFixed !== true;
    if (!isFree || world.recordedAt.has(key) || world.adopting.has(key)) return false;
    const hangs = holders.some((rule) => hangsOn(rule, jsonAt(desired?.attributes, rule.path), object, nameOf));
    const hasKey = object.name.endsWith(`-${parseAddress(subject.address)?.child?.key ?? "\n"}`);
    return hangs && rules.fields.every((rule) => mayBe(rule, jsonAt(desired?.attributes, rule.path), object, hasKey));
  });
}

function hangsOn(
  rule: FieldRule,
  wanted: Json | undefined,
  { attributes }: Observed,
  nameOf: ReturnType<typeof nameOfSection>,
): boolean {
  const at = jsonAt(attributes, rule.path);
  if (rule.references === undefined || typeof at !== "string") return false;
  const holder: Address = nameOf(rule.references, at);
  return wanted === holder;
}

/** What can be changed in place may differ; what cannot must agree, and a size may only grow, unless the name says enough. */
function mayBe(rule: FieldRule, wanted: Json | undefined, { attributes }: Observed, isNamedSo: boolean): boolean {
  const found = jsonAt(attributes, rule.observedAs ?? rule.path);
  if (!rule.readable || wanted === undefined || found === undefined || found === null) return true;
  if (rule.onShrink === "refuse" && typeof wanted === "number" && typeof found === "number")
    return isNamedSo || found <= wanted;
  return rule.onChange === "update" || rule.path === "name" || isEqualField(rule, wanted, found);
}

function describe({ name, remoteId, attributes }: Observed): string {
  const { size } = attributes;
  return `${name} (${remoteId})${typeof size === "number" ? `, ${formatMiB(size)}` : ""}`;
}
