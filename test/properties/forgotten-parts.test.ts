// `onRemove: forget` of a machine lets go of its disks and interfaces as well, whatever their own records say.
import { afterEach, expect, it } from "vitest";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";
import { startAccount, stopAccounts, trackedIds } from "../support/small-account.ts";

afterEach(stopAccounts);

const forgotten = { ...edge(), lifecycle: { ...edge().lifecycle, onRemove: "forget" as const } };

it.each([
  ["volumes.data", "normal"],
  ["interfaces.public", "normal"],
  ["volumes.data", "destroy"],
] as const)("%s, which was left out of the apply that said so, in a %s run", async (part, mode) => {
  const fleet = await startAccount({ vendor: "gcore" });
  await fleet.apply(sampleConfiguration([edgeKey(), edge()]));
  expect(Object.keys(await trackedIds(fleet))).toContain(`vms.edge.${part}`);
  await fleet.apply(sampleConfiguration([edgeKey(), forgotten]), { excludes: [`vms.edge.${part}`] });
  fleet.sim.log.clear();
  const { plan } = await fleet.apply(sampleConfiguration(mode === "destroy" ? [edgeKey(), forgotten] : [edgeKey()]), {
    mode,
    allow: { deletes: 9 },
  });
  expect(plan.operations.filter(({ type }) => type !== "key")).toEqual([]);
  expect(fleet.sim.log.entries({ mutating: true }).filter(({ method }) => method !== "ssh_keys.delete")).toEqual([]);
  expect(Object.keys(await trackedIds(fleet)).filter((address) => address.startsWith("vms."))).toEqual([]);
});
