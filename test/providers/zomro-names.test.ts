// Names that Zomro does not have: said at the plan with the place in YAML and what there is; nothing is asked or sent for them.
import { afterEach, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { Step } from "../../src/core/step.ts";
import type { HttpClient } from "../../src/http/http-client.ts";
import { createRedactor } from "../../src/http/redactor.ts";
import { createZomroProvider } from "../../src/providers/zomro/index.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleDesired, ZOMRO_ORDER } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const ZOMRO = { provider: "zomro", vendor: "zomro" };
const order = (attributes: JsonObject) =>
  sampleDesired(
    "vms.web",
    {
      ...ZOMRO_ORDER,
      ...attributes,
    },
    ZOMRO,
  );
const configuration = (...resources: ReturnType<typeof order>[]) =>
  sampleConfiguration(resources, { policy: { publicEnv: [] } });

describe("an order with a name that Zomro does not have", () => {
  it.each([
    ["tariff", { tariff: "Nope" }, "vms.web: Zomro has no tariff Nope", "Cloud Small", 0],
    ["datacenter", { datacenter: "Nope-1" }, "vms.web: Zomro has no data centre Nope-1", "Netherlands-2", 0],
    ["image", { image: "Nope" }, "vms.web: Zomro has no image Nope", "Debian 10", 1],
    [
      "datacenter",
      { datacenter: "Nope-1", tariff: "Nope" },
      "vms.web: Zomro has no data centre Nope-1",
      "Netherlands-2",
      0,
    ],
  ])("%s %o: one error that lists what there is", async (_field, attributes, summary, listed, forms) => {
    fleet = await startFleet({ vendor: "zomro" });
    const { plan } = await fleet.apply(configuration(order(attributes)));
    expect(plan.diagnostics).toMatchObject([
      { code: "provider.name-not-found", address: "vms.web", summary, detail: expect.stringContaining(listed) },
    ]);
    expect(fleet.sim.log.entries({ mutating: true })).toEqual([]);
    expect(fleet.sim.log.entries({ method: "v2.instances.order.param" }).length).toBe(forms);
  });
});

it("a machine whose name the panel has trimmed is found again: bought once, and nothing to do afterwards", async () => {
  fleet = await startFleet({ vendor: "zomro" });
  const declared = configuration({ ...order({}), name: "web " });
  const { results } = await fleet.apply(declared);
  expect(results.map(({ outcome }) => outcome)).toEqual(["done"]);
  expect((await fleet.state())?.resources["vms.web"]?.remoteId).toBeDefined();
  expect((await fleet.plan(declared)).counts).toMatchObject({ add: 0, change: 0, destroy: 0 });
  expect(fleet.sim.log.entries({ method: "cartorder.create.confirm" }).length).toBe(1);
});

it("a choice without an id is not sent: the panel would choose for itself", async () => {
  const refuse = () => Promise.reject(new Error("sent"));
  const provider = createZomroProvider({
    id: "zomro",
    http: { read: refuse, send: refuse, close: () => Promise.resolve() } as unknown as HttpClient,
    credentials: { session: "sim" },
    redactor: createRedactor([]),
    clock: { now: () => 0 },
    settings: { concurrency: 1 } as Provider["settings"],
  });
  const step: Step = {
    name: "v2.instances.order.param",
    summary: "",
    request: { form: { sok: "ok", instances_ssh_keys: null } },
    settle: { by: "abandon" },
    fields: [],
    expectedMs: 0,
    wire: "",
  };
  await expect(provider.perform(step, {})).rejects.toThrow("instances_ssh_keys is empty");
});
