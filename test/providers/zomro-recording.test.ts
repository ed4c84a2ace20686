// A recording of Zomro's reads is a seed: the stand-in that is made of it answers the same reads alike. No secret in it.
import { expect, it, onTestFinished } from "vitest";
import type { Observed } from "../../src/core/observed.ts";
import type { Provider } from "../../src/core/provider.ts";
import { createHttpClient } from "../../src/http/http-client.ts";
import type { RecordedExchange } from "../../src/http/http-client-options.ts";
import { createRedactor } from "../../src/http/redactor.ts";
import { createZomroProvider } from "../../src/providers/zomro/index.ts";
import { startSimulators } from "../../src/simulators/start-simulators.ts";
import { createVirtualClock } from "../support/virtual-clock.ts";

const VM = "5203773";

async function connect(seed?: object) {
  const clock = createVirtualClock();
  const sim = await startSimulators({ clock: clock.forServers, vendors: ["zomro"], ...(seed && { seed }) });
  const recording: RecordedExchange[] = [];
  const redactor = createRedactor();
  const http = createHttpClient({
    baseUrl: sim.endpoints.zomro ?? "",
    clock,
    requestTimeoutMs: 30_000,
    requestsPerSecond: 10_000,
    redactor,
    userAgent: "trueup-test",
    inFlight: clock.inFlight,
    onExchange: (exchange) => recording.push(exchange),
  });
  const credentials = { username: sim.env["ZOMRO_USERNAME"] ?? "", password: sim.env["ZOMRO_PASSWORD"] ?? "" };
  const settings = {
    concurrency: 4,
    pollIntervalMs: 3000,
    pollIntervalMaxMs: 15_000,
    requestTimeoutMs: 30_000,
    visibilityGraceMs: 120_000,
  };
  const provider = createZomroProvider({ id: "zomro", http, redactor, settings, credentials, clock });
  onTestFinished(async () => {
    await provider.close();
    await sim.stop();
  });
  return { provider, recording };
}

async function readAll(provider: Provider) {
  await provider.identify({});
  const observed: Observed[] = [];
  for await (const object of provider.observe({ types: ["vm", "key"], losses: [VM] }, {})) observed.push(object);
  for await (const object of provider.observe({ types: ["snapshot", "schedule"], parents: [VM] }, {}))
    observed.push(object);
  const by = { tariff: "Cloud Small", datacenter: "Netherlands-2", period: "daily" };
  const facts = await provider.resolve(
    [
      { kind: "tariff", by },
      { kind: "order-image", by: { ...by, image: "Debian 11" } },
      { kind: "rescue-image", by: { elid: VM, image: "Debian 12", zone: "pub" } },
    ],
    {},
  );
  return { observed, facts, gone: await provider.confirmGone([{ type: "vm", remoteId: VM }], {}) };
}

it("is a seed that answers the same, and holds neither a session nor a password", async () => {
  const first = await connect();
  const wanted = await readAll(first.provider);
  expect(wanted.observed.map((object) => object.type).sort()).toEqual(["key", "schedule", "snapshot", "vm"]);
  const { recording } = first;
  const functions = recording.map(({ request }) => new Map(request.form).get("func"));
  expect(functions).toContain("instances.snapshots");
  expect(functions).not.toContain("auth");
  expect(functions).not.toContain("instances.edit");
  expect(JSON.stringify(recording)).not.toMatch(/auth|password|[0-9a-f]{24}/);

  const second = await connect({ zomro: { recording } });
  expect(await readAll(second.provider)).toEqual(wanted);
});
