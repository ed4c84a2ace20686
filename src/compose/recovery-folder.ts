// Where a run leaves what it knows when it has lost its lock, and where the next one looks for it.
import { join, resolve } from "node:path";
import type { Surroundings } from "./surroundings.ts";

/** Beside the configuration, unless TRUEUP_RECOVERY_DIR names a place that outlives it (a checkout that is thrown away). */
export function findRecoveryFolder({ cwd, env }: Pick<Surroundings, "cwd" | "env">, folder: string): string {
  const named = env["TRUEUP_RECOVERY_DIR"] ?? "";
  return named === "" ? join(folder, ".trueup") : resolve(cwd, named);
}
