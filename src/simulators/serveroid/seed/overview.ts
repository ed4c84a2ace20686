// What the page shows of this vendor's world. Changes nothing.
import { type ObjectKind, type Overview, percentOf, type ShownObject } from "../../engine/overview.ts";
import type { Operation, Vm, World } from "../objects/world.ts";

export function overviewOf(world: World): Overview {
  const { account } = world;
  const vms = [...account.vms.values()];
  return {
    accounts: account.credentials.map(({ clientId, apiKey }) => ({ "client id": clientId, "API key": apiKey })),
    kinds: [
      { kind: "vms", objects: vms.map((vm) => showVm(world, vm)) },
      { kind: "snapshots", objects: vms.flatMap((vm) => vm.snapshots.map(({ row }) => copyOf(row.id, row.name, vm))) },
      { kind: "backups", objects: vms.flatMap((vm) => vm.backups.map(({ row }) => copyOf(row.id, row.id, vm))) },
      {
        kind: "pubkeys",
        objects: [...account.keys.values()].map(({ row }) => ({ id: `${row.id}`, name: row.name, state: row.type })),
      },
      operationsOf(world),
      {
        kind: "tenants",
        objects: account.tenants.map((row) => ({ id: `${row.id}`, name: row.description, state: "" })),
      },
    ],
  };
}

function copyOf(id: number | string, name: string, vm: Vm): ShownObject {
  return { id: String(id), name, state: `of ${vm.row.name}` };
}

function showVm(world: World, { row }: Vm): ShownObject {
  const running = world.pending.find(({ vmIds }) => vmIds.includes(row.id));
  const shown = { id: String(row.id), name: row.name, state: row.state };
  return running ? { ...shown, operation: showOperation(world, running) } : shown;
}

function showOperation({ clock }: World, { row, startedAt, endsAt }: Operation) {
  return { type: row.operationType, percent: percentOf(startedAt, endsAt, clock.now()), endsAt };
}

/** The newest first: an account has many of them. */
function operationsOf(world: World): ObjectKind {
  const all = [...world.operations.values()].reverse().map((operation): ShownObject => {
    const { row } = operation;
    const shown = {
      id: String(row.id),
      name: `${row.operationType} of VM ${row.vmId ?? "?"}`,
      state: row.errorCode ?? row.status,
    };
    return row.status === "PENDING" ? { ...shown, operation: showOperation(world, operation) } : shown;
  });
  return { kind: "operations", objects: all };
}
