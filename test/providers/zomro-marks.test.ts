// Functions that no page of the vendor describes are marked in the plan, wherever it is shown; documented ones are not.
import { afterEach, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { OPS_KEY, sampleConfiguration, sampleDesired } from "../support/sample-desired.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const declare = (address: string, attributes: JsonObject, more: Parameters<typeof sampleDesired>[2] = {}) =>
  sampleDesired(address, attributes, { provider: "zomro", vendor: "zomro", ...more });
const everything = (suffix: string, time: string, changed: JsonObject) =>
  sampleConfiguration(
    [
      declare("keys.ops", { publicKey: OPS_KEY }, { name: `ops${suffix}` }),
      declare(
        "vms.web",
        {
          allowOrder: true,
          tariff: "Cloud Small",
          period: "daily",
          datacenter: "Netherlands-2",
          image: "Debian 11",
          ...changed,
        },
        { name: `web${suffix}` },
      ),
      declare("snapshots.s", { vm: "vms.web" }, { name: `s${suffix}` }),
      declare("schedules.n", { vm: "vms.web", days: ["mon"], time }, { name: `n${suffix}` }),
    ],
    { policy: { publicEnv: [] } },
  );
const before = everything("", "01:00", { password: "Passw0rdAbc", backupPolicy: { keep: 3 } });
const after = everything("2", "02:00", { password: "Passw0rdXyz", backupPolicy: { keep: 5 }, power: "off" });

async function startAccount(): Promise<Fleet> {
  fleet = await startFleet({ vendor: "zomro" });
  return fleet;
}

/** Function, and whether its step is marked. */
const marks = ({ operations }: Awaited<ReturnType<Fleet["plan"]>>) =>
  Object.fromEntries(
    operations.flatMap(({ steps }) => steps.map(({ name, summary }) => [name, summary.endsWith(" (undocumented)")])),
  );

it("what makes", async () => {
  const current = await startAccount();
  const plan = await current.plan(before);
  expect(marks(plan)).toEqual({
    "sshkeys.edit": true,
    "v2.instances.order.param": false,
    "cartorder.create.confirm": true,
    "instances.edit": true,
    "instances.snapshots.edit": false,
    "instances.fleio_bckps.schedule.edit": false,
  });
});

it("what changes, and what deletes", async () => {
  const current = await startAccount();
  await current.apply(before);
  expect(marks(await current.plan(after))).toEqual({
    "sshkeys.edit": true,
    "instances.edit": true,
    "instances.fleio.changepassword": true,
    "service.stop": false,
    "image.edit": true,
    "instances.fleio_bckps.schedule.edit": true,
  });
  expect(marks(await current.plan(before, { mode: "destroy" }))).toEqual({
    "sshkeys.delete": true,
    "instances.delete": true,
    "image.delete": false,
    "instances.fleio_bckps.schedule.delete": false,
  });
});
