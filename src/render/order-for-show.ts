// Operations in the order in which they can start, each with its wave. For showing only: the executor has its own rules.
import type { Operation } from "../core/step.ts";

export interface ShownOperation {
  readonly operation: Operation;
  /** 1 for what can start at once, 2 for what needs something of wave 1, … */
  readonly wave: number;
}

export function orderForShow(operations: readonly Operation[]): ShownOperation[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const waves = new Map<string, number>();
  for (const operation of operations) if (!waves.has(operation.id)) findWaves(operation, byId, waves);
  return operations
    .map((operation) => ({ operation, wave: waves.get(operation.id) ?? 1 }))
    .sort((a, b) => a.wave - b.wave);
}

/** Depth first without recursion: a chain may be as long as the plan. What leads back in a circle is left out. */
function findWaves(start: Operation, byId: ReadonlyMap<string, Operation>, waves: Map<string, number>): void {
  const path = [{ operation: start, next: 0, wave: 1 }];
  const open = new Set([start.id]);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const id = top.operation.needs[top.next++];
    const needed = id === undefined ? undefined : byId.get(id);
    if (id === undefined) {
      waves.set(top.operation.id, top.wave);
      open.delete(top.operation.id);
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) above.wave = Math.max(above.wave, top.wave + 1);
    } else if (needed !== undefined && !open.has(id)) {
      const known = waves.get(id);
      if (known !== undefined) top.wave = Math.max(top.wave, known + 1);
      else {
        open.add(id);
        path.push({ operation: needed, next: 0, wave: 1 });
      }
    }
  }
}
