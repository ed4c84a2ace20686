// The state backend that the configuration names. What the others than the local one need is loaded where they are used.
import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { resolve } from "node:path";
import type { StateArchive } from "../core/state-port.ts";
import { chooseCodec, readEncryption } from "../state/choose-codec.ts";
import { guardBackend } from "../state/guard-backend.ts";
import { createLocalBackend } from "../state/local-backend.ts";
import type { StateRequest } from "./state-request.ts";

/** Reaches for nothing yet. Throws `DiagnosticsError` where a setting is missing or cannot be. */
export async function openState(request: StateRequest): Promise<StateArchive> {
  const backend = await openBackend(request);
  return request.isUnguarded === true ? backend : guardBackend(backend);
}

async function openBackend(request: StateRequest): Promise<StateArchive> {
  const { settings, stack, folder, clock, warn, env } = request;
  const shared = {
    clock,
    identity: describeHolder(env),
    randomId: randomUUID,
    leaseMs: settings.leaseMs,
    warn: onlyOnce(warn),
    codec: request.codec ?? chooseCodec(readEncryption(settings.fields)),
  };
  if (settings.backend === "local") {
    const path = typeof settings.fields["path"] === "string" ? settings.fields["path"] : `.trueup/${stack}.json`;
    return createLocalBackend({ ...shared, path: resolve(folder, path) });
  }
  const { openRemoteState } = await import("./open-remote-state.ts");
  return await openRemoteState(request, shared);
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
