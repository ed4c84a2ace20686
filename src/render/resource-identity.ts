// How an address looks to readers of Terraform's formats: type, name, index. Pure.
import { type Address, parseAddress, TYPE_OF_SECTION } from "../core/address.ts";
import type { JsonObject } from "../core/json.ts";

export interface ResourceIdentity {
  /** `serveroid_vm`; a part of a VM has a type of its own: `serveroid_ip`, `gcore_volume`. */
  readonly type: string;
  readonly name: string;
  /** Of a part of an instance both: no two resources share type, name and index. */
  readonly index: number | string | undefined;
}

const PART_TYPES: Readonly<Record<string, string>> = {
  ips: "ip",
  volumes: "volume",
  interfaces: "interface",
  floatingIps: "floating_ip",
};

export function identifyResource(address: Address, vendor: string): ResourceIdentity {
  const parts = parseAddress(address);
  if (parts === undefined) return { type: `${vendor}_other`, name: address, index: undefined };
  if (parts.child !== undefined) {
    const { kind, key } = parts.child;
    const index = parts.instance === undefined ? key : `${parts.instance}.${key}`;
    return { type: `${vendor}_${PART_TYPES[kind] ?? kind.replace(/s$/, "")}`, name: parts.name, index };
  }
  return { type: `${vendor}_${TYPE_OF_SECTION[parts.section]}`, name: parts.name, index: parts.instance };
}

export function nameProvider(vendor: string): string {
  return `trueup/${vendor}`;
}

/** What heads each resource of a plan document, be it planned, drifted or configured. */
export function identifyManaged(address: Address, vendor: string): JsonObject {
  const { type, name, index } = identifyResource(address, vendor);
  return {
    address,
    mode: "managed",
    type,
    name,
    ...(index === undefined ? {} : { index }),
    provider_name: nameProvider(vendor),
  };
}

/** The `resource` object of the event stream. */
export function buildResourceObject(address: Address, vendor: string) {
  const { type, name, index } = identifyResource(address, vendor);
  return {
    addr: address,
    module: "",
    resource: address,
    implied_provider: vendor,
    resource_type: type,
    resource_name: name,
    resource_key: index ?? null,
  };
}
