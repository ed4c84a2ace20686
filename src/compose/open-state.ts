// The state backend that the configuration names. The only place that knows concrete backends.
import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { resolve } from "node:path";
import type { Clock } from "../core/clock.ts";
import type { StateSettings } from "../core/desired.ts";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import { createLocalBackend, type LocalBackend } from "../state/local-backend.ts";

export interface StateRequest {
  readonly settings: StateSettings;
  readonly stack: string;
  /** The configuration's folder: relative paths start there. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly warn: (message: string) => void;
}

export function openState(request: StateRequest): LocalBackend {
  const { settings, stack, folder, clock, warn, env } = request;
  if (settings.backend !== "local" || settings.fields["encryption"] !== undefined) {
    const what = settings.backend === "local" ? "state encryption" : `the state backend ${settings.backend}`;
    throw new DiagnosticsError([
      buildError("state.not-built", `${what} is not part of this version of trueup`, {
        ...(settings.range === undefined ? {} : { range: settings.range }),
        fix: "state: { backend: local }",
      }),
    ]);
  }
  const path = typeof settings.fields["path"] === "string" ? settings.fields["path"] : `.trueup/${stack}.json`;
  return createLocalBackend({
    path: resolve(folder, path),
    clock,
    identity: describeHolder(env),
    randomId: randomUUID,
    leaseMs: settings.leaseMs,
    warn,
  });
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
