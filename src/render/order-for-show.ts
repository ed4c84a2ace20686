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
  const waveOf = (operation: Operation, path: ReadonlySet<string>): number => {
    const known = waves.get(operation.id);
    if (known !== undefined) return known;
    const next = new Set([...path, operation.id]);
    const needed = operation.needs
      .map((id) => byId.get(id))
      .filter((other) => other !== undefined && !path.has(other.id));
    const wave = 1 + Math.max(0, ...needed.map((other) => (other === undefined ? 0 : waveOf(other, next))));
    waves.set(operation.id, wave);
    return wave;
  };
  return operations
    .map((operation) => ({ operation, wave: waveOf(operation, new Set([operation.id])) }))
    .sort((a, b) => a.wave - b.wave);
}
