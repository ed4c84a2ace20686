// Live objects of a Gcore project and region as YAML declares them, and what YAML has no place for.
import { type Described, type Description, type LeftOut, refersTo } from "../../core/described.ts";
import type { Observed } from "../../core/observed.ts";
import type { Call } from "../../core/provider.ts";
import { describeKey, leaveOut, pickKnown } from "../../vendor-kit/describe.ts";
import { idOf } from "./client.ts";
import { describePolicy, isDescribed } from "./describe-policy.ts";
import { type GcoreSource, readSurroundings, type Surroundings } from "./describe-reads.ts";
import { type Declarable, type DescribedVm, describeTags, describeVm } from "./describe-vm.ts";
import { textOf } from "./rows.ts";

export interface ToDescribe {
  readonly objects: readonly Observed[];
  /** Declared already. */
  readonly beside: readonly Observed[];
}

export async function describeGcore(source: GcoreSource, given: ToDescribe, call: Call): Promise<Description> {
  const around = await readSurroundings(source, [...given.objects, ...given.beside], call);
  return describeAll(given, around);
}

function describeAll({ objects, beside }: ToDescribe, around: Surroundings): Description {
  const ofType = (type: Observed["type"]) => objects.filter((object) => object.type === type);
  const declarable: Declarable = {
    volumes: ofType("volume"),
    interfaces: ofType("interface"),
    floatingIps: ofType("floatingIp"),
    keys: ofType("key"),
    beside,
  };
  const machines = ofType("vm").map((object) => describeVm(object, declarable, around));
  const results: (Described | LeftOut)[] = [
    ...declarable.keys.map(describeKey),
    ...machines.map(({ vm }) => vm),
    ...ofType("snapshot").map((object) => describeSnapshot(object, declarable, around)),
    ...ofType("schedule").map((object) => describePolicy(object, listVolumes(machines, declarable))),
  ];
  return {
    resources: results.filter(isDescribed),
    leftOut: [
      ...results.filter((result): result is LeftOut => !isDescribed(result)),
      ...machines.flatMap(({ leftOut }) => leftOut),
      ...listLooseParts(machines, declarable, around),
      ...around.workers.map((row) => ({
        object: { type: "vm" as const, remoteId: idOf(row) ?? "", name: textOf(row["name"]) },
        reason: "a node of a managed Kubernetes cluster",
      })),
    ],
  };
}

/** Of a machine that is looked up by its id, all that hang on it. */
function listVolumes(
  machines: readonly DescribedVm[],
  { volumes, beside }: Declarable,
): ReadonlyMap<string, readonly string[]> {
  const all = [...machines.map(({ vm }) => vm.object), ...beside.filter(({ type }) => type === "vm")];
  const disks = [...volumes, ...beside.filter(({ type }) => type === "volume")];
  return new Map(
    all.map((vm) => [
      vm.remoteId,
      disks.filter(({ attributes }) => attributes["vm"] === vm.remoteId).map(({ remoteId }) => remoteId),
    ]),
  );
}

function describeSnapshot(
  object: Observed,
  { volumes, beside }: Declarable,
  { madeBy }: Surroundings,
): Described | LeftOut {
  const policy = madeBy.get(object.remoteId) ?? /^Snapshot of volume .* created by policy (\d+)/.exec(object.name)?.[1];
  if (policy !== undefined) return leaveOut(object, `made by the policy ${policy}, which deletes it again`);
  const disks = [...volumes, ...beside.filter(({ type }) => type === "volume")];
  const volume = disks.find(({ remoteId }) => remoteId === object.parentId);
  const vm = volume?.attributes["vm"];
  if (volume === undefined || typeof vm !== "string")
    return leaveOut(object, "its volume hangs on no machine that YAML declares");
  return {
    object,
    fields: {
      vm: refersTo("vm", vm),
      volume: refersTo("volume", volume.remoteId),
      ...pickKnown(object.attributes, ["description"]),
      ...describeTags(object.attributes["tags"]),
    },
  };
}

/** Volumes and addresses have a place in YAML as parts of machines only. */
function listLooseParts(
  machines: readonly DescribedVm[],
  { volumes, floatingIps }: Declarable,
  { workers }: Surroundings,
): LeftOut[] {
  const bare = new Set(machines.flatMap(({ vm }) => (vm.isExisting === true ? [vm.object.remoteId] : [])));
  const known = new Set(machines.map(({ vm }) => vm.object.remoteId));
  const nodes = new Set(workers.map(idOf));
  const said = new Set(
    machines.flatMap(({ vm, leftOut }) => [
      ...(vm.parts ?? []).map(({ object }) => object.remoteId),
      ...leftOut.map(({ object }) => object.remoteId),
    ]),
  );
  const ofVolumes = volumes.flatMap((volume) => {
    const { vm } = volume.attributes;
    if (typeof vm !== "string") return [leaveOut(volume, "it hangs on no machine, and YAML holds disks with theirs")];
    if (nodes.has(vm)) return [leaveOut(volume, "the disk of a node of a managed Kubernetes cluster")];
    if (bare.has(vm)) return [leaveOut(volume, "its machine is declared without its parts")];
    return known.has(vm) ? [] : [leaveOut(volume, "its machine is left out")];
  });
  const ofAddresses = floatingIps
    .filter(({ remoteId }) => !said.has(remoteId))
    .map((address) =>
      leaveOut(
        address,
        typeof address.attributes["port"] === "string"
          ? "it is assigned to what YAML does not declare"
          : "it is assigned to nothing, and YAML holds addresses with their machine",
      ),
    );
  return [...ofVolumes, ...ofAddresses];
}
