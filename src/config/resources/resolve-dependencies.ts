// `dependsOn` to addresses: full ones, or names (of the own section first). Pure.
import { type Address, parseAddress, SECTIONS, type Section } from "../../core/address.ts";
import { buildError } from "../../core/diagnostic.ts";
import type { Located } from "../text/located.ts";
import { buildRange } from "../text/source.ts";
import { type NameResult, resolveName } from "./resolve-name.ts";
import type { ResourceContext } from "./resource-context.ts";

export function resolveDependencies(
  context: ResourceContext,
  section: Section,
  address: Address,
  node: Located | undefined,
): readonly Address[] {
  if (node?.kind !== "list") return [];
  const found = new Set<Address>();
  for (const item of node.items) {
    if (item.kind !== "scalar" || typeof item.value !== "string" || item.unknown === true) continue;
    const result = resolve(context, section, item.value);
    if (result.ok) for (const dependency of result.addresses) found.add(dependency);
    else {
      const more = { range: buildRange(item.span), address, ...(result.fix === undefined ? {} : { fix: result.fix }) };
      context.diagnostics.push(buildError(result.code, `${address}.dependsOn: ${result.problem}`, more));
    }
  }
  return [...found].sort();
}

function resolve(context: ResourceContext, section: Section, text: string): NameResult {
  const parts = parseAddress(text);
  if (parts !== undefined && parts.child === undefined) return resolveName(context.groups, parts.section, text);
  const own = resolveName(context.groups, section, text);
  if (own.ok) return own;
  const elsewhere = SECTIONS.map((other) => resolveName(context.groups, other, text)).filter((result) => result.ok);
  return elsewhere.length === 1 && elsewhere[0] !== undefined ? elsewhere[0] : own;
}
