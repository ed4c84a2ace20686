// A name for each machine that Ansible, ssh and a shell take as it is: made of its address, never of a provider's text. Pure.
import { type Address, parseAddress } from "../../core/address.ts";
import type { InventoryMachine } from "../../core/inventory.ts";

/** `web-0` for `vms.web[0]`; where a machine of its own has that name, `web.0`. The same for the same addresses. */
export function nameHosts(machines: readonly Pick<InventoryMachine, "address">[]): ReadonlyMap<Address, string> {
  const addresses = [...new Set(machines.map(({ address }) => address))];
  const plain = new Set(addresses.flatMap((address) => (instanceOf(address) === undefined ? [nameOf(address)] : [])));
  const taken = new Set(plain);
  const names = new Map<Address, string>();
  for (const address of addresses) {
    const instance = instanceOf(address);
    const name = nameOf(address);
    names.set(address, instance === undefined ? name : firstFree(name, instance, taken));
    taken.add(names.get(address) ?? name);
  }
  return names;
}

function firstFree(name: string, instance: string, taken: ReadonlySet<string>): string {
  const safe = instance.replace(/[^A-Za-z0-9_.-]+/g, "_");
  for (const candidate of [`${name}-${safe}`, `${name}.${safe}`]) if (!taken.has(candidate)) return candidate;
  for (let count = 2; ; count++) if (!taken.has(`${name}.${safe}.${count}`)) return `${name}.${safe}.${count}`;
}

function nameOf(address: Address): string {
  return parseAddress(address)?.name ?? address.replace(/[^A-Za-z0-9_.-]+/g, "_");
}

function instanceOf(address: Address): string | undefined {
  const instance = parseAddress(address)?.instance;
  return instance === undefined ? undefined : String(instance);
}
