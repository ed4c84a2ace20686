// The inventory as a file for `ssh -F` or `Include`. Everything in it is made of our own names and of addresses; text of others
// stands in comments only, in one line. Pure.
import type { InventoryMachine } from "../../core/inventory.ts";
import { escapeForTerminal } from "../escape-for-terminal.ts";
import type { Host, Hosts } from "./reachable-hosts.ts";

export function formatSshConfig({ hosts, withoutAddress }: Hosts, stack: string): string {
  const aliases = listAliases(hosts);
  const blocks = hosts.map((host) => formatHost(host, aliases.get(host.name)));
  const left = withoutAddress.map((machine) => `# no address: ${describe(machine)}\n`);
  return [`# stack ${stack}, by trueup inventory --format ssh-config\n`, ...blocks, left.join("")]
    .filter((part) => part !== "")
    .join("\n");
}

function formatHost({ name, ip, machine }: Host, alias: string | undefined): string {
  const user =
    machine.user !== undefined && /^[A-Za-z_][A-Za-z0-9_.-]*\$?$/.test(machine.user) ? machine.user : undefined;
  return [
    `# ${describe(machine)}`,
    `Host ${[name, ...(alias === undefined ? [] : [alias])].join(" ")}`,
    `  HostName ${ip}`,
    ...(user === undefined ? [] : [`  User ${user}`]),
    "",
  ].join("\n");
}

function describe({ address, provider, remoteId, name }: InventoryMachine): string {
  return escapeForTerminal(`${address}: ${provider} ${remoteId}, ${name}`);
}

/** The name at the provider, where it is a plain word, no other host's, and not the same: wildcards would match others. */
function listAliases(hosts: readonly Host[]): ReadonlyMap<string, string> {
  const times = new Map<string, number>();
  for (const { name, machine } of hosts)
    for (const word of new Set([name.toLowerCase(), machine.name.toLowerCase()]))
      times.set(word, (times.get(word) ?? 0) + 1);
  return new Map(
    hosts.flatMap(({ name, machine }): [string, string][] => {
      const isPlain = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(machine.name);
      const isOwn = machine.name.toLowerCase() !== name.toLowerCase() && times.get(machine.name.toLowerCase()) === 1;
      return isPlain && isOwn ? [[name, machine.name]] : [];
    }),
  );
}
