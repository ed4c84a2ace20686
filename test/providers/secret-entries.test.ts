// Tags whose values come from secret references: set, no drift, and taken off once YAML drops them.
import { afterEach, expect, it } from "vitest";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

it("a tag from a secret reference is ours: its name is on record, its value is not", async () => {
  fleet = await startFleet({ vendor: "gcore" });
  const machine = edge({ keys: [], tags: { team: "shop", token: "a-secret-value" } }, { secrets: ["tags.token"] });
  await fleet.apply(sampleConfiguration([machine]));
  expect(JSON.stringify(await fleet.state())).not.toContain("a-secret-value");
  const same = await fleet.plan(sampleConfiguration([machine]));
  expect([same.drift, same.operations]).toEqual([[], []]);
  const dropped = sampleConfiguration([edge({ keys: [], tags: { team: "shop" } })]);
  await fleet.apply(dropped);
  const { instances } = fleet.sim.state("gcore") as unknown as {
    instances: { name: string; tags: { key: string }[] }[];
  };
  const tags = instances.find(({ name }) => name === "edge")?.tags.map(({ key }) => key) ?? [];
  expect(tags.filter((key) => !key.startsWith("trueup-"))).toEqual(["team"]);
  expect((await fleet.plan(dropped)).operations).toEqual([]);
});

it("a tag whose key has dots is hidden like any other", async () => {
  fleet = await startFleet({ vendor: "gcore" });
  const tags = { "app.example/name": "a-secret-value" };
  const configuration = sampleConfiguration([edge({ keys: [], tags }, { secrets: ["tags.app.example/name"] })]);
  await fleet.apply(configuration);
  expect(JSON.stringify(await fleet.state())).not.toContain("a-secret-value");
  const same = await fleet.plan(configuration);
  expect([same.drift, same.operations]).toEqual([[], []]);
});

it("is no drift, and is not shown, where YAML tells nothing of it any more", async () => {
  fleet = await startFleet({ vendor: "gcore" });
  const declared = { keys: [], tags: { team: "shop", token: "a-secret-value" } };
  await fleet.apply(sampleConfiguration([edge(declared, { secrets: ["tags.token"] })]));
  const [left, literal] = [edge({ keys: [], tags: { team: "shop" } }), edge(declared)];
  for (const resources of [[left], [literal], []]) {
    const { drift } = await fleet.plan(sampleConfiguration(resources));
    expect(drift).toEqual([]);
  }
});

it("a change beside it is yours alone", async () => {
  fleet = await startFleet({ vendor: "gcore" });
  const of = (team: string) =>
    sampleConfiguration([edge({ keys: [], tags: { team, token: "a-secret-value" } }, { secrets: ["tags.token"] })]);
  await fleet.apply(of("shop"));
  const { entries } = await fleet.plan(of("depot"));
  const fields = entries.find(({ address }) => address === "vms.edge")?.fields ?? [];
  expect(fields.map(({ path, cause }) => [path, cause])).toEqual([["tags", "yours"]]);
});
