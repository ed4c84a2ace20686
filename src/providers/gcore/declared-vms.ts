// Which VMs and interfaces the configuration declares: what a live interface without a name may be told by.
import type { Address } from "../../core/address.ts";
import type { Desired } from "../../core/desired.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import { idOf } from "./client.ts";
import { markersOf } from "./convert.ts";
import { textOf } from "./rows.ts";

export interface DeclaredInterface {
  readonly key: string;
  readonly item: JsonObject;
}

interface DeclaredVm {
  readonly address: Address;
  readonly ids: readonly string[];
  readonly interfaces: readonly DeclaredInterface[];
}

export interface DeclaredVms {
  /** Must be called with all that is declared before anything is observed. */
  note(resources: readonly Desired[]): void;
  /** The interfaces declared for a live instance; undefined where no declared VM is this one for certain. */
  interfacesOf(instance: JsonObject): readonly DeclaredInterface[] | undefined;
}

export function createDeclaredVms(): DeclaredVms {
  let vms: readonly DeclaredVm[] = [];
  return {
    note: (resources) => {
      vms = resources.filter((desired) => desired.type === "vm").map(describe);
    },
    interfacesOf: (instance) => {
      const marked = markersOf(instance)?.address;
      const known = [marked, idOf(instance), textOf(instance["name"]) || textOf(instance["instance_name"])];
      const found = known.map((one) => vms.filter((vm) => one === vm.address || vm.ids.includes(one ?? "")));
      const [only, second] = found.find((some) => some.length > 0) ?? [];
      return second === undefined ? only?.interfaces : undefined;
    },
  };
}

function describe({ address, name, existing, attributes }: Desired): DeclaredVm {
  const { interfaces } = attributes;
  return {
    address,
    ids: existing === undefined ? [name] : [existing.id, existing.name].filter((id) => id !== undefined),
    interfaces: Object.entries(isJsonObject(interfaces) ? interfaces : {}).flatMap(([key, item]) =>
      isJsonObject(item) ? [{ key, item }] : [],
    ),
  };
}
