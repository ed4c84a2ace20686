// TRUEUP_LOG: each request without its secrets, with timing, try and decision, to stderr or TRUEUP_LOG_FILE.
import { appendFileSync } from "node:fs";
import type { HttpClientOptions } from "../../http/http-client-options.ts";
import type { Redactor } from "../../http/redactor.ts";
import type { Terminal } from "../terminal.ts";

export type RequestLog = NonNullable<HttpClientOptions["log"]>;

const LEVELS: readonly string[] = ["info", "debug", "trace"];

export function createRequestLog(terminal: Terminal, redactor: Redactor): RequestLog | undefined {
  const wanted = LEVELS.indexOf((terminal.env["TRUEUP_LOG"] ?? "").toLowerCase());
  if (wanted < 0) return undefined;
  const file = terminal.env["TRUEUP_LOG_FILE"];
  return (level, entry) => {
    if (LEVELS.indexOf(level) > wanted) return;
    const line = redactor.redact(`${new Date().toISOString()} ${level} ${JSON.stringify(entry)}\n`);
    if (file === undefined || file === "") terminal.err(line);
    else appendFileSync(file, line, { mode: 0o600 });
  };
}
