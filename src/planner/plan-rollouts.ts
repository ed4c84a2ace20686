// Rollouts: the operations of a plan once more, with those that take machines of one group out of service in waves, and the
// checks that each wave waits for. Nothing is added that would be sent. Pure.
import type { Address } from "../core/address.ts";
import type { Desired } from "../core/desired.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { formatPlaceKey } from "../core/object-key.ts";
import { describeCheck, type InRollout, type PlannedRollout } from "../core/rollout.ts";
import type { Operation } from "../core/step.ts";
import { findCycle, reach } from "../graph/dag.ts";
import { placeOf } from "./plan-input.ts";
import {
  cutIntoWaves,
  type Graph,
  listReplaced,
  listRolloutGroups,
  listSuccessors,
  lotOf,
  type Machine,
  needsOneOf,
  orderMachines,
  type RolloutGroup,
  sizeOfWave,
} from "./rollout-machines.ts";
import { isListed } from "./subject.ts";
import type { World } from "./world.ts";

export interface RolledOut {
  readonly operations: readonly Operation[];
  readonly rollouts: readonly PlannedRollout[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Comes last: what is left out, or blocked, keeps nothing of its group waiting. */
export function planRollouts(
  world: World,
  operations: readonly Operation[],
  declared: ReadonlyMap<Address, Desired>,
): RolledOut {
  const graph = new Map(operations.map((operation) => [operation.id, operation]));
  const groups = listRolloutGroups(declared, operations, listSuccessors(world.tracked));
  const rollouts = groups.flatMap((group) => planGroup(world, group, graph) ?? []);
  if (rollouts.length === 0) return { operations, rollouts, diagnostics: [] };
  const diagnostics = [...checkOrder(graph), ...checkCommands(world, rollouts, declared)];
  return { operations: [...graph.values()], rollouts, diagnostics };
}

function planGroup(world: World, { group, machines }: RolloutGroup, graph: Map<string, Operation>) {
  const lots = machines.map((machine) => ({ machine, lot: lotOf(machine) }));
  const inLot = (wanted: string) => lots.flatMap(({ machine, lot }) => (lot === wanted ? [machine] : []));
  const rolled = orderMachines(inLot("wave"), graph);
  const leftBehind = inLot("left").filter((machine) => hasCheck(machine) && listDeposed(machine).length > 0);
  const [first] = rolled.length > 0 ? rolled : leftBehind;
  if (first === undefined) return undefined;
  const isFree = ({ operations }: Machine) => !needsOneOf(operations, rolled, graph);
  const others =
    rolled.length > 0
      ? inLot("left").filter((machine) => isAsked(world, machine) && (!isStarted(machine) || isFree(machine)))
      : leftBehind;
  for (const machine of others) addCheck(world, graph, machine, { group, part: "before" });
  for (const machine of leftBehind) waitForCheck(graph, machine);
  const made = rolled.length > 0 ? inLot("made").filter(isFree) : [];
  for (const machine of made) addCheck(world, graph, machine, { group, part: "before" });
  let gate = [...others.map(checkIdOf), ...made.flatMap((machine) => listEnds(graph, machine))];
  const size = sizeOfWave(first.rollout, machines.length);
  const waves = cutIntoWaves(rolled, size);
  for (const wave of waves) {
    for (const machine of wave) enterWave(world, graph, machine, { group, gate });
    gate = wave.flatMap((machine) => listEnds(graph, machine));
  }
  return describeRollout(group, first, { size, waves, made, others, asked: listAsked(world, rolled) });
}

/** That one goes to another place is on record from the first write on. */
function listAsked({ input: { options }, tracked }: World, machines: readonly Machine[]): PlannedRollout["asked"] {
  const moving = new Set(listSuccessors(tracked).values());
  return Object.fromEntries(
    machines.flatMap(({ address }): [Address, "replace" | "rebuild"][] => {
      if (moving.has(address)) return [];
      if (isListed(address, options.replace)) return [[address, "replace"]];
      return isListed(address, options.rebuild) ? [[address, "rebuild"]] : [];
    }),
  );
}

interface Parts extends Pick<PlannedRollout, "asked"> {
  readonly size: number;
  readonly waves: readonly (readonly Machine[])[];
  readonly made: readonly Machine[];
  readonly others: readonly Machine[];
}

function describeRollout(group: Address, { rollout }: Machine, parts: Parts): PlannedRollout {
  const { size, waves, made, others, asked } = parts;
  const named = (machines: readonly Machine[]) => machines.map(({ address }) => address);
  return {
    group,
    batch: size,
    waitMs: rollout.waitMs,
    ...(rollout.check === undefined ? {} : { check: describeCheck(rollout.check) }),
    waves: waves.map(named),
    asked,
    made: named(made),
    others: named(others),
  };
}

/** One that is declared to be off is not asked whether it is well. */
function hasCheck({ rollout, desired: { attributes } }: Machine): boolean {
  const { power = "on" } = attributes;
  return rollout.check !== undefined && power === "on" && rescueOf(attributes["rescue"]) !== true;
}

const rescueOf = (rescue: Desired["attributes"][string] | undefined): unknown =>
  typeof rescue === "object" && rescue !== null && "enabled" in rescue ? rescue["enabled"] : undefined;

/** It is there, and nobody has said to go on without it. */
function isAsked({ tracked, adopting, observedOf, input }: World, machine: Machine): boolean {
  const { address } = machine;
  const { options, leftOut = [] } = input;
  const record = tracked.get(address);
  const isThere = record === undefined ? [...adopting.values()].includes(address) : observedOf(record) !== undefined;
  const isExcluded = isListed(address, options.excludes) && !leftOut.includes(address);
  return isThere && hasCheck(machine) && !isExcluded;
}

/** One that is off by now is well only once it has been started. */
const listStarts = ({ address, operations }: Machine): string[] =>
  operations.flatMap((operation) =>
    operation.address === address && operation.action === "update" && operation.fields.includes("power")
      ? [operation.id]
      : [],
  );

const isStarted = (machine: Machine): boolean => listStarts(machine).length > 0;

const checkIdOf = ({ address }: Pick<Machine, "address">): string => `check ${address}`;

/** After all that makes the machine what it is to be, and before the old one goes where the new one came first. */
function addCheck(world: World, graph: Map<string, Operation>, machine: Machine, rollout: InRollout): void {
  const { address, desired } = machine;
  const { waitMs, timeoutMs } = machine.rollout;
  const provider = world.input.providers.get(desired.provider);
  const record = world.tracked.get(address);
  const place = record?.place ?? (provider === undefined ? undefined : placeOf(provider.account));
  const isPause = !hasCheck(machine);
  const isLeft = rollout.part === "before" && lotOf(machine) === "left";
  const needs = isLeft ? listStarts(machine) : listNeedsOfCheck(graph, machine);
  if (provider === undefined || place === undefined || (isPause && (waitMs === 0 || needs.length === 0))) return;
  graph.set(checkIdOf(machine), {
    id: checkIdOf(machine),
    action: "check",
    address,
    type: "vm",
    vendor: provider.vendor,
    provider: provider.id,
    account: formatPlaceKey(provider.vendor, place),
    place,
    name: record?.name ?? desired.name,
    ...(record === undefined || needs.length > 0 ? {} : { remoteId: record.remoteId }),
    exclusive: [address],
    needs,
    fields: [],
    steps: [],
    timeoutMs,
    rollout,
    check: { waitMs: needs.length === 0 ? 0 : waitMs, isAsked: !isPause },
  });
}

function listNeedsOfCheck(graph: Graph, machine: Machine): string[] {
  const last = new Set(listDeposed(machine));
  const needs = last.size === 0 ? new Map<string, readonly string[]>() : needsOf(graph);
  return machine.operations
    .filter(({ id, type }) => type !== "snapshot" && ![...reach([id], needs)].some((other) => last.has(other)))
    .map(({ id }) => id)
    .sort();
}

const needsOf = (graph: Graph) => new Map([...graph].map(([id, operation]) => [id, operation.needs]));

/** What goes once the new machine is well. */
const listDeposed = (machine: Machine): string[] => listReplaced(machine).map(({ id }) => id);

function waitForCheck(graph: Map<string, Operation>, machine: Machine): void {
  if (graph.has(checkIdOf(machine))) for (const id of listDeposed(machine)) addNeeds(graph, id, [checkIdOf(machine)]);
}

interface Entering {
  readonly group: Address;
  /** All that must be done before. */
  readonly gate: readonly string[];
}

function enterWave(world: World, graph: Map<string, Operation>, machine: Machine, { group, gate }: Entering): void {
  const { address } = machine;
  const rollout: InRollout = { group, part: "wave", machine: address };
  addCheck(world, graph, machine, rollout);
  waitForCheck(graph, machine);
  const own = new Set(machine.operations.map(({ id }) => id));
  for (const id of own) {
    const operation = graph.get(id);
    if (operation === undefined) continue;
    graph.set(id, { ...operation, rollout });
    if (!operation.needs.some((other) => own.has(other))) addNeeds(graph, id, gate);
  }
}

/** What nothing else of the machine waits for. */
function listEnds(graph: Graph, machine: Machine): string[] {
  const ids = [...machine.operations.map(({ id }) => id), checkIdOf(machine)].filter((id) => graph.has(id));
  const needed = new Set(ids.flatMap((id) => graph.get(id)?.needs ?? []));
  return ids.filter((id) => !needed.has(id));
}

function addNeeds(graph: Map<string, Operation>, id: string, more: readonly string[]): void {
  const operation = graph.get(id);
  if (operation === undefined) return;
  const needs = [...new Set([...operation.needs, ...more])].filter((other) => other !== id).sort();
  graph.set(id, { ...operation, needs });
}

/** Only where machines of a group need each other both ways. */
function checkOrder(graph: Graph): Diagnostic[] {
  const cycle = findCycle(needsOf(graph));
  if (cycle === undefined) return [];
  const summary = `these depend on each other once they go in waves: ${cycle.join(" needs ")}`;
  return [buildError("plan.cycle", summary, { fix: "remove a dependsOn between these machines, or their rollout" })];
}

/** As `${exec:}`: whoever may change YAML must not be able to run anything where it is applied. */
function checkCommands({ input }: World, rollouts: readonly PlannedRollout[], declared: ReadonlyMap<Address, Desired>) {
  if (input.mayRunCommands === true) return [];
  return rollouts.flatMap(({ group, waves, made, others }): Diagnostic[] => {
    // Instances may have checks of their own.
    const address = [...waves.flat(), ...made, ...others].find((one) => hasCommand(declared.get(one))) ?? "";
    const desired = declared.get(address);
    if (desired === undefined) return [];
    const range = desired.ranges["lifecycle.rollout.check.command"] ?? desired.range;
    return [
      buildError("rollout.exec-not-allowed", `the check of ${group} runs a command, which is not allowed`, {
        address,
        range,
        fix: "pass --allow-exec if you trust this configuration",
      }),
    ];
  });
}

const hasCommand = (desired: Desired | undefined): boolean => "command" in (desired?.rollout?.check ?? {});
