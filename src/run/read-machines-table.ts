// The machines of an account as a list for people, whoever holds them. Reads only.
import { compareText } from "../core/address.ts";
import type { Json } from "../core/json.ts";
import type { Call, Provider } from "../core/provider.ts";
import type { CatalogTable } from "../core/provider-figures.ts";
import { collect } from "../executor/observe-objects.ts";

export const MACHINES = "machines";

export async function readMachinesTable(provider: Provider, call: Call): Promise<CatalogTable> {
  const machines = await collect(provider, { types: ["vm"] }, call);
  const rows = machines
    .filter(({ type }) => type === "vm")
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.remoteId, b.remoteId))
    .map(({ name, outputs, attributes, remoteId, owned, condition }): readonly Json[] => [
      name,
      outputs["power"] ?? attributes["power"] ?? null,
      condition,
      [outputs["ips"] ?? [], outputs["privateIps"] ?? outputs["privateIp"] ?? []]
        .flat()
        .filter((ip): ip is string => typeof ip === "string" && ip !== ""),
      !owned,
      remoteId,
    ]);
  return { kind: MACHINES, columns: ["name", "power", "condition", "ips", "shared", "id"], rows };
}
