// TRUEUP_LOG: each request without its secrets, with timing, try and decision, to stderr or TRUEUP_LOG_FILE.
import { appendFileSync } from "node:fs";
import type { HttpClientOptions } from "../http/http-client-options.ts";
import type { Redactor } from "../http/redactor.ts";
import type { Surroundings } from "./surroundings.ts";

export type RequestLog = NonNullable<HttpClientOptions["log"]>;

const LEVELS: readonly string[] = ["info", "debug", "trace"];

export function createRequestLog({ env, warn, log }: Surroundings, redactor: Redactor): RequestLog | undefined {
  const wanted = LEVELS.indexOf((env["TRUEUP_LOG"] ?? "").toLowerCase());
  if (wanted < 0) return undefined;
  const file = env["TRUEUP_LOG_FILE"];
  let written = 0;
  let isBroken = false;
  const append = (path: string, line: string): void => {
    if (isBroken) return;
    try {
      appendFileSync(path, line, { mode: 0o600 });
      written++;
    } catch (error) {
      // A file that never could be written is a mistake to tell; later on, a request under way must not fail of it.
      if (written === 0 || !(error instanceof Error)) throw error;
      isBroken = true;
      warn(`TRUEUP_LOG_FILE cannot be written, and the run goes on without it: ${error.message}`);
    }
  };
  return (level, entry) => {
    if (LEVELS.indexOf(level) > wanted) return;
    const line = redactor.redact(`${new Date().toISOString()} ${level} ${JSON.stringify(entry)}\n`);
    if (file === undefined || file === "") log(line);
    else append(file, line);
  };
}
