// What the composition root needs of a terminal.
import type { Surroundings } from "../compose/surroundings.ts";
import type { Redactor } from "../http/redactor.ts";
import type { Terminal } from "./terminal.ts";

/** Of the one command that this process runs. */
let known: Redactor | undefined;

export function surroundingsOf({ cwd, env, err }: Terminal): Surroundings {
  return {
    cwd,
    env,
    warn: (message) => err(`warning: ${redactKnown(message)}\n`),
    log: err,
    useRedactor: (redactor) => {
      known = redactor;
    },
  };
}

/** Without the secrets that the command has come to know. */
export function redactKnown(text: string): string {
  return known?.redact(text) ?? text;
}
