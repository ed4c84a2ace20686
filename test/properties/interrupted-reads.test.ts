// A second interrupt ends a run at once, whichever read it stands in: each hangs here in turn, until its signal ends it.
import { afterEach, describe, expect, it } from "vitest";
import type { Call, Provider } from "../../src/core/provider.ts";
import { createStopControl, type StopControl } from "../../src/executor/stop-control.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Fleet, startFleet, type Watch } from "../support/fleet.ts";
import { sampleConfiguration, sampleKey, sampleSnapshot, sampleVm } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";
import { SMALL_ACCOUNT } from "../support/small-account.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const READS = ["identify", "confirmGone", "resolve", "check", "settle"] as const;

interface Reads {
  readonly seen: string[];
  readonly unheard: string[];
}

/** The `hangAt`-th read never answers; both interrupts come as soon as it has begun. */
function hangRead(hangAt: number, stop: StopControl, reads: Reads): Watch {
  const isHanging = (name: string, call: Call): boolean => {
    reads.seen.push(name);
    if (reads.seen.length !== hangAt) return false;
    if (call.signal === undefined) reads.unheard.push(name);
    return true;
  };
  const hang = async (call: Call): Promise<never> => {
    const ended = new Promise<never>((_resolve, reject) => {
      call.signal?.addEventListener("abort", () => reject(call.signal?.reason as Error));
    });
    stop.request();
    stop.endWaiting();
    return call.signal === undefined ? Promise.reject(new Error("a read that nobody can end")) : ended;
  };
  const provider = (made: Provider): Provider => {
    const wrapped: Record<string, unknown> = { ...made };
    for (const name of READS) {
      const read = made[name] as ((...given: unknown[]) => Promise<unknown>) | undefined;
      if (read === undefined) continue;
      wrapped[name] = (...given: unknown[]) => {
        const call = given.at(-1) as Call;
        return isHanging(name, call) ? hang(call) : read(...given);
      };
    }
    wrapped["observe"] = async function* (...[scope, call]: Parameters<Provider["observe"]>) {
      if (isHanging("observe", call)) await hang(call);
      yield* made.observe(scope, call);
    };
    return wrapped as unknown as Provider;
  };
  return { backend: (backend) => backend, provider, resumed: () => undefined, planned: () => undefined };
}

const busy = (method: string): FaultRule => ({ effect: "busy", match: { method, nth: 1 } }) as FaultRule;
const lost = (method: string): FaultRule => ({ effect: "lost-after", match: { method, nth: 1 } }) as FaultRule;

const SITUATIONS = {
  serveroid: {
    options: { seed: SMALL_ACCOUNT, project: "111" },
    faults: [lost("install"), lost("delete"), busy("memory_change")],
    first: sampleConfiguration([sampleKey("ops"), sampleVm("vms.web"), sampleSnapshot("golden", "vms.web")]),
    second: sampleConfiguration([sampleKey("ops"), sampleVm("vms.web", { memory: 2048 })]),
  },
  gcore: {
    options: { vendor: "gcore" },
    faults: [lost("instances.create"), lost("instances.delete")],
    first: sampleConfiguration([edgeKey(), edge()]),
    second: sampleConfiguration([edgeKey()]),
  },
} as const;

describe.each(Object.entries(SITUATIONS))("%s", (_vendor, { options, faults, first, second }) => {
  /** Makes, changes, deletes and settles; `hangAt` counts the reads of one of the applies. */
  async function play(turn: number, hangAt: number): Promise<Reads> {
    const current = await startFleet({ ...options, ownPollIntervalMs: 3000 });
    fleet = current;
    current.sim.faults.set([...faults]);
    const reads: Reads = { seen: [], unheard: [] };
    for (const [index, declared] of [first, second].entries()) {
      const stop = createStopControl();
      const watch = index === turn ? hangRead(hangAt, stop, reads) : undefined;
      const before = current.clock.monotonic();
      const applying = current.apply(declared, {}, { stop, ...(watch === undefined ? {} : { watch }) });
      await applying.catch((error: unknown) => {
        if (!stop.isRequested()) throw error;
      });
      if (stop.isRequested()) expect(current.clock.monotonic() - before).toBeLessThan(600_000);
    }
    await current.stop();
    fleet = undefined;
    return reads;
  }

  it("every kind of read is among them", async () => {
    const seen = [...(await play(0, 0)).seen, ...(await play(1, 0)).seen];
    expect([...new Set(seen)].sort()).toEqual(
      expect.arrayContaining(["check", "confirmGone", "identify", "observe", "resolve"]),
    );
  });

  it.each([0, 1].flatMap((turn) => [...READS, "observe"].map((kind) => [turn, kind] as const)))(
    "apply %i ends at each %s",
    async (turn, kind) => {
      const { seen } = await play(turn, 0);
      for (const [index, name] of seen.entries()) {
        if (name !== kind) continue;
        const { unheard } = await play(turn, index + 1);
        expect({ index, unheard }).toEqual({ index, unheard: [] });
      }
    },
  );
});
