// The end of a random run: faults are over, everything is allowed, and within a few applies all must be as declared.
import { partOf } from "../../src/core/address.ts";
import type { Desired } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import type { StateDocument } from "../../src/core/state-document.ts";
import { ASSUME_ABSENT_AFTER_MS } from "./faults.ts";
import { noteRemoval } from "./ledger.ts";
import { applyOnce, configurationOf, liveOf, type Run } from "./random-apply.ts";
import { KIND_OF_TYPE } from "./random-trouble.ts";
import { drop, dropImports, isSpokenFor, machinesOf, put } from "./random-yaml.ts";

const MOST_APPLIES = 4;
const EVERYTHING = { deletes: 999, adopt: 99, recreate: 99, empty: true, filesChanged: true };

export async function checkRest(run: Run): Promise<string[]> {
  const { fleet, problems } = run;
  fleet.sim.faults.clear();
  settleContradictions(run);
  wakeMachines(run);
  let left: readonly string[] = [];
  let replace: readonly string[] = [];
  for (let round = 0; round < MOST_APPLIES && problems.length === 0; round += 1) {
    await fleet.clock.advance(ASSUME_ABSENT_AFTER_MS * 2);
    clearNamesakes(run);
    dropMissing(run);
    if (round > 0) clearStuck(run);
    endRescues(run, round > 0);
    const assumeDone = listUnreadable(await fleet.state());
    const surplus = listSurplus(run, await fleet.state());
    await applyOnce(run, { allow: EVERYTHING, replace, ...surplus }, {}, { assumeDone });
    const plan = await fleet.plan(configurationOf(run));
    const work = plan.entries.filter((entry) => entry.action !== "no-op");
    const errors = plan.diagnostics.filter((item) => item.severity === "error");
    left = [
      ...work.map((entry) => `${entry.action} ${entry.address}: ${[...entry.steps, ...entry.notes].join(", ")}`),
      ...errors.map((item) => `error: ${item.summary}`),
      ...plan.blocked.flatMap((item) =>
        isHeldByYounger(run, item.address) || isProtected(run, item.address)
          ? []
          : [`blocked: ${item.address}: ${item.reason}`],
      ),
      // A plan settles in memory what only an apply puts on record.
      ...((await fleet.state())?.pending ?? []).map((item) => `pending: ${item.address}: ${item.summary}`),
    ];
    // What a snapshot held is gone for ever; a person has a new one taken.
    replace = plan.blocked.flatMap(({ address }) =>
      run.yaml.declared.has(address) && address.startsWith("snapshots.") ? [address] : [],
    );
    if (left.length === 0) break;
  }
  if (problems.length > 0) return [];
  if (left.length > 0) return left.map((item) => `rest: ${item}`);
  return checkOneToOne(run, await fleet.state());
}

/** At Serveroid a snapshot that another was built on stays until that one goes. */
function isHeldByYounger({ yaml }: Run, address: string): boolean {
  const hasOthers = [...yaml.declared.values()].some((desired) => desired.type === "snapshot");
  return yaml.vendor === "serveroid" && address.startsWith("snapshots.") && !yaml.declared.has(address) && hasOthers;
}

const isProtected = ({ yaml }: Run, address: string): boolean => yaml.declared.get(address)?.lifecycle.protect === true;

/** What protection forbids and YAML asks for at once is refused: a person takes the one back. Nothing is ignored. */
function settleContradictions({ yaml }: Run): void {
  for (const desired of machinesOf(yaml)) {
    const { protect, rebuild } = desired.lifecycle;
    const lifecycle = { ...desired.lifecycle, ignore: [], rebuild: protect ? ("never" as const) : rebuild };
    put(yaml, { ...desired, lifecycle });
  }
}

/** At Zomro a stopped machine takes no password, and one in rescue nothing at all: a person lets it run. */
function wakeMachines({ yaml }: Run): void {
  if (yaml.vendor !== "zomro") return;
  for (const desired of machinesOf(yaml)) {
    const { rescue: _rescue, ...rest } = desired.attributes;
    put(yaml, { ...desired, attributes: { ...rest, power: "on" } });
  }
}

/** A machine that the vendor never finishes goes in the panel, as the message says. */
function clearStuck({ fleet, yaml, ledger, trace }: Run): void {
  if (yaml.vendor !== "serveroid") return;
  for (const { object } of ledger.owned.values()) {
    if (object.type !== "vm" || !object.picture.includes("VIR_DOMAIN_NOSTATE")) continue;
    trace.push(`stuck ${object.key}`);
    noteRemoval(ledger, object);
    fleet.sim.change(yaml.vendor, { kind: "vms", action: "delete", id: object.id });
  }
}

/** Nothing is done to a machine in rescue mode, so that one that is no longer declared is let out of it in the panel. */
function endRescues({ fleet, yaml, ledger, trace }: Run, isDeclaredToo: boolean): void {
  if (yaml.vendor !== "zomro") return;
  for (const { object, line } of ledger.owned.values()) {
    const isKept = !isDeclaredToo && yaml.declared.has(line ?? "");
    if (object.type !== "vm" || isKept || !object.picture.includes('"rescued"')) continue;
    trace.push(`rescued ${object.key}`);
    fleet.sim.change(yaml.vendor, {
      kind: "instances",
      action: "patch",
      id: object.id,
      set: { instance_status: { $: "active" } },
    });
  }
}

/** Whoever named an object by its id learns that it is gone, and drops the name. */
function dropMissing(run: Run): void {
  const { yaml, trace } = run;
  const live = new Set(liveOf(run).map(({ id }) => id));
  dropImports(yaml, ({ id }) => !live.has(id));
  for (const { address, existing } of machinesOf(yaml)) {
    if (existing?.id === undefined || live.has(existing.id)) continue;
    trace.push(`dropped ${address}`);
    drop(yaml, address);
  }
}

/** What another has made under a name that we declare stands in the way: that other takes it away. */
function clearNamesakes(run: Run): void {
  const { fleet, yaml, ledger, trace } = run;
  for (const object of liveOf(run)) {
    const isInTheWay = [...yaml.declared.values()].some(
      ({ type, name }) => type === object.type && name === object.name,
    );
    const kind = KIND_OF_TYPE[yaml.vendor][object.type];
    if (!isInTheWay || isSpokenFor(yaml, object) || kind === undefined || !ledger.foreign.delete(object.key)) continue;
    trace.push(`cleared ${object.key}`);
    noteRemoval(ledger, object);
    fleet.sim.change(yaml.vendor, { kind, action: "delete", id: object.id });
  }
}

/** A person deletes what was made twice, and leaves what another has made meanwhile. */
function listSurplus({ ledger }: Run, document: StateDocument | undefined) {
  const foreign = new Set([...ledger.foreign.values()].map(({ type, id }) => `${type} ${id}`));
  const kept = (document?.surplus ?? []).map((one) => ({
    ...one,
    isForeign: foreign.has(`${one.type} ${one.remoteId}`),
  }));
  const found = (document?.pending ?? []).flatMap(({ address, type, found: ids = [] }) => {
    const ours = ids.filter((id) => !foreign.has(`${type} ${id}`));
    return ours.slice(ours.length === ids.length ? 1 : 0).map((remoteId) => `${address}=${remoteId}`);
  });
  const name = ({ address, remoteId }: { readonly address: string; readonly remoteId: string }) =>
    `${address}=${remoteId}`;
  return {
    deleteSurplus: [...kept.filter(({ isForeign }) => !isForeign).map(name), ...found],
    keepSurplus: kept.filter(({ isForeign }) => isForeign).map(name),
  };
}

/** A destructive step whose effect nobody can read is settled by a person. */
function listUnreadable(document: StateDocument | undefined): string[] {
  return (document?.pending ?? []).flatMap((intent) => (intent.settle.by === "nothing" ? [intent.address] : []));
}

function checkOneToOne(run: Run, document: StateDocument | undefined): string[] {
  const { yaml, ledger } = run;
  const live = liveOf(run);
  const wanted = new Map([...yaml.declared.values()].flatMap((desired) => listParts(desired)));
  const resources = document?.resources ?? {};
  const missing = [...wanted].flatMap(([address, name]) => {
    const left = resources[address]?.lifecycle.protect === true ? (resources[address].deposed ?? []) : [];
    const made = live.filter(
      (object) =>
        ledger.owned.get(object.key)?.line === address && left.every(({ remoteId }) => remoteId !== object.id),
    );
    const [only] = made;
    if (only === undefined || made.length > 1) return [`${address} has ${made.length} objects`];
    if (only.name !== name) return [`${address} is named ${only.name}, not ${name}`];
    return resources[address]?.remoteId === only.id
      ? []
      : [`${address} is ${only.id}, the state says ${resources[address]?.remoteId ?? "nothing"}`];
  });
  const kept = new Set(
    Object.values(resources).flatMap(({ type, remoteId, lifecycle, deposed = [] }) =>
      lifecycle.protect ? [remoteId, ...deposed.map((old) => old.remoteId)].map((id) => `${type} ${id}`) : [],
    ),
  );
  const extra = live.flatMap(({ key, name, type, id }) => {
    const line = ledger.owned.get(key)?.line;
    if (line === undefined || wanted.has(line)) return [];
    return kept.has(`${type} ${id}`) || isHeldByYounger(run, line) ? [] : [`${key} (${name}) is left of ${line}`];
  });
  const ids = new Set(live.map((object) => `${object.type} ${object.id}`));
  const ghosts = Object.entries(resources).flatMap(([address, { type, remoteId, lifecycle, deposed = [] }]) => [
    ...(ids.has(`${type} ${remoteId}`) ? [] : [`the state holds ${address} (${remoteId}), which is not there`]),
    ...(lifecycle.protect ? [] : deposed).map((old) => `the state still holds ${old.remoteId} as deposed`),
  ]);
  return [...missing, ...extra, ...ghosts].map((item) => `rest: ${item}`);
}

/** Address -> name of everything that costs money on its own. */
function listParts({ address, name, attributes }: Desired): [string, string][] {
  const volumes = Object.keys((attributes["volumes"] ?? {}) as JsonObject);
  const floating = Object.entries((attributes["interfaces"] ?? {}) as Record<string, JsonObject>).filter(
    ([, item]) => item["floatingIp"] === "new",
  );
  return [
    [address, name],
    ...volumes.map((key): [string, string] => [partOf(address, "volumes", key), `${name}-${key}`]),
    ...floating.map(([key]): [string, string] => [partOf(address, "floatingIps", key), ""]),
  ];
}
