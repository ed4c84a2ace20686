// The memory of a look for drift, as the program keeps it: a file beside the local state unless another is named. What is wrong
// with it is said, and ends nothing.
import { join, resolve } from "node:path";
import type { OpenedStack } from "../compose/open-stack.ts";
import { buildWarning, type Diagnostic } from "../core/diagnostic.ts";
import type { DriftMemory } from "../run/drift/drift-memory.ts";
import { assertMemoryFile, readMemory, writeMemory } from "../run/drift/memory-file.ts";
import { sayFileReason } from "../state/file-failure.ts";

export interface OpenedMemory {
  readonly memory: DriftMemory;
  readonly problems: readonly Diagnostic[];
  /** Writes what is worth it: nothing where there was no file and nothing is known. */
  keep(memory: DriftMemory): Promise<readonly Diagnostic[]>;
}

const FIX = "name another place: --memory FILE";

/** `isAsked`: it is needed even where there is nothing to remember but the time. Throws `DiagnosticsError`. */
export async function openMemory(
  { configuration, recoveryFolder }: Pick<OpenedStack, "configuration" | "recoveryFolder">,
  { cwd, file, isAsked }: { readonly cwd: string; readonly file: string | undefined; readonly isAsked: boolean },
): Promise<OpenedMemory> {
  const { stack } = configuration;
  const path = file === undefined ? join(recoveryFolder, "drift", `${stack}.json`) : resolve(cwd, file);
  if (file !== undefined) await assertMemoryFile(path);
  const { memory, isThere, problem } = await readMemory(path, stack);
  const problems =
    problem === undefined
      ? []
      : [buildWarning("drift.memory", `what earlier looks have seen is forgotten: ${path}: ${problem}`, { fix: FIX })];
  return {
    memory,
    problems,
    async keep(next) {
      const isWorth = isThere || isAsked || file !== undefined || Object.keys(next.seen).length > 0;
      if (!isWorth) return [];
      try {
        await writeMemory(path, stack, next);
        return [];
      } catch (error) {
        const reason = `${path}: ${sayFileReason(error)}`;
        return [
          buildWarning("drift.memory", `what was seen cannot be kept, so that it is told again: ${reason}`, {
            fix: FIX,
          }),
        ];
      }
    },
  };
}
