// What the composition root needs of a terminal.
import type { Surroundings } from "../compose/surroundings.ts";
import type { Terminal } from "./terminal.ts";

export function surroundingsOf({ cwd, env, err }: Terminal): Surroundings {
  return { cwd, env, warn: (message) => err(`warning: ${message}\n`), log: err };
}
