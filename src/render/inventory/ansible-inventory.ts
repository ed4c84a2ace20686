// The inventory as Ansible reads it from a script: groups, and the variables of all hosts under `_meta`. Text of others is made
// harmless: Ansible would take braces in a variable for a template and run it. Pure.
import { groupOf, parseAddress } from "../../core/address.ts";
import type { JsonObject } from "../../core/json.ts";
import type { Host } from "./reachable-hosts.ts";

/** Names that mean something else to Ansible, or to this document. */
const RESERVED: ReadonlySet<string> = new Set(["all", "ungrouped", "_meta", "localhost"]);

export function buildAnsibleInventory(hosts: readonly Host[], stack: string): JsonObject {
  const groups = new Map<string, string[]>();
  for (const host of hosts)
    for (const group of new Set(listGroups(host))) groups.set(group, [...(groups.get(group) ?? []), host.name]);
  const names = [...groups.keys()].sort();
  return {
    _meta: { hostvars: Object.fromEntries(hosts.map((host) => [host.name, buildHostVariables(host, stack)])) },
    all: { children: ["ungrouped", ...names] },
    ungrouped: { hosts: [] },
    ...Object.fromEntries(names.map((name) => [name, { hosts: groups.get(name) ?? [] }])),
  };
}

export function buildHostVariables({ ip, machine }: Host, stack: string): JsonObject {
  const { address, provider, vendor, project, region, remoteId, name, power, ips, privateIps, tags, user } = machine;
  return {
    ansible_host: ip,
    ...(user === undefined || !/^[A-Za-z_][A-Za-z0-9_.-]*\$?$/.test(user) ? {} : { ansible_user: user }),
    trueup_stack: stack,
    trueup_address: neutralise(address),
    trueup_provider: provider,
    trueup_vendor: vendor,
    trueup_project: project === undefined ? null : neutralise(project),
    trueup_region: region === undefined ? null : neutralise(region),
    trueup_id: neutralise(remoteId),
    trueup_name: neutralise(name),
    trueup_power: power ?? null,
    trueup_ips: ips,
    trueup_private_ips: privateIps,
    trueup_tags: Object.fromEntries(Object.entries(tags).map(([key, value]) => [neutralise(key), neutralise(value)])),
  };
}

function listGroups({ machine: { address, provider, vendor, region, power, tags } }: Host): readonly string[] {
  const isCounted = parseAddress(address)?.instance !== undefined;
  const key = parseAddress(groupOf(address))?.name ?? "";
  return [
    ...(isCounted ? [nameGroup(RESERVED.has(key) ? `vms_${key}` : key)] : []),
    nameGroup(`provider_${vendor}`),
    ...(provider === vendor ? [] : [nameGroup(`provider_${provider}`)]),
    ...(region === undefined ? [] : [nameGroup(`region_${region}`)]),
    ...(power === undefined ? [] : [nameGroup(`power_${power}`)]),
    ...Object.entries(tags).map(([tag, value]) => nameGroup(value === "" ? `tag_${tag}` : `tag_${tag}_${value}`)),
  ];
}

/** Letters, digits and underscores: what Ansible takes for a group without a warning. */
function nameGroup(text: string): string {
  const name = text.replace(/[^A-Za-z0-9_]+/g, "_");
  return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
}

/** `{{`, `{%` and `{#` open a template. */
function neutralise(text: string): string {
  return text.replace(/\{(?=[{%#])/g, "{ ");
}
