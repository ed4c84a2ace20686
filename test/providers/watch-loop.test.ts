// The loop of `watch --apply` over a real stack: look, apply, lock and stop together, on a virtual clock.
import { afterEach, expect, it } from "vitest";
import type { WatchEvent } from "../../src/core/watch-event.ts";
import { createStopControl, type StopControl } from "../../src/executor/stop-control.ts";
import { buildErrorDiagnostics } from "../../src/render/format-error.ts";
import { formatWatchEvent } from "../../src/render/format-watch.ts";
import { PLAIN_STYLE } from "../../src/render/style.ts";
import { type DriftMemory, NO_MEMORY } from "../../src/run/drift/drift-memory.ts";
import { lookForDrift } from "../../src/run/drift/look-for-drift.ts";
import type { OpenedForWatch } from "../../src/run/watch/watch-ports.ts";
import { watchStacks } from "../../src/run/watch/watch-stacks.ts";
import type { Fleet } from "../support/fleet.ts";
import { sampleVm } from "../support/sample-desired.ts";
import { startAccount, stopAccounts, trackedIds, withKey } from "../support/small-account.ts";

afterEach(stopAccounts);

const INTERVAL_MS = 600_000;
const declared = withKey([sampleVm("vms.web")]);

/** `after`: what happens after so many cycles; ends it with the last one. Lines begin with the number of the cycle. */
async function watch(
  fleet: Fleet,
  after: readonly (() => void | Promise<void>)[],
  onEvent: (event: WatchEvent, stop: StopControl) => void = () => undefined,
  folders: readonly string[] = ["/shop"],
): Promise<string[]> {
  const { clock } = fleet;
  const stop = createStopControl();
  const lines: string[] = [];
  let [cycles, memory] = [0, NO_MEMORY as DriftMemory];
  const open = async (): Promise<OpenedForWatch> => {
    const { stack, close } = fleet.open(declared);
    const request = {
      classes: ["conflict", "vanished"] as const,
      emit: () => undefined,
      describe: buildErrorDiagnostics,
    };
    return {
      stack,
      accounts: new Map([["serveroid", { key: "one", label: "serveroid" }]]),
      async look(signal) {
        const looked = await lookForDrift(stack, { ...request, memory, signal });
        const remember = async (): Promise<void> => {
          memory = looked.memory;
        };
        return { report: looked.report, remember };
      },
      tellFailed: async () => undefined,
      close: async () => void (await close()),
    };
  };
  const watching = watchStacks(
    {
      ...{ clock, random: () => 0.5, listFolders: async () => folders, explain: buildErrorDiagnostics },
      beginReads: () => ({ open, close: async () => undefined }),
      openAlone: open,
      async publish() {
        await after[cycles]?.();
        cycles += 1;
        if (cycles >= after.length) stop.request();
      },
      emit(event) {
        const line = formatWatchEvent(event, "", PLAIN_STYLE)
          .trim()
          .replace(/ \(\d.*\)$/, "");
        lines.push(...line.split("\n").map((one) => `${cycles}: ${one.trim().replace("shop: ", "")}`));
        onEvent(event, stop);
      },
    },
    {
      intervalMs: INTERVAL_MS,
      allowed: new Set(),
      isOnce: false,
      concurrency: 2,
      stackTimeoutMs: INTERVAL_MS,
      graceMs: 8000,
    },
    stop,
  );
  await watching.ended;
  return lines.filter((line) => !/: (watching|ended|stopping$)/.test(line));
}

async function start(): Promise<{ readonly fleet: Fleet; readonly shutOff: () => void }> {
  const fleet = await startAccount();
  await fleet.apply(declared);
  const id = Number((await trackedIds(fleet))["vms.web"]);
  const set = { state: "VIR_DOMAIN_SHUTOFF" };
  return { fleet, shutOff: () => void fleet.sim.change("serveroid", { kind: "vms", action: "patch", id, set }) };
}

const nothing = (): void => undefined;

it("what has drifted is put right once, and told as resolved", async () => {
  const { fleet, shutOff } = await start();
  expect(await watch(fleet, [shutOff, nothing, nothing, nothing])).toEqual([
    '1: drift vms.web: conflict: power "on" -> "off"',
    "1: applying update vms.web",
    expect.stringMatching(/^[12]: applied update vms.web$/),
    "2: resolved vms.web",
  ]);
});

it("what drifts again at once is put right less and less often", async () => {
  const { fleet, shutOff } = await start();
  const lines = await watch(
    fleet,
    Array.from({ length: 16 }, () => shutOff),
    ({ type }) => (type === "apply-ended" ? shutOff() : undefined),
  );
  const applying = lines.filter((line) => line.endsWith("applying update vms.web"));
  expect(applying.map((line) => line.split(":")[0])).toEqual(["1", "2", "4", "8", "14"]);
});

it("whoever holds the lock is named once, and the stack is left for when it is free", async () => {
  const { fleet, shutOff } = await start();
  const other = fleet.open(declared);
  let release = async (): Promise<void> => undefined;
  const hold = async (): Promise<void> => {
    shutOff();
    const lease = await other.stack.backend.acquire({ operation: "apply", waitMs: 0 });
    release = () => lease.release();
  };
  const lines = await watch(fleet, [
    hold,
    nothing,
    nothing,
    () => release(),
    nothing,
    nothing,
    nothing,
    nothing,
    nothing,
  ]);
  await other.close();
  expect(lines.filter((line) => line.includes("locked"))).toHaveLength(1);
  expect(lines.filter((line) => line.includes("locked"))[0]).toContain("locked by test on test (apply");
  expect(lines.filter((line) => line.includes(" applied"))).toHaveLength(1);
  expect(fleet.sim.log.entries({ method: "start" })).toHaveLength(1);
});

it("a stop lets nothing more be sent, and what waits is left as it is", async () => {
  const { fleet, shutOff } = await start();
  shutOff();
  const lines = await watch(fleet, [nothing, nothing], ({ type }, stop) => {
    if (type === "apply-started") stop.request();
  });
  expect(lines.slice(1)).toEqual(["0: applying update vms.web", "0: stopped"]);
  expect(fleet.sim.log.entries({ method: "start" })).toEqual([]);
  expect((await fleet.state())?.pending).toEqual([]);
  const { stack, close } = fleet.open(declared);
  expect(await stack.backend.holder()).toBeUndefined();
  await close();
});

it("what is in flight at a stop is awaited for the grace, and taken up by the next one", async () => {
  const { fleet, shutOff } = await start();
  shutOff();
  const lines = await watch(fleet, [nothing, nothing], ({ type }, stop) => {
    if (type !== "apply-started") return;
    const look = (): void => {
      if (fleet.sim.log.entries({ method: "start" }).length > 0) stop.request();
      else setImmediate(look);
    };
    setImmediate(look);
  });
  expect(lines.filter((line) => line.includes("stopping"))).toEqual([
    expect.stringMatching(/stopping: 1 under way, what is in flight is awaited$/),
  ]);
  const after = await watch(fleet, [nothing, nothing, nothing]);
  expect(after.filter((line) => line.includes("applying"))).toEqual([]);
  expect(fleet.sim.log.entries({ method: "start" })).toHaveLength(1);
  expect((await fleet.state())?.pending).toEqual([]);
});

it("two folders of one stack in one account undo nothing of each other: neither is applied", async () => {
  const { fleet, shutOff } = await start();
  shutOff();
  const before = fleet.sim.log.entries({ mutating: true }).length;
  const lines = await watch(fleet, [nothing, nothing], nothing, ["/shop", "/copy"]);
  const refused = (one: string, other: string) =>
    `0: ${one} and ${other} are both shop, in one account [watch.same-stack] (keep one of them; another stack needs a name of its own)`;
  expect(lines.filter((line) => line.includes("watch.")).sort()).toEqual([
    refused("/copy", "/shop"),
    refused("/shop", "/copy"),
  ]);
  expect(fleet.sim.log.entries({ mutating: true })).toHaveLength(before);
});
