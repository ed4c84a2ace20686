// A key with another text is made anew. Machines that carry it have not changed behind anybody's back.
import { afterEach, expect, it } from "vitest";
import { sampleConfiguration, sampleDesired, sampleKey, sampleVm } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";
import { startAccount, stopAccounts } from "../support/small-account.ts";

afterEach(stopAccounts);

const OTHER = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOther00000000000000000000000000000000000000 other@example.org";
const zomroKey = (publicKey?: string) =>
  sampleDesired("keys.ops", { publicKey: publicKey ?? "ssh-ed25519 AAAA ops" }, { provider: "zomro", vendor: "zomro" });

it.each([
  ["gcore", (publicKey?: string) => sampleConfiguration([edgeKey(publicKey), edge()])],
  ["serveroid", (publicKey?: string) => sampleConfiguration([sampleKey("ops", publicKey), sampleVm("vms.web")])],
  ["zomro", (publicKey?: string) => sampleConfiguration([zomroKey(publicKey)])],
] as const)("%s: no drift after it, neither of the key nor of its machine", async (vendor, declare) => {
  const fleet = await startAccount(vendor === "serveroid" ? {} : { vendor });
  await fleet.apply(declare());
  const { results } = await fleet.apply(declare(OTHER));
  expect(results.map(({ outcome }) => outcome)).not.toContain("failed");
  expect(results.length).toBeGreaterThan(0);
  const { drift, entries } = await fleet.plan(declare(OTHER));
  expect(drift).toEqual([]);
  expect(entries.filter(({ action }) => action !== "no-op")).toEqual([]);
});
