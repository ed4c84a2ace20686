// Two declared resources that would be one object at the provider: same entry, kind, name and parent. Import entries tell two of
// a name apart. Pure.

import { groupOf } from "../../core/address.ts";
import { comparableText } from "../../core/comparable-text.ts";
import type { Desired, ImportBlock } from "../../core/desired.ts";
import { buildError, type Diagnostic } from "../../core/diagnostic.ts";

export function checkNaturalKeys(
  resources: readonly Desired[],
  imports: readonly ImportBlock[],
): readonly Diagnostic[] {
  const imported = new Set(imports.map(({ to }) => to));
  const seen = new Map<string, Desired>();
  const diagnostics: Diagnostic[] = [];
  for (const resource of resources) {
    if (`${resource.name}${resource.existing?.id ?? ""}`.includes("${")) continue; // not known yet
    const key = formatNaturalKey(resource);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, resource);
    else if (!imported.has(first.address) || !imported.has(resource.address))
      diagnostics.push(describe(first, resource));
  }
  return diagnostics;
}

function formatNaturalKey(resource: Desired): string {
  const parent = resource.type === "snapshot" || resource.type === "schedule" ? resource.attributes["vm"] : undefined;
  const id = resource.existing?.id;
  const volume = resource.type === "snapshot" ? resource.attributes["volume"] : undefined;
  const name = id === undefined ? ["name", comparableText(resource.name)] : ["id", id];
  return JSON.stringify([resource.provider, resource.type, ...name, parent ?? null, volume ?? null]);
}

function describe(first: Desired, second: Desired): Diagnostic {
  const isGroup = groupOf(first.address) === groupOf(second.address);
  const what =
    second.existing?.id === undefined ? `the name ${JSON.stringify(second.name)}` : `the id ${second.existing.id}`;
  const summary = `${first.address} and ${second.address} have ${what} at ${second.provider}: they would be one object`;
  const marker = second.address.endsWith('"]') ? "${key}" : "${index}";
  const range = second.ranges["name"] ?? second.ranges["existing"] ?? second.range;
  return buildError("config.same-name", summary, {
    range,
    address: second.address,
    fix: isGroup
      ? `put ${marker} into the name`
      : `give one of them another name${second.existing === undefined ? "; two that exist already need an import entry each" : ""}`,
    ...(isGroup ? {} : { related: [{ message: first.address, range: first.ranges["name"] ?? first.range }] }),
  });
}
