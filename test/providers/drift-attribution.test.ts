// Who changed it: Gcore's tasks tell, where they name the object; a request of ours that is not settled tells everywhere.
import { afterEach, expect, it } from "vitest";
import { NO_MEMORY } from "../../src/run/drift/drift-memory.ts";
import { type Look, lookForDrift } from "../../src/run/drift/look-for-drift.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration } from "../support/sample-desired.ts";
import { edge, edgeKey } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const declared = sampleConfiguration([edgeKey(), edge()]);

async function look(current: Fleet, memory = NO_MEMORY): Promise<Look> {
  const { stack, close } = current.open(declared);
  const classes = ["conflict", "unset", "vanished"] as const;
  const found = await lookForDrift(stack, { classes, memory, emit: () => undefined, describe: () => [] });
  await close();
  return found;
}

/** As a person with another client would. */
async function send(current: Fleet, method: string, path: string, body?: object): Promise<void> {
  const answer = await fetch(`${current.sim.endpoints["gcore"] ?? ""}/cloud${path}`, {
    method,
    headers: { authorization: `APIKey ${current.sim.env["GCORE_API_KEY"] ?? ""}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.status, await answer.text()).toBe(200);
  await current.clock.advance(120_000);
}

it("names the user and the task of a stop, of a grown disk and of a deletion; later looks ask no more", async () => {
  const current = await startFleet({ vendor: "gcore" });
  fleet = current;
  await current.apply(declared);
  const { resources = {} } = (await current.state()) ?? {};
  const vm = resources["vms.edge"];
  const place = `${vm?.place.project ?? ""}/${vm?.place.region ?? ""}`;
  const data = resources["vms.edge.volumes.data"]?.remoteId ?? "";
  const { memory } = await look(current);
  await send(current, "POST", `/v2/instances/${place}/${vm?.remoteId ?? ""}/action`, { action: "stop" });
  await send(current, "POST", `/v1/volumes/${place}/${data}/extend`, { size: 150 });
  const first = await look(current, memory);
  expect(first.report.drift.map(({ address, class: kind, by }) => [address, kind, by?.who, by?.what])).toEqual([
    ["vms.edge", "conflict", "user 31", "stop_vm"],
    ["vms.edge.volumes.data", "conflict", "user 31", "extend_volume"],
  ]);
  expect(first.report.drift[0]?.by?.whenMs).toBeGreaterThan(0);
  const asked = () => current.sim.log.entries({}).filter(({ path }) => path.includes("/tasks")).length;
  const before = asked();
  const second = await look(current, first.memory);
  expect(second.report.drift.map(({ by }) => by?.what)).toEqual(["stop_vm", "extend_volume"]);
  expect(asked()).toBe(before);
  await send(current, "DELETE", `/v1/instances/${place}/${vm?.remoteId ?? ""}?volumes=${data}`);
  const third = await look(current, second.memory);
  expect(third.report.drift.map(({ address, class: kind, by }) => [address, kind, by?.what])).toContainEqual([
    "vms.edge",
    "vanished",
    "delete_vm",
  ]);
});

it("names nobody where no task names the object, and does not guess", async () => {
  const current = await startFleet({ vendor: "gcore" });
  fleet = current;
  await current.apply(declared);
  const id = (await current.state())?.resources["vms.edge"]?.remoteId ?? "";
  current.sim.change("gcore", {
    kind: "instances",
    action: "patch",
    id,
    set: { status: "SHUTOFF", vm_state: "stopped" },
  });
  const { report } = await look(current);
  expect(report.drift).toMatchObject([{ address: "vms.edge", class: "conflict" }]);
  expect(report.drift[0]?.by).toBeUndefined();
});
