// Asynchronous work of the vendor: when an operation ends, what it leaves, who is busy meanwhile. Nothing runs by itself: time is looked at on request.
import type { FaultRule } from "../../engine/fault-rule.ts";
import type { Call } from "../routes/call.ts";
import type { MethodName } from "../routes/methods.ts";
import { messageOf } from "../routes/refusal.ts";
import type { OperationRow } from "../seed/vendor-rows.ts";
import type { Operation, Vm, World } from "./world.ts";

export interface Work {
  /** `operationType`; only for people, [PF]. */
  type: string;
  vm: Vm;
  alsoVm?: Vm;
  /** Seconds, over the usual duration. */
  seconds?: number;
  /** Does the work at its end; returns an error code when it cannot be done. */
  finish(at: number): string | undefined;
  /** Takes back what the call itself has already made. */
  undo?(): void;
  /** Link of a finished download. */
  result?: string;
}

interface Failure {
  code: string;
  message: string;
}

/** Seconds. All [ASSUMED], except: a policy change is done at the first poll, [PF]. */
const USUAL_SECONDS: Partial<Record<MethodName, number>> = {
  install: 45,
  clone: 90,
  reinstall: 60,
  rename: 2,
  start: 5,
  reset: 5,
  reboot: 30,
  poweroff: 3,
  shutdown: 20,
  delete: 10,
  password_change: 5,
  pubkey_change: 5,
  memory_change: 5,
  disk_change: 10,
  cpu_change: 3,
  tariff_change: 15,
  backup_policy_change: 0,
  ip_add: 6,
  ip_delete: 6,
  ip_move: 10,
  snapshot_create: 15,
  snapshot_rollback: 30,
  snapshot_delete: 20,
  backup_rollback: 120,
  backup_download: 180,
};

/** Returns the operationId. */
export function startOperation(call: Call, work: Work): number {
  const { world, now } = call;
  world.lastIds.operation += 1;
  const row: OperationRow = {
    id: world.lastIds.operation,
    vmId: work.vm.row.id,
    tenantId: work.vm.row.tenantId,
    status: "PENDING",
    operationType: work.type,
    percentage: 0,
    errorMessage: null,
    errorCode: null,
  };
  const operation: Operation = {
    row,
    startedAt: now,
    endsAt: now + durationMs(call, work),
    vmIds: [work.vm.row.id, ...(work.alsoVm ? [work.alsoVm.row.id] : [])],
    occupiesVolume: call.rule.occupiesVolume ?? false,
    conclude: (at) => conclude(call, work, row, at),
  };
  world.operations.set(row.id, operation);
  world.pending.push(operation);
  return row.id;
}

/** The vendor's word for "not now", or undefined: one operation per VM, [PF]. */
export function busyCode(world: World, vmId: number): string | undefined {
  const running = world.pending.find(({ vmIds }) => vmIds.includes(vmId));
  if (!running) return undefined;
  return running.occupiesVolume ? "error.vm.volume.under.operation" : "error.operation.already.started";
}

export function operationRow(operation: Operation, now: number): OperationRow {
  const { row, startedAt, endsAt } = operation;
  if (row.status !== "PENDING") return row;
  const share = endsAt > startedAt ? (now - startedAt) / (endsAt - startedAt) : 0;
  return { ...row, percentage: Math.max(row.percentage, Math.min(99, Math.floor(share * 100))) };
}

/** Operations that the seed shows as pending: they end well, and change nothing. */
export function resumeSeeded(row: OperationRow, startedAt: number, endsAt: number): Operation {
  const vmIds = row.vmId === null ? [] : [row.vmId];
  return { row, startedAt, endsAt, vmIds, occupiesVolume: false, conclude: () => end(row, undefined) };
}

function durationMs(call: Call, work: Work): number {
  const { world, method, faults } = call;
  const usual = work.seconds ?? world.account.durations[method] ?? USUAL_SECONDS[method] ?? 10;
  const slow = faultOf(faults, "operation-slow");
  const factor = slow ? (slow.factor ?? (slow.ms === undefined ? 10 : 1)) : 1;
  const ms = faultOf(faults, "operation-fails")?.afterMs ?? usual * 1000 * factor + (slow?.ms ?? 0);
  return ms / world.speed;
}

function conclude(call: Call, work: Work, row: OperationRow, at: number): void {
  const failed = carryOut(call, work, at);
  if (!failed && work.result !== undefined) row["operationResult"] = work.result;
  end(row, failed);
}

function carryOut(call: Call, work: Work, at: number): Failure | undefined {
  // Deleted meanwhile behind the client's back.
  if (!call.world.account.vms.has(work.vm.row.id)) return failure("error.object.not.found");
  const fault = faultOf(call.faults, "operation-fails");
  if (fault) {
    if (fault.leaves !== "object") work.undo?.();
    return failure(fault.code ?? "unexpected.exception", fault.message);
  }
  const code = work.finish(at) ?? lateGuestError(call);
  return code === undefined ? undefined : failure(code);
}

function lateGuestError(call: Call): string | undefined {
  const fault = faultOf(call.faults, "operation-guest-error");
  return fault && fault.when !== "call" ? guestErrorCode(call, fault) : undefined;
}

/** The address has moved all the same; only the guest was not told, [S002] M21..M23. */
export function guestErrorCode(call: Call, fault: FaultRule): string {
  return fault.code ?? (call.method === "ip_delete" ? "error.inet.ip.guest.remove" : "error.inet.ip.guest.add");
}

function end(row: OperationRow, failed: Failure | undefined): void {
  row.status = failed ? "ERROR" : "DONE";
  row.percentage = failed ? row.percentage : 100;
  row.errorCode = failed?.code ?? null;
  row.errorMessage = failed?.message ?? null;
}

function failure(code: string, message = messageOf(code)): Failure {
  return { code, message };
}

export function faultOf(faults: readonly FaultRule[], effect: FaultRule["effect"]): FaultRule | undefined {
  return faults.find((fault) => fault.effect === effect);
}
