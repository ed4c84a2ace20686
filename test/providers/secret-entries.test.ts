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
