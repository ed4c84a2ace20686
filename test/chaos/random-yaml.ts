// The YAML of a random run, as data that edits change: what is declared, which blocks stand beside it.
import type { Desired, ImportBlock, MovedBlock, RemovedBlock } from "../../src/core/desired.ts";
import type { PlanOptions } from "../../src/planner/plan-input.ts";
import type { Dice } from "./dice.ts";
import type { LiveObject } from "./live-objects.ts";
import type { Vendor } from "./scenarios.ts";

export interface Yaml {
  readonly vendor: Vendor;
  readonly declared: Map<string, Desired>;
  /** Names are never used again for something else. */
  lastName: number;
  /** Blocks that stay in the YAML. */
  readonly moved: MovedBlock[];
  readonly removed: RemovedBlock[];
  readonly imports: ImportBlock[];
  /** Every move, also those that need no block: old address -> new. */
  readonly moves: Map<string, string>;
  /** What others have made in the account, and nobody has ever declared. */
  strangers(): readonly LiveObject[];
}

/** Returns what is typed at the next apply because of it. */
export type Edit = (yaml: Yaml, dice: Dice) => Partial<PlanOptions> | undefined;

export const machinesOf = ({ declared }: Yaml): Desired[] =>
  [...declared.values()].filter((desired) => desired.type === "vm");

export function put({ declared }: Yaml, desired: Desired): void {
  declared.set(desired.address, desired);
}

/** What hangs on it leaves with it; a clone of it stays what it is. */
export function drop(yaml: Yaml, address: string): void {
  yaml.declared.delete(address);
  dropImports(yaml, ({ to }) => to === address);
  for (const other of [...yaml.declared.values()]) {
    const { vm, vms, cloneOf, ...rest } = other.attributes;
    if (vm === address || (Array.isArray(vms) && vms.includes(address))) yaml.declared.delete(other.address);
    if ((cloneOf as { vm?: string } | undefined)?.vm === address) put(yaml, { ...other, attributes: rest });
  }
}

/** A block that names nothing declared is an error. */
export function dropImports(yaml: Yaml, isDropped: (block: ImportBlock) => boolean): void {
  for (const block of yaml.imports.filter(isDropped)) yaml.imports.splice(yaml.imports.indexOf(block), 1);
}

/** Taken over or borrowed by its id. */
export const isSpokenFor = ({ imports, declared }: Yaml, { id, type }: LiveObject): boolean =>
  imports.some((block) => block.id === id) ||
  [...declared.values()].some((desired) => desired.type === type && desired.existing?.id === id);
