// What cannot be read, or was migrated, is refused before any lock is taken.
import { expect, it } from "vitest";
import { StateError } from "../../../src/core/errors.ts";
import type { StateDocument } from "../../../src/core/state-document.ts";
import type { StateArchive } from "../../../src/core/state-port.ts";
import { guardBackend } from "../../../src/state/guard-backend.ts";
import { sampleDocument } from "../../support/sample-state.ts";

function open(read: () => StateDocument | undefined) {
  const calls: string[] = [];
  const note = (name: string) => async () => {
    calls.push(name);
    return undefined as never;
  };
  const backend: StateArchive = {
    label: "state.json",
    read: async () => read(),
    create: note("create"),
    acquire: note("acquire"),
    holder: note("holder"),
    unlock: note("unlock"),
    history: note("history"),
    readSerial: note("readSerial"),
    close: note("close"),
  };
  return { backend: guardBackend(backend), calls };
}

const LOCK = { operation: "apply", waitMs: 0 };

it("a wrong passphrase is told before the lock, and leaves it alone", async () => {
  const { backend, calls } = open(() => {
    throw new StateError("wrong-passphrase", "state.json was encrypted with another passphrase");
  });
  await expect(backend.acquire(LOCK)).rejects.toMatchObject({ problem: "wrong-passphrase" });
  expect(calls).toEqual([]);
});

it("a state that was migrated is read by nobody, and its lock is not taken; the lock itself can be seen and removed", async () => {
  const migrated = { to: "/elsewhere.json", at: "2026-11-29T00:00:00Z" };
  const { backend, calls } = open(() => sampleDocument({ migrated, serial: 8 }));
  const moved = { problem: "moved-away", hint: expect.stringContaining("trueup state restore 6 --force") as string };
  await expect(backend.read()).rejects.toMatchObject(moved);
  await expect(backend.acquire(LOCK)).rejects.toMatchObject(moved);
  await backend.holder();
  await backend.unlock("id");
  expect(calls).toEqual(["holder", "unlock"]);
});

it("anything else goes through", async () => {
  const { backend, calls } = open(() => undefined);
  expect(await backend.read()).toBeUndefined();
  await backend.acquire(LOCK);
  await backend.create(sampleDocument());
  await backend.history();
  await backend.readSerial(1);
  expect(calls).toEqual(["acquire", "create", "history", "readSerial"]);
});
