// The machines that can be connected to, with the one address to do it by. Pure.
import type { InventoryMachine } from "../../core/inventory.ts";
import { isIpv4 } from "../../core/ip-address.ts";
import { nameHosts } from "./host-names.ts";

export type WhichAddress = "public" | "private";

export interface Host {
  readonly name: string;
  readonly ip: string;
  readonly machine: InventoryMachine;
}

export interface Hosts {
  readonly hosts: readonly Host[];
  readonly withoutAddress: readonly InventoryMachine[];
}

/** What an address holds, or is about to: what is still to be deleted is nothing to work with. IPv4 goes before IPv6. */
export function listHosts(machines: readonly InventoryMachine[], which: WhichAddress): Hosts {
  const ours = machines.filter(({ standing }) => standing === "tracked" || standing === "declared");
  const names = nameHosts(machines);
  const hosts: Host[] = [];
  const withoutAddress: InventoryMachine[] = [];
  const done = new Set<string>();
  for (const machine of ours) {
    const ips = which === "public" ? machine.ips : machine.privateIps;
    const ip = ips.find(isIpv4) ?? ips[0];
    if (done.has(machine.address)) continue;
    if (ip === undefined) withoutAddress.push(machine);
    else {
      done.add(machine.address);
      hosts.push({ name: names.get(machine.address) ?? machine.address, ip, machine });
    }
  }
  return { hosts, withoutAddress };
}
