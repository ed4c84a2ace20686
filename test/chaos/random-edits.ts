// Edits of the YAML, as a person makes them: something comes, goes, changes, is renamed, protected, counted up or down.
import { groupOf, parseAddress } from "../../src/core/address.ts";
import type { Desired, Lifecycle } from "../../src/core/desired.ts";
import type { PlanOptions } from "../../src/planner/plan-input.ts";
import { RANGE } from "../support/sample-desired.ts";
import type { Dice } from "./dice.ts";
import { BLOCK_EDITS } from "./random-blocks.ts";
import { declare, keyText, TRADES } from "./random-fleet.ts";
import { drop, type Edit, machinesOf, put, type Yaml } from "./random-yaml.ts";
import type { Vendor } from "./scenarios.ts";

export function firstYaml(vendor: Vendor, dice: Dice, strangers: Yaml["strangers"]): Yaml {
  const yaml: Yaml = {
    vendor,
    declared: new Map(),
    lastName: 0,
    moved: [],
    removed: [],
    imports: [],
    moves: new Map(),
    strangers,
  };
  put(yaml, declare(vendor, "keys.ops", { publicKey: keyText(dice) }, "fleet-ops"));
  const count = dice.pick([1, 1, 1, 2, 2, 3]);
  for (let index = 0; index < count; index += 1) addMachine(yaml, dice);
  if (dice.chance(0.6)) addPart(yaml, dice);
  return yaml;
}

const EDITS: readonly (readonly [weight: number, edit: Edit])[] = [
  [3, addMachine],
  [2, addPart],
  [1, addKey],
  [3, remove],
  [8, changeField],
  [2, rename],
  [4, (yaml, dice) => ({ replace: machinesOf(yaml).length === 0 ? [] : [dice.pick(machinesOf(yaml)).address] })],
  [2, countUp],
  [2, countDown],
  [2, changeLifecycle],
  [1, changeKeyText],
  [2, move],
  ...BLOCK_EDITS,
];

const WEIGHED = EDITS.flatMap(([weight, edit]) => Array.from({ length: weight }, () => edit));

/** Returns what is typed at the next apply because of it. */
export function editYaml(yaml: Yaml, dice: Dice): Partial<PlanOptions> {
  return dice.pick(WEIGHED)(yaml, dice) ?? {};
}

function addMachine(yaml: Yaml, dice: Dice): undefined {
  if (machinesOf(yaml).length >= 4) return;
  yaml.lastName += 1;
  const name = `vm${yaml.lastName}`;
  const machine = declare(yaml.vendor, `vms.${name}${dice.chance(0.3) ? "[0]" : ""}`, TRADES[yaml.vendor].vm(dice));
  const replace = dice.pick(["create-first", "delete-first"] as const);
  put(yaml, { ...machine, lifecycle: { ...machine.lifecycle, replace, protect: dice.chance(0.1) } });
}

function addPart(yaml: Yaml, dice: Dice): undefined {
  const machines = machinesOf(yaml);
  if (machines.length === 0) return;
  yaml.lastName += 1;
  const [section, attributes] = TRADES[yaml.vendor].part(dice, dice.pick(machines));
  put(yaml, declare(yaml.vendor, `${section}.part${yaml.lastName}`, attributes));
}

function addKey(yaml: Yaml, dice: Dice): undefined {
  yaml.lastName += 1;
  put(yaml, declare(yaml.vendor, `keys.key${yaml.lastName}`, { publicKey: keyText(dice) }));
}

function remove(yaml: Yaml, dice: Dice): undefined {
  const candidates = [...yaml.declared.values()].filter((desired) => desired.address !== "keys.ops");
  if (candidates.length === 0) return;
  drop(yaml, dice.pick(candidates).address);
}

function changeField(yaml: Yaml, dice: Dice): undefined {
  const machines = machinesOf(yaml);
  if (machines.length === 0) return;
  const machine = dice.pick(machines);
  const { edits, borrowed } = TRADES[yaml.vendor];
  const attributes =
    machine.existing === undefined
      ? dice.pick(edits)(dice, machine.attributes)
      : { ...machine.attributes, ...borrowed(dice) };
  put(yaml, { ...machine, attributes });
  dropHomeless(yaml);
}

/** A snapshot of a volume that is no longer declared cannot stay declared. */
function dropHomeless(yaml: Yaml): void {
  for (const { address, attributes } of [...yaml.declared.values()]) {
    const { vm, volume } = attributes;
    const volumes = yaml.declared.get(String(vm))?.attributes["volumes"];
    if (typeof volume === "string" && !Object.hasOwn(volumes as object, volume)) yaml.declared.delete(address);
  }
}

function rename(yaml: Yaml, dice: Dice): undefined {
  const candidates = [...yaml.declared.values()].filter(
    // Serveroid cannot rename a snapshot.
    (desired) => desired.type !== "snapshot" || yaml.vendor !== "serveroid",
  );
  if (candidates.length === 0) return;
  yaml.lastName += 1;
  const desired = dice.pick(candidates);
  put(yaml, { ...desired, name: `name${yaml.lastName}` });
}

const isCounted = ({ address }: Desired): boolean => typeof parseAddress(address)?.instance === "number";

function instancesOf(yaml: Yaml, dice: Dice): Desired[] {
  const counted = machinesOf(yaml).filter(isCounted);
  if (counted.length === 0) return [];
  const group = groupOf(dice.pick(counted).address);
  return counted.filter((desired) => groupOf(desired.address) === group);
}

function countUp(yaml: Yaml, dice: Dice): undefined {
  const instances = instancesOf(yaml, dice);
  const [first] = instances;
  // What a borrowed machine says is not enough to order another, as the configuration's rules tell.
  if (first === undefined || first.existing !== undefined || machinesOf(yaml).length >= 4) return;
  put(yaml, declare(yaml.vendor, `${groupOf(first.address)}[${instances.length}]`, first.attributes));
}

function countDown(yaml: Yaml, dice: Dice): undefined {
  const instances = instancesOf(yaml, dice);
  const last = instances.find(({ address }) => address.endsWith(`[${instances.length - 1}]`));
  if (last === undefined) return;
  drop(yaml, last.address);
}

const LIFECYCLES: readonly Partial<Lifecycle>[] = [
  { protect: true },
  { protect: false },
  { replace: "create-first" },
  { replace: "delete-first" },
  { onRemove: "forget" },
];

function changeLifecycle(yaml: Yaml, dice: Dice): undefined {
  const machines = machinesOf(yaml);
  if (machines.length === 0) return;
  const machine = dice.pick(machines);
  put(yaml, { ...machine, lifecycle: { ...machine.lifecycle, ...dice.pick(LIFECYCLES) } });
}

function changeKeyText(yaml: Yaml, dice: Dice): undefined {
  const keys = [...yaml.declared.values()].filter((desired) => desired.type === "key");
  if (keys.length === 0) return;
  const key = dice.pick(keys);
  put(yaml, { ...key, attributes: { publicKey: keyText(dice) } });
}

/** To another address, by a block; or from a single machine to the first of several, which needs none. */
function move(yaml: Yaml, dice: Dice): undefined {
  const machines = machinesOf(yaml).filter((desired) => !isCounted(desired));
  if (machines.length === 0) return;
  const machine = dice.pick(machines);
  const from = machine.address;
  yaml.lastName += 1;
  const to = dice.chance(0.5) ? `${from}[0]` : `vms.moved${yaml.lastName}`;
  if (!to.startsWith(from)) yaml.moved.push({ from, to, range: RANGE });
  yaml.moves.set(from, to);
  yaml.declared.delete(from);
  put(yaml, { ...machine, address: to });
  for (const [index, block] of yaml.imports.entries()) if (block.to === from) yaml.imports[index] = { ...block, to };
  for (const other of [...yaml.declared.values()]) {
    const attributes = JSON.stringify(other.attributes).replaceAll(JSON.stringify(from), JSON.stringify(to));
    put(yaml, { ...other, attributes: JSON.parse(attributes) as Desired["attributes"] });
  }
}
