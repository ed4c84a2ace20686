// The state backend that the configuration names. What the others than the local one need is loaded where they are used.
import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { resolve } from "node:path";
import type { StateSettings } from "../core/desired.ts";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { StateArchive } from "../core/state-port.ts";
import { chooseCodec, readEncryption } from "../state/choose-codec.ts";
import { guardBackend } from "../state/guard-backend.ts";
import { createLocalBackend } from "../state/local-backend.ts";
import type { StateRequest } from "./state-request.ts";
import { tellOfWaiting } from "./tell-of-waiting.ts";

/** Reaches for nothing yet. Throws `DiagnosticsError` where a setting is missing or cannot be. */
export async function openState(request: StateRequest): Promise<StateArchive> {
  const backend = await openBackend(request);
  return request.isUnguarded === true ? backend : guardBackend(backend);
}

async function openBackend(request: StateRequest): Promise<StateArchive> {
  const { settings, stack, folder, clock, warn, env } = request;
  assertPlaceIsKnown(settings);
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
  return tellOfWaiting(await openRemoteState(request, shared), clock, shared.warn);
}

/** The name of a variable that is not set stands in the field: taken for a place, the state would seem empty there. */
function assertPlaceIsKnown({ fields: { encryption: _own, ...place }, range }: StateSettings): void {
  for (const [field, value] of Object.entries(place)) {
    const name = typeof value === "string" ? /\$\{env:([A-Za-z_][A-Za-z0-9_]*)/.exec(value)?.[1] : undefined;
    if (name === undefined) continue;
    throw new DiagnosticsError([
      buildError("state.setting", `state.${field}: the environment variable ${name} is not set`, {
        ...(range === undefined ? {} : { range }),
        fix: `set it (export ${name}=…), and run it again`,
      }),
    ]);
  }
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
