// `outputs`: texts with `${vms.web[0].ips[0]}` to parts. The only place where attributes may be referred to. Pure.
import { type Address, parseAddress } from "../../core/address.ts";
import type { OutputDeclaration } from "../../core/desired.ts";
import { buildError } from "../../core/diagnostic.ts";
import { SHAPES } from "../../generated/shapes.ts";
import { checkSchema } from "../shape/check-schema.ts";
import { fieldOf, type Shape } from "../shape/shape.ts";
import { buildMap, childOf, entryOf, type LocatedEntry, type LocatedMap, type LocatedScalar } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { evaluatePart } from "../values/evaluate-part.ts";
import { parseTemplate } from "../values/parse-template.ts";
import { checkOutputAttribute } from "./check-output-attribute.ts";
import { resolveName, shorten } from "./resolve-name.ts";
import type { Group, ResourceContext } from "./resource-context.ts";

type OutputPart = OutputDeclaration["parts"][number];

export function buildOutputs(context: ResourceContext, root: LocatedMap): readonly OutputDeclaration[] {
  const block = entryOf(root, "outputs")?.value;
  if (block?.kind !== "map") return [];
  const outputs: OutputDeclaration[] = [];
  for (const name of [...block.entries.keys()].sort()) {
    const entry = block.entries.get(name);
    const output = entry === undefined ? undefined : buildOutput(context, name, entry);
    if (output !== undefined) outputs.push(output);
  }
  return outputs;
}

function buildOutput(context: ResourceContext, name: string, entry: LocatedEntry): OutputDeclaration | undefined {
  const { scope } = context;
  const range = buildRange(entry.keySpan);
  if (!/^[A-Za-z_][A-Za-z0-9_-]{0,62}$/.test(name)) {
    const fix = "letters, digits, _ and -, at most 63";
    scope.diagnostics.push(
      buildError("config.invalid-key", `${JSON.stringify(name.slice(0, 80))} cannot be the name of an output`, {
        range,
        fix,
      }),
    );
    return undefined;
  }
  const node = entry.value.kind === "map" ? entry.value : buildMap(new Map([["value", entry]]), entry.value.span);
  const shape = SHAPES["output"] ?? { types: [] };
  const wrong = checkSchema({ shape, node, keySpan: entry.keySpan, label: `outputs.${name}` });
  scope.diagnostics.push(
    ...wrong.map((item) => ({ ...item, summary: item.summary.replace(`outputs.${name}.value`, `outputs.${name}`) })),
  );
  const value = childOf(node, "value");
  const flag = childOf(node, "sensitive");
  if (value?.kind !== "scalar" || wrong.length > 0) return undefined;
  const found = buildParts(context, `outputs.${name}`, value);
  const sensitive = found.isSecret || (flag?.kind === "scalar" && flag.value === true);
  return { name, parts: found.parts, sensitive, range };
}

function buildParts(
  context: ResourceContext,
  label: string,
  scalar: LocatedScalar,
): { parts: OutputPart[]; isSecret: boolean } {
  const parts: OutputPart[] = [];
  let isSecret = false;
  for (const part of parseTemplate(scalar.text)) {
    if (part.kind === "attribute") {
      const reference = resolveAttribute(context, label, part.text, scalar);
      if (reference === undefined) continue;
      parts.push(reference);
      isSecret ||= isSensitive(context, reference.address, reference.path);
      continue;
    }
    const evaluated = evaluatePart(context.scope, part, scalar);
    isSecret ||= evaluated.secret;
    const last = parts.at(-1);
    if (typeof last === "string") parts[parts.length - 1] = last + evaluated.text;
    else if (evaluated.text !== "") parts.push(evaluated.text);
  }
  return { parts, isSecret };
}

const REFERENCE =
  /^((?:keys|vms|snapshots|schedules)\.[A-Za-z_][A-Za-z0-9_-]{0,62}(?:\[(?:\d{1,9}|"(?:[^"\\]|\\.)*")\])?)\.(.+)$/;
const PATH = /^[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+|\[\d{1,9}\]|\["[^"\\]*"\])*$/;

function resolveAttribute(
  context: ResourceContext,
  label: string,
  text: string,
  scalar: LocatedScalar,
): { readonly address: Address; readonly path: string } | undefined {
  const refuse = (code: string, problem: string, fix?: string): undefined => {
    const more = { range: buildRange(scalar.span), ...(fix === undefined ? {} : { fix }) };
    context.scope.diagnostics.push(buildError(code, `${label}: ${problem}`, more));
  };
  const match = REFERENCE.exec(text);
  const [, name = "", path = ""] = match ?? [];
  const section = parseAddress(name)?.section;
  if (section === undefined || !PATH.test(path)) {
    return refuse(
      "config.interpolation",
      `\${${text}} is no address with an attribute`,
      "write ${vms.web[0].ips[0]} and the like",
    );
  }
  const result = resolveName(context.groups, section, name);
  if (!result.ok) return refuse(result.code, result.problem, result.fix);
  const first = result.addresses[0];
  if (result.isGroup && !result.isLoose) {
    const fix = first === undefined ? undefined : `say which one, for example \${${section}.${shorten(first)}.${path}}`;
    return refuse(
      "config.ambiguous-reference",
      `${name} means ${result.addresses.length} instances, but one is needed`,
      fix,
    );
  }
  const address = first ?? name;
  const dotted = path.replace(/\["([^"]*)"\]|\[(\d+)\]/g, ".$1$2");
  const found = checkOutputAttribute(address, section, dotted, vendorOf(context, address));
  return found.ok
    ? { address: found.address, path: found.path }
    : refuse("config.unknown-attribute", found.problem, found.fix);
}

function vendorOf(context: ResourceContext, address: Address): string | undefined {
  const provider = context.providerOf.get(address);
  return provider === undefined ? undefined : context.providers.get(provider)?.settings.vendor;
}

function isSensitive(context: ResourceContext, address: Address, path: string): boolean {
  const group = groupOfAddress(context, address);
  const vendor = vendorOf(context, address);
  let shape: Shape | undefined = group === undefined ? undefined : SHAPES[`${group.section}.${vendor}`];
  for (const key of path.split(".")) shape = fieldOf(shape, key) ?? shape?.items;
  return shape?.sensitive === true;
}

function groupOfAddress(context: ResourceContext, address: Address): Group | undefined {
  const parts = parseAddress(address);
  return parts === undefined ? undefined : context.groups.get(`${parts.section}.${parts.name}`);
}
