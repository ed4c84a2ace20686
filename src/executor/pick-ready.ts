// Which waiting operations may start now: needs done, no shared VM under way, room in the account and overall. Pure.
import type { OperationResult } from "../core/event.ts";
import type { Operation } from "../core/step.ts";

export interface PickRequest {
  readonly waiting: readonly Operation[];
  readonly running: readonly Operation[];
  readonly results: ReadonlyMap<string, OperationResult>;
  readonly parallelism: number;
  readonly concurrencyOf: (operation: Operation) => number;
}

export function pickReady(request: PickRequest): Operation[] {
  const locked = new Set(request.running.flatMap((operation) => operation.exclusive));
  const perAccount = new Map<string, number>();
  for (const operation of request.running.filter(isSending))
    perAccount.set(operation.account, (perAccount.get(operation.account) ?? 0) + 1);
  const picked: Operation[] = [];
  for (const operation of request.waiting) {
    if (request.running.length + picked.length >= request.parallelism) break;
    const inAccount = perAccount.get(operation.account) ?? 0;
    const isReady = operation.needs.every((id) => request.results.get(id)?.outcome === "done");
    const isCrowded = isSending(operation) && inAccount >= request.concurrencyOf(operation);
    if (!isReady || isCrowded || operation.exclusive.some((key) => locked.has(key))) continue;
    picked.push(operation);
    if (isSending(operation)) perAccount.set(operation.account, inAccount + 1);
    for (const key of operation.exclusive) locked.add(key);
  }
  return picked;
}

/** A check waits for a machine, not for the provider: it keeps nobody from the account. */
function isSending({ action }: Operation): boolean {
  return action !== "check";
}
