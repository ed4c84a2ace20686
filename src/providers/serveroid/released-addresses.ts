// Which public addresses a change gives up: those named in `releaseIps` that the VM holds. Never chosen by trueup.
import { type Address, formatAddress, parseAddress } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import type { Observed } from "../../core/observed.ts";
import { listOf, textOf } from "./convert.ts";

export function addressesToRelease(desired: Desired, observed: Observed, fields: readonly string[]): string[] {
  if (!fields.includes("releaseIps")) return [];
  const held = listOf(observed.attributes["addresses"]).map(textOf);
  return listOf(desired.attributes["releaseIps"])
    .map(textOf)
    .filter((ip) => held.includes(ip));
}

/** `vms.web[0].ips["203.0.113.7"]`: an address that is given up is an entry of its own in the plan. */
export function formatReleasedAddress(address: Address, ip: string): Address {
  const parts = parseAddress(address);
  return parts === undefined ? address : formatAddress({ ...parts, child: { kind: "ips", key: ip } });
}
