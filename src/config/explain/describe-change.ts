// What a provider's field rules say of a changed value, in sentences. Pure.
import type { ResourceType } from "../../core/address.ts";
import type { FieldRule, OnChange, TypeRules } from "../../core/field-rule.ts";

export type VendorRules = Readonly<Partial<Record<ResourceType, TypeRules>>>;

const MEANINGS: Readonly<Record<OnChange, string>> = {
  update: "Changed in place.",
  rebuild:
    "Honoured only at creation: a change is shown as debt. A rebuild in place (lifecycle.rebuild: allow, or --rebuild ADDRESS) brings it about and destroys the disk.",
  replace:
    "Honoured only at creation: a change is shown as debt. Only a new object (--replace ADDRESS) brings it about.",
  renew: "A new object takes the place of the old one, without asking.",
  refuse: "A change is refused.",
  warn: "A change is left alone, with a warning.",
  "create-only": "Never compared: it counts when the object is made, or says how other changes are made.",
};

const SHRINKING: Readonly<Record<NonNullable<FieldRule["onShrink"]>, string>> = {
  rebuild: "A smaller value needs a rebuild, which destroys the disk.",
  replace: "A smaller value needs a new object (--replace ADDRESS).",
  refuse: "A smaller value is refused.",
};

const COMPARISONS: Readonly<Partial<Record<NonNullable<FieldRule["compare"]>, string>>> = {
  prefix: "It fits where the provider's text begins with it.",
  caseless: "Upper and lower case are the same.",
  entries: "Entries that were never listed here are left alone.",
  disjoint: "Nothing is done about what is not there.",
  "public-key": "The comment of a key does not matter.",
};

const WHEN = {
  emptied: "To empty it is destructive",
  lowered: "To lower it is destructive",
  always: "It is destructive",
};

/** Parts of a machine have rules of their own. */
const PART_TYPES: Readonly<Record<string, ResourceType>> = { volumes: "volume", interfaces: "interface" };

/** `inner`: the path below the section and the provider. */
export function describeChange(rules: VendorRules, type: ResourceType, inner: readonly string[]): readonly string[] {
  const [root = "", key, ...below] = inner;
  const part = type === "vm" ? PART_TYPES[root] : undefined;
  if (part !== undefined && key !== undefined) return describeAt(rules[part], below);
  return inner.length === 0 || part === undefined ? describeAt(rules[type], inner) : [];
}

function describeAt(rules: TypeRules | undefined, path: readonly string[]): readonly string[] {
  if (rules === undefined) return [];
  if (path.length === 0) return describeType(rules);
  const dotted = path.join(".");
  const [root = ""] = path;
  const own = rules.fields.find((rule) => rule.path === dotted) ?? rules.fields.find((rule) => rule.path === root);
  if (own !== undefined) return describeRule(own, rules.costs);
  const whole = rules.fields.find((rule) => rule.madeOf?.includes(root) === true);
  if (whole !== undefined) return describeRule(withoutComparison(whole), rules.costs);
  const nested = rules.fields.filter((rule) => rule.path.startsWith(`${dotted}.`));
  const [first] = nested;
  if (first === undefined) return [];
  const isOne = nested.every(
    ({ onChange, because, destructive }) =>
      onChange === first.onChange && because === first.because && destructive === first.destructive,
  );
  if (isOne) return describeRule(withoutComparison(first), rules.costs);
  return nested.flatMap((rule) => {
    const name = rule.path.slice(dotted.length + 1);
    return describeRule(rule, rules.costs).map((text, index) => (index === 0 ? `${name}: ${text}` : text));
  });
}

/** Of a part, or of what is sent together, it says nothing about the field. */
function withoutComparison({ compare: _compare, ...rule }: FieldRule): FieldRule {
  return rule;
}

function describeRule(rule: FieldRule, costs: readonly string[] = []): readonly string[] {
  const { onChange, onShrink, because, readable, compare, destructive, path } = rule;
  const isSaid = onChange === "create-only";
  return [
    MEANINGS[onChange],
    ...(onShrink === undefined ? [] : [SHRINKING[onShrink]]),
    ...(because === undefined ? [] : [sentence(because)]),
    ...(destructive === undefined ? [] : [`${WHEN[destructive.when]}: ${destructive.detail}.`]),
    ...(costs.includes(path) ? ["The bill goes by it."] : []),
    ...(readable || isSaid ? [] : ["It cannot be read back: compared with what was last applied."]),
    ...(compare === undefined || isSaid ? [] : [COMPARISONS[compare] ?? []].flat()),
  ];
}

function sentence(text: string): string {
  const end = /[.!?]$/.test(text) ? "" : ".";
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${end}`;
}

const VANISHED: Readonly<Record<TypeRules["onVanished"], string>> = {
  create: "Made again where it has vanished.",
  ask: "Where it has vanished it is not made again unattended without --allow-recreate N.",
  "replace-only": "Where it has vanished only --replace ADDRESS makes another: its content is gone.",
};

function describeType({ mayRebuild, onVanished, belongs }: TypeRules): readonly string[] {
  return [
    mayRebuild
      ? "Can be rebuilt in place, which destroys its disk and keeps its id."
      : "Cannot be rebuilt in place: where a change needs it, --replace ADDRESS makes a new one.",
    VANISHED[onVanished],
    ...(belongs?.how === "on" || belongs?.how === "inside" ? ["It goes with what it belongs to."] : []),
  ];
}
