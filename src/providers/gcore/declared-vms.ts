// Which VMs and interfaces the configuration declares: what a live interface without a name may be told by.
import type { Desired } from "../../core/desired.ts";
import { groupBy } from "../../core/group-by.ts";
import { isJsonObject, type JsonObject } from "../../core/json.ts";
import { idOf } from "./client.ts";
import { markersOf } from "./convert.ts";
import { textOf } from "./rows.ts";

export interface DeclaredInterface {
  readonly key: string;
  readonly item: JsonObject;
}

export interface DeclaredVms {
  /** Must be called with all that is declared before anything is observed. */
  note(resources: readonly Desired[]): void;
  /** The interfaces declared for a live instance; undefined where no declared VM is this one for certain. */
  interfacesOf(instance: JsonObject): readonly DeclaredInterface[] | undefined;
}

export function createDeclaredVms(): DeclaredVms {
  /** By address, id or name: the VMs that it could mean. */
  let vms: ReadonlyMap<string, readonly Desired[]> = new Map();
  return {
    note: (resources) => {
      const keys = resources.filter(({ type }) => type === "vm").flatMap(listKeys);
      vms = new Map([...groupBy(keys, ({ key }) => key)].map(([key, some]) => [key, some.map(({ vm }) => vm)]));
    },
    interfacesOf: (instance) => {
      const marked = markersOf(instance)?.address;
      const known = [marked, idOf(instance), textOf(instance["name"]) || textOf(instance["instance_name"])];
      const found = known.map((key) => vms.get(key ?? "") ?? []);
      const [only, second] = found.find((some) => some.length > 0) ?? [];
      return only === undefined || second !== undefined ? undefined : listInterfaces(only);
    },
  };
}

function listKeys(vm: Desired): { key: string; vm: Desired }[] {
  const { address, name, existing } = vm;
  const ids = existing === undefined ? [name] : [existing.id, existing.name];
  return [...new Set([address, ...ids])].flatMap((key) => (key === undefined ? [] : [{ key, vm }]));
}

function listInterfaces({ attributes: { interfaces } }: Desired): DeclaredInterface[] {
  return Object.entries(isJsonObject(interfaces) ? interfaces : {}).flatMap(([key, item]) =>
    isJsonObject(item) ? [{ key, item }] : [],
  );
}
