// What happens to a run from outside while it is under way: at a named line of its text, and before it does anything more.
import { rm } from "node:fs/promises";
import { type LockHolder, StateError } from "../../../src/core/errors.ts";
import type { Provider } from "../../../src/core/provider.ts";
import type { Lease, StateBackend } from "../../../src/core/state-port.ts";
import type { StopControl } from "../../../src/executor/stop-control.ts";
import type { OutsideChange } from "../../../src/simulators/engine/simulated-vendor.ts";
import { createLocalBackend } from "../../../src/state/local-backend.ts";
import { nodeFiles, type StateFiles } from "../../../src/state/state-files.ts";
import type { Fleet } from "../../support/fleet.ts";

export type Act =
  /** The first interrupt, and the second. */
  | "stop"
  | "stop now"
  /** Ann, at another machine: removes the lock, takes it, gives it back. */
  | "ann unlocks"
  | "ann locks"
  | "ann goes"
  /** She tries to take the lock, and tells what she is told. */
  | "ann asks"
  | "disk is full"
  | "disk has room"
  | "state is deleted"
  /** The wall clock alone goes on by two minutes, longer than a lease. */
  | "clock jumps"
  | "an hour passes"
  | OutsideChange;

export interface Disk {
  readonly files: StateFiles;
  isFull: boolean;
}

/** The real disk, which can be told to be full. */
export function createDisk(): Disk {
  const disk: Disk = { isFull: false, files: nodeFiles };
  const room = async (): Promise<void> => {
    if (disk.isFull) throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  };
  const files: StateFiles = {
    ...nodeFiles,
    create: (path, text) => room().then(() => nodeFiles.create(path, text)),
    replace: (path, text, scratch) => room().then(() => nodeFiles.replace(path, text, scratch)),
    scribble: (path, text) => room().then(() => nodeFiles.scribble(path, text)),
  };
  return Object.assign(disk, { files });
}

export interface Ann {
  /** Who holds the lock. */
  asks(): Promise<string>;
  locks(): Promise<void>;
  goes(): Promise<void>;
}

/** Another user of the same state. */
export function createAnn(path: string, { clock }: Fleet): Ann {
  const identity = { who: "ann", host: "laptop", pid: 1 };
  const backend = createLocalBackend({ path, clock, identity, randomId: () => "lock-of-ann" });
  let lease: Lease | undefined;
  return {
    async asks() {
      const asked = backend.acquire({ operation: "apply", waitMs: 0 });
      return asked.then(
        (free) => free.release().then(() => "nobody"),
        (error: unknown) => {
          if (!(error instanceof StateError) || error.holder === undefined) throw error;
          return `${error.holder.who} at ${error.holder.host} (${error.holder.operation})`;
        },
      );
    },
    async locks() {
      lease = await backend.acquire({ operation: "apply", waitMs: 0 });
    },
    async goes() {
      await lease?.release();
      lease = undefined;
    },
  };
}

export interface World {
  readonly fleet: Fleet;
  readonly backend: StateBackend;
  readonly stop: StopControl;
  readonly disk: Disk;
  readonly ann: Ann;
}

export async function carryOutAct(
  act: Act,
  { fleet, backend, stop, disk, ann }: World,
  say: (line: string) => void,
): Promise<void> {
  switch (act) {
    case "stop":
      return stop.request();
    case "stop now":
      return stop.endWaiting();
    case "ann unlocks":
      await backend.unlock((await holderOf(backend)).id);
      return;
    case "ann locks":
      return ann.locks();
    case "ann goes":
      return ann.goes();
    case "ann asks":
      return say(`ann is told: the lock is held by ${await ann.asks()}`);
    case "disk is full":
      disk.isFull = true;
      return;
    case "disk has room":
      disk.isFull = false;
      return;
    case "state is deleted":
      await Promise.all([backend.label, `${backend.label}.d`].map((path) => rm(path, { recursive: true })));
      return;
    case "clock jumps":
      return fleet.clock.jumpWall(120_000);
    case "an hour passes":
      return fleet.clock.advance(3_600_000);
    default:
      fleet.sim.change("serveroid", act);
  }
}

async function holderOf(backend: StateBackend): Promise<LockHolder> {
  const holder = await backend.holder();
  if (holder === undefined) throw new Error("nobody holds the lock");
  return holder;
}

export interface Gate {
  /** Before the run reaches out for its state or its provider. */
  readonly before: () => Promise<void>;
  /** Once a mutating request has been answered, or has failed. */
  readonly sent: () => void;
}

const READS = ["identify", "confirmGone", "resolve", "check", "settle", "preflight"] as const;

/** A provider that the run reaches only when whatever was to happen meanwhile has happened. */
export function gateProvider(provider: Provider, { before, sent }: Gate): Provider {
  const gated: Record<string, unknown> = { ...provider };
  for (const name of READS) {
    const read = provider[name] as ((...given: unknown[]) => Promise<unknown>) | undefined;
    if (read !== undefined) gated[name] = (...given: unknown[]) => before().then(() => read(...given));
  }
  const mutating: Pick<Provider, "perform" | "observe"> = {
    async perform(step, call) {
      await before();
      try {
        return await provider.perform(step, call);
      } finally {
        sent();
        await before();
      }
    },
    async *observe(scope, call) {
      await before();
      yield* provider.observe(scope, call);
    },
  };
  return { ...(gated as unknown as Provider), ...mutating };
}

export function gateBackend(backend: StateBackend, { before }: Gate): StateBackend {
  return {
    ...backend,
    read: () => before().then(() => backend.read()),
    create: (document) => before().then(() => backend.create(document)),
  };
}
