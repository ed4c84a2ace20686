// The state backend that the configuration names. The only place that knows concrete backends.
import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { resolve } from "node:path";
import type { Clock } from "../core/clock.ts";
import type { StateSettings } from "../core/desired.ts";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import { chooseCodec, readEncryption } from "../state/choose-codec.ts";
import { guardBackend } from "../state/guard-backend.ts";
import { createLocalBackend, type LocalBackend, type StateCodec } from "../state/local-backend.ts";

export interface StateRequest {
  readonly settings: StateSettings;
  readonly stack: string;
  /** The configuration's folder: relative paths start there. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
  /** Default: as `state.encryption` says. */
  readonly codec?: StateCodec;
  /** For what moves a state or mends it: states that were migrated are read, too, and nothing is read before the lock. */
  readonly isUnguarded?: boolean;
}

export function openState(request: StateRequest): LocalBackend {
  const { settings, stack, folder, clock, warn, env } = request;
  if (settings.backend !== "local") {
    throw new DiagnosticsError([
      buildError("state.not-built", `the state backend ${settings.backend} is not part of this version of trueup`, {
        ...(settings.range === undefined ? {} : { range: settings.range }),
        fix: "state: { backend: local }",
      }),
    ]);
  }
  const path = typeof settings.fields["path"] === "string" ? settings.fields["path"] : `.trueup/${stack}.json`;
  const backend = createLocalBackend({
    path: resolve(folder, path),
    clock,
    identity: describeHolder(env),
    randomId: randomUUID,
    leaseMs: settings.leaseMs,
    warn: onlyOnce(warn),
    codec: request.codec ?? chooseCodec(readEncryption(settings.fields)),
  });
  return request.isUnguarded === true ? backend : guardBackend(backend);
}

/** The state is read more than once in a run. */
function onlyOnce(warn: (message: string) => void): (message: string) => void {
  const told = new Set<string>();
  return (message) => {
    if (told.has(message)) return;
    told.add(message);
    warn(message);
  };
}

function describeHolder(env: Readonly<Record<string, string | undefined>>) {
  const jobUrl = env["CI_JOB_URL"] ?? githubJobUrl(env);
  return { who: userName(env), host: hostname(), pid: process.pid, ...(jobUrl === undefined ? {} : { jobUrl }) };
}

function userName(env: Readonly<Record<string, string | undefined>>): string {
  try {
    return userInfo().username;
  } catch {
    return env["USER"] ?? "unknown";
  }
}

function githubJobUrl(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  return server === undefined || repository === undefined || run === undefined
    ? undefined
    : `${server}/${repository}/actions/runs/${run}`;
}
