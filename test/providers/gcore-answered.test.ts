// A creation whose answer is an error of the server's own: what its tasks then lack has not happened, and need not be looked
// for as long as what may still be on its way.
import { afterEach, expect, it } from "vitest";
import type { Provider } from "../../src/core/provider.ts";
import type { StateBackend } from "../../src/core/state-port.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

async function apply(status: number, when: "before" | "after") {
  const rule = { effect: "http-5xx", status, when, match: { method: "instances.create", nth: 1 } };
  const current = await startFleet({ vendor: "gcore", faults: [rule as FaultRule] });
  fleet = current;
  const { results } = await current.apply(sampleConfiguration([edgeKey(), edge()]));
  const sent = current.sim.log.entries({ mutating: true }).filter(({ method }) => method === "instances.create").length;
  const made = (current.sim.state("gcore") as unknown as { instances: { name: string }[] }).instances;
  return {
    outcomes: [...new Set(results.map(({ outcome }) => outcome))],
    sent,
    machines: made.filter(({ name }) => name === "edge").length,
    seconds: current.clock.monotonic() / 1000,
  };
}

it("a 500 without effect is settled as soon as the tasks prove it", async () => {
  const { seconds, ...ended } = await apply(500, "before");
  expect(ended).toEqual({ outcomes: ["done"], sent: 2, machines: 1 });
  expect(seconds).toBeLessThan(110);
});

it("a 502 without effect is looked for through the whole grace: it may still be on its way", async () => {
  const { seconds, ...ended } = await apply(502, "before");
  expect(ended).toEqual({ outcomes: ["done"], sent: 2, machines: 1 });
  expect(seconds).toBeGreaterThan(120);
});

it("a 500 after its effect is found, and nothing is sent again", async () => {
  const { seconds: _seconds, ...ended } = await apply(500, "after");
  expect(ended).toEqual({ outcomes: ["done"], sent: 1, machines: 1 });
});

it("a 500 to a request that waited for its turn is not settled before the tasks can tell of it", async () => {
  const faults: FaultRule[] = [
    { effect: "http-5xx", status: 500, when: "after", match: { method: "volumes.create", nth: 1 } },
    { effect: "invisible", ms: 4000, match: { method: "volumes.create", nth: 1 } },
  ];
  const current = await startFleet({ vendor: "gcore", faults });
  fleet = current;
  let listedFrom = 0;
  // Its turn comes long after its intent was written; the task is listed some seconds after the answer.
  const provider = (own: Provider): Provider => ({
    ...own,
    async perform(step, call) {
      if (step.name === "volumes.create") await current.clock.sleep(8000);
      return own.perform(step, call).finally(() => {
        listedFrom = current.clock.monotonic() + 4000;
      });
    },
    async settle(intent, call) {
      const sinceMs = (own.serverNow?.() ?? 0) - (intent.sentAtServerMs ?? 0);
      const isListed = current.clock.monotonic() >= listedFrom;
      return isListed && own.settle !== undefined ? own.settle(intent, call) : { outcome: "absent", sinceMs };
    },
  });
  const watch = { provider, backend: (backend: StateBackend) => backend, resumed() {}, planned() {} };
  const { results } = await current.apply(sampleConfiguration([edgeKey(), edge()]), {}, { watch });
  const { volumes } = current.sim.state("gcore") as unknown as { volumes: { name: string }[] };
  expect([...new Set(results.map(({ outcome }) => outcome))]).toEqual(["done"]);
  expect(volumes.filter(({ name }) => name === "edge-boot")).toHaveLength(1);
});
