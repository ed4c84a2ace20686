// TRUEUP_LOG: each request without its secrets, with timing, try and decision, to stderr or TRUEUP_LOG_FILE.
import { appendFileSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import type { HttpClientOptions } from "../http/http-client-options.ts";
import type { Redactor } from "../http/redactor.ts";
import type { Surroundings } from "./surroundings.ts";

export type RequestLog = NonNullable<HttpClientOptions["log"]>;

export interface OpenedLog {
  readonly write: RequestLog;
  /** Resolves once everything has been written. */
  flush(): Promise<void>;
}

const LEVELS: readonly string[] = ["info", "debug", "trace"];
const MODE = { mode: 0o600 };

export function createRequestLog({ env, warn, log }: Surroundings, redactor: Redactor): OpenedLog | undefined {
  const wanted = LEVELS.indexOf((env["TRUEUP_LOG"] ?? "").toLowerCase());
  if (wanted < 0) return undefined;
  const path = env["TRUEUP_LOG_FILE"] ?? "";
  const file = path === "" ? undefined : openLogFile(path, warn);
  return {
    write(level, entry) {
      if (LEVELS.indexOf(level) > wanted) return;
      const line = redactor.redact(`${new Date().toISOString()} ${level} ${JSON.stringify(entry)}\n`);
      if (file === undefined) log(line);
      else file.append(line);
    },
    flush: async () => file?.flush(),
  };
}

/** It may be a pipe whose reader pauses: nothing waits for it, least of all the lease. */
function openLogFile(path: string, warn: Surroundings["warn"]) {
  let queue: Promise<void> = Promise.resolve();
  let isFirst = true;
  let isBroken = false;
  const breakOff = (error: unknown): void => {
    isBroken = true;
    const reason = error instanceof Error ? error.message : String(error);
    warn(`TRUEUP_LOG_FILE cannot be written, and the run goes on without it: ${reason}`);
  };
  return {
    append(line: string): void {
      // A file that never could be written is a mistake to tell; later on, a request under way must not fail of it.
      if (isFirst) appendFileSync(path, line, MODE);
      else queue = queue.then(() => (isBroken ? undefined : appendFile(path, line, MODE).catch(breakOff)));
      isFirst = false;
    },
    flush: () => queue,
  };
}
