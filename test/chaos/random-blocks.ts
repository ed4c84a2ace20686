// Edits that concern objects rather than fields: taken over, borrowed, let go by a block, copied, installed anew; and what
// is typed without an edit: a part of the plan, everything destroyed, the state read afresh.
import type { Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { PlanOptions } from "../../src/planner/plan-input.ts";
import { RANGE } from "../support/sample-desired.ts";
import type { Dice } from "./dice.ts";
import type { LiveObject } from "./live-objects.ts";
import { declare, keyText, password, TRADES } from "./random-fleet.ts";
import { drop, type Edit, isSpokenFor, machinesOf, put, type Yaml } from "./random-yaml.ts";

export const BLOCK_EDITS: readonly (readonly [weight: number, edit: Edit])[] = [
  [2, removeByBlock],
  [2, importStranger],
  [2, borrowStranger],
  [1, cloneMachine],
  [2, installAnew],
  [1, ignoreField],
  [1, (yaml, dice) => ({ targets: pickSome(yaml, dice) })],
  [1, (yaml, dice) => ({ excludes: pickSome(yaml, dice) })],
  [1, (_yaml, dice) => ({ mode: dice.pick(["destroy", "refresh-only"] as const) })],
];

function pickSome({ declared }: Yaml, dice: Dice): string[] {
  const addresses = [...declared.keys()];
  return addresses.length === 0 ? [] : [dice.pick(addresses)];
}

/** The block says what becomes of it, and stays in the YAML. */
function removeByBlock(yaml: Yaml, dice: Dice): undefined {
  const machines = machinesOf(yaml);
  if (machines.length === 0) return;
  const { address } = dice.pick(machines);
  drop(yaml, address);
  yaml.removed.push({ from: address, destroy: dice.chance(0.5), range: RANGE });
}

/** Whose name nothing else has here. */
function pickStranger(yaml: Yaml, dice: Dice, types: readonly string[]): LiveObject | undefined {
  const names = [...yaml.declared.values()].map(({ type, name }) => `${type} ${name}`);
  const free = yaml
    .strangers()
    .filter(
      (object) =>
        object.marker === undefined &&
        types.includes(object.type) &&
        !isSpokenFor(yaml, object) &&
        !names.includes(`${object.type} ${object.name}`),
    );
  return free.length === 0 ? undefined : dice.pick(free);
}

/** At Gcore a stranger's machine has no disks that could be declared. */
function importStranger(yaml: Yaml, dice: Dice): undefined {
  const stranger = pickStranger(yaml, dice, yaml.vendor === "gcore" ? ["key"] : ["vm", "key"]);
  if (stranger === undefined) return;
  yaml.lastName += 1;
  const to = `${stranger.type}s.taken${yaml.lastName}`;
  // It may have been ours before, with more addresses: those too many would have to be named.
  const machine = yaml.vendor === "serveroid" ? { ...TRADES.serveroid.vm(dice), ips: 5 } : TRADES[yaml.vendor].vm(dice);
  const attributes = stranger.type === "key" ? { publicKey: keyText(dice) } : machine;
  yaml.imports.push({ to, id: stranger.id, range: RANGE });
  put(yaml, declare(yaml.vendor, to, attributes, stranger.name));
}

function borrowStranger(yaml: Yaml, dice: Dice): undefined {
  const stranger = pickStranger(yaml, dice, ["vm"]);
  if (stranger === undefined || machinesOf(yaml).length >= 4) return;
  yaml.lastName += 1;
  const desired = declare(
    yaml.vendor,
    `vms.borrowed${yaml.lastName}`,
    TRADES[yaml.vendor].borrowed(dice),
    stranger.name,
  );
  put(yaml, { ...desired, existing: { id: stranger.id }, ranges: { name: RANGE } });
}

function cloneMachine(yaml: Yaml, dice: Dice): undefined {
  const sources = machinesOf(yaml).filter(({ existing }) => existing === undefined);
  if (yaml.vendor !== "serveroid" || sources.length === 0 || machinesOf(yaml).length >= 4) return;
  yaml.lastName += 1;
  const source = dice.pick(sources);
  // As many addresses as its source may have by then: those too many would have to be named.
  const attributes = {
    ...source.attributes,
    cloneOf: { vm: source.address },
    password: password(dice),
    ips: 5,
    cpu: 8,
  };
  put(yaml, declare(yaml.vendor, `vms.copy${yaml.lastName}`, attributes));
}

/** Debt, a rebuild that YAML allows, or one that is typed. */
function installAnew(yaml: Yaml, dice: Dice): Partial<PlanOptions> | undefined {
  const { images } = TRADES[yaml.vendor];
  const machines = machinesOf(yaml).filter(({ existing }) => existing === undefined);
  if (images.length === 0 || machines.length === 0) return undefined;
  const machine = dice.pick(machines);
  const rebuild = machine.lifecycle.protect ? "never" : dice.pick(["allow", "allow", "never"] as const);
  put(yaml, {
    ...machine,
    attributes: { ...machine.attributes, image: dice.pick(images) },
    lifecycle: { ...machine.lifecycle, rebuild },
  });
  return rebuild === "allow" && dice.chance(0.3) ? { rebuild: [machine.address] } : undefined;
}

function ignoreField(yaml: Yaml, dice: Dice): undefined {
  const machines = machinesOf(yaml);
  if (machines.length === 0) return;
  const machine: Desired = dice.pick(machines);
  const fields = Object.keys(machine.attributes as JsonObject).filter((field) => !/volumes|interfaces/.test(field));
  put(yaml, { ...machine, lifecycle: { ...machine.lifecycle, ignore: [dice.pick([...fields, "tags.*", "all"])] } });
}
