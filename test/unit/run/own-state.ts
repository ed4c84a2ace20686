// A local state of its own for tests of what replaces and moves states.
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { DiagnosticsError, StateError } from "../../../src/core/errors.ts";
import type { StateDocument } from "../../../src/core/state-document.ts";
import type { OwnState } from "../../../src/run/change-state.ts";
import { createLocalBackend } from "../../../src/state/local-backend.ts";
import { PLAIN_CODEC } from "../../../src/state/state-codec.ts";
import { realClock } from "../../support/real-clock.ts";

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

export interface OpenedOwn extends OwnState {
  readonly path: string;
  /** Writes serials from 1 on, one for each. */
  store(...documents: readonly StateDocument[]): Promise<void>;
}

/** `at`: the files of another one. */
export async function openOwn(codec = PLAIN_CODEC, at?: string): Promise<OpenedOwn> {
  const folder = await mkdtemp(join(tmpdir(), "trueup-own-"));
  folders.push(folder);
  const path = at ?? join(folder, ".trueup", "shop.json");
  const backend = createLocalBackend({
    path,
    clock: realClock,
    identity: { who: "ops", host: hostname(), pid: process.pid },
    randomId: randomUUID,
    codec,
  });
  return {
    ...{ backend, codec, path, stack: "shop-prod", version: "0.1.0", recoveryFolder: join(folder, ".trueup") },
    async store(...documents) {
      const lease = await backend.acquire({ operation: "test", waitMs: 0 });
      for (const [index, document] of documents.entries())
        await backend.create({ ...document, serial: index + 1, token: lease.token });
      await lease.release();
    },
  };
}

/** `state.would-lose`, `locked`; what went through is said, too. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    return `went through: ${JSON.stringify(await work)}`;
  } catch (error) {
    if (error instanceof DiagnosticsError) return error.diagnostics.map(({ code }) => code).join(", ");
    if (error instanceof StateError) return error.problem;
    throw error;
  }
}
