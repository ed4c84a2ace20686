// Volumes and snapshots: what may be done in which state, and what goes with what.
import { describe, expect, it } from "vitest";
import { type Bench, openBench, SAMPLE } from "./gcore-bench.ts";

const V = (id: string, action = ""): string => `/v1/volumes/PR/${id}${action}`;
const NEW = { source: "new-volume", name: "scratch", size: 10 };

async function volume(bench: Bench, more: object = {}): Promise<string> {
  const [task] = await bench.settle("POST", "/v1/volumes/PR", { ...NEW, ...more });
  return task.created_resources.volumes[0];
}

async function snapshot(bench: Bench, volumeId: string, more: object = {}): Promise<string> {
  const [task] = await bench.settle("POST", "/v1/snapshots/PR", { name: "before", volume_id: volumeId, ...more });
  return task.created_resources.snapshots[0];
}

describe("gcore volumes", () => {
  it("are made by a task, with tags in and a list of tags out", async () => {
    const bench = await openBench();
    const id = await volume(bench, { type_name: "ssd_hiiops", tags: { owner: "a.b" } });
    expect(await bench.get(V(id))).toMatchObject({
      ...{ name: "scratch", size: 10, volume_type: "ssd_hiiops", status: "available", bootable: false, task_id: null },
      ...{ tags: [{ key: "owner", value: "a.b", read_only: false }], attachments: [], snapshot_ids: [] },
    });
    expect((await bench.get("/v1/volumes/PR?tag_key=owner")).count).toBe(1);
    expect((await bench.get("/v1/volumes/PR?has_attachments=false")).count).toBe(1);
  });

  it("come from images and snapshots with the right size, and of the types of the region", async () => {
    const bench = await openBench();
    const images = await bench.get("/v1/images/PR?name=ubuntu-24.04-x64");
    const fromImage = { name: "boot-1", source: "image", image_id: images.results[0].id };
    expect(await bench.refusal("POST", "/v1/volumes/PR", { ...fromImage, size: 5 })).toBe("400 ValidationError");
    const id = await volume(bench, { ...fromImage, size: 12 });
    expect(await bench.get(V(id))).toMatchObject({ bootable: true, volume_image_metadata: { os_distro: "ubuntu" } });
    const copy = { name: "copy-1", source: "snapshot", snapshot_id: await snapshot(bench, id) };
    const { size: _size, ...unsized } = { ...NEW, ...copy };
    expect(await bench.refusal("POST", "/v1/volumes/PR", { ...copy, size: 13 })).toBe("400 ValidationError");
    const [task] = await bench.settle("POST", "/v1/volumes/PR", unsized);
    expect(await bench.get(V(task.created_resources.volumes[0]))).toMatchObject({ size: 12, bootable: true });
    expect(await bench.refusal("POST", "/v1/volumes/PR", { ...NEW, type_name: "cold" })).toBe("400 ValidationError");
    expect(await bench.refusal("POST", "/v1/volumes/PR", { ...NEW, type_name: "ultra" })).toBe("400 ValidationError");
  });

  it("are attached when available only, and the boot volume stays where it is", async () => {
    const bench = await openBench();
    const id = await volume(bench);
    const machine = { instance_id: SAMPLE.instance };
    const [task] = await bench.settle("POST", `/v2/volumes/PR/${id}/attach`, { ...machine, attachment_tag: "logs" });
    expect(task).toMatchObject({ task_type: "attach_volume", state: "FINISHED" });
    expect(await bench.get(V(id))).toMatchObject({
      status: "in-use",
      attachments: [{ server_id: SAMPLE.instance, device: "/dev/vdc" }],
    });
    expect((await bench.get(`/v1/instances/PR/${SAMPLE.instance}`)).volumes).toHaveLength(3);
    expect(await bench.refusal("POST", `/v2/volumes/PR/${id}/attach`, machine)).toBe("409 ConflictError");
    expect(await bench.refusal("POST", `/v2/volumes/PR/${SAMPLE.boot}/detach`, machine)).toBe("400 ValidationError");
    await bench.settle("POST", `/v2/volumes/PR/${id}/detach`, machine);
    expect(await bench.get(V(id))).toMatchObject({ status: "available", attachments: [] });
    const shown = await bench.ok("POST", V(id, "/attach"), machine);
    expect(shown).toMatchObject({ id, status: "attaching" });
  });

  it("only grow, attached or not", async () => {
    const bench = await openBench();
    expect(await bench.refusal("POST", V(SAMPLE.data, "/extend"), { size: 50 })).toBe("400 ValidationError");
    const { tasks } = await bench.ok("POST", V(SAMPLE.data, "/extend"), { size: 60 });
    bench.clock.advance(3000);
    expect(await bench.get(V(SAMPLE.data))).toMatchObject({ status: "extending", size: 50, task_id: tasks[0] });
    bench.clock.advance(10_000);
    expect(await bench.get(V(SAMPLE.data))).toMatchObject({ status: "in-use", size: 60, task_id: null });
    const fast = await volume(bench, { type_name: "ssd_lowlatency" });
    expect(await bench.refusal("POST", V(fast, "/extend"), { size: 60 })).toBe("400 ValidationError");
  });

  it("change their type when detached, without a system and without snapshots", async () => {
    const bench = await openBench();
    const retype = { volume_type: "ssd_hiiops" };
    const id = await volume(bench);
    expect(await bench.ok("POST", V(id, "/retype"), retype)).toMatchObject({ id, volume_type: "ssd_hiiops" });
    expect(await bench.refusal("POST", V(SAMPLE.data, "/retype"), retype)).toBe("400 ValidationError");
    await snapshot(bench, id);
    expect(await bench.refusal("POST", V(id, "/retype"), { volume_type: "standard" })).toBe("400 ValidationError");
  });

  it("go back to their last snapshot when detached and not resized since", async () => {
    const bench = await openBench();
    const id = await volume(bench);
    expect(await bench.refusal("POST", V(id, "/revert"))).toBe("400 ValidationError");
    const last = await snapshot(bench, id);
    await bench.ok("POST", V(id, "/revert"));
    expect((await bench.get(V(id))).status).toBe("reverting");
    bench.clock.advance(60_000);
    expect((await bench.get(V(id))).status).toBe("available");
    const inside = bench.sim.state("gcore")["inside"] as { volumes: Record<string, object> };
    expect(inside.volumes[id]).toMatchObject({ reverted_to: last });
    await bench.settle("POST", V(id, "/extend"), { size: 11 });
    expect(await bench.refusal("POST", V(id, "/revert"))).toBe("400 ValidationError");
  });

  it("are deleted when available, with those snapshots that are named", async () => {
    const bench = await openBench();
    expect(await bench.refusal("DELETE", V(SAMPLE.data))).toBe("400 ValidationError");
    const id = await volume(bench);
    const [first, second] = [await snapshot(bench, id), await snapshot(bench, id)];
    await bench.settle("DELETE", V(id, `?snapshots=${first}`));
    expect(await bench.refusal("GET", V(id))).toBe("404 NotFoundError");
    const { results } = await bench.get("/v1/snapshots/PR");
    expect(results.map((one: { id: string }) => one.id)).toEqual([second]);
  });
});

describe("gcore snapshots", () => {
  it("are taken of attached volumes, found by volume and machine, and renamed but not described anew", async () => {
    const bench = await openBench();
    const id = await snapshot(bench, SAMPLE.data, { description: "why", tags: { owner: "a.b" } });
    expect(await bench.get(`/v1/snapshots/PR/${id}`)).toMatchObject({
      status: "available",
      size: 50,
      description: "why",
      volume_id: SAMPLE.data,
    });
    expect((await bench.get(V(SAMPLE.data))).snapshot_ids).toEqual([id]);
    for (const [query, count] of [
      [`volume_id=${SAMPLE.data}`, 1],
      [`instance_id=${SAMPLE.instance}`, 1],
      [`volume_id=${SAMPLE.boot}`, 0],
    ])
      expect((await bench.get(`/v1/snapshots/PR?${query}`)).count).toBe(count);
    expect(await bench.ok("PATCH", `/v1/snapshots/PR/${id}`, { name: "later" })).toMatchObject({ name: "later" });
    const patched = await bench.ok("PATCH", `/v1/snapshots/PR/${id}`, { description: "x" });
    expect(patched).toMatchObject({ description: "why" });
    expect(bench.sim.log.entries().at(-1)?.unknown).toEqual(["description"]);
    await bench.settle("DELETE", `/v1/snapshots/PR/${id}`);
    expect((await bench.get("/v1/snapshots/PR")).count).toBe(0);
  });

  it("are not to be had of fast disks", async () => {
    const bench = await openBench();
    const id = await volume(bench, { type_name: "ssd_lowlatency" });
    expect(await bench.refusal("POST", "/v1/snapshots/PR", { name: "snap-1", volume_id: id })).toBe(
      "400 ValidationError",
    );
  });
});

describe("gcore tasks", () => {
  it("are found by project, type, state and time, the newest first", async () => {
    const bench = await openBench();
    await volume(bench);
    await snapshot(bench, SAMPLE.data);
    const types = async (query: string) =>
      (await bench.get(`/v1/tasks?${query}`)).results.map((one: { task_type: string }) => one.task_type);
    expect(await types("project_id=77&region_id=76&limit=1000")).toEqual(["create_snapshot", "create_volume"]);
    expect(await types("order_by=asc")).toEqual(["create_volume", "create_snapshot"]);
    expect(await types("task_type=create_volume&state=NEW&state=RUNNING&state=FINISHED")).toEqual(["create_volume"]);
    expect(await types("state=ERROR")).toEqual([]);
    expect(await types("from_timestamp=2026-01-01T00:30:00")).toEqual(["create_snapshot"]);
    expect(await types("to_timestamp=2026-01-01T00:30:00Z")).toEqual(["create_volume"]);
    expect(await types("project_id=78")).toEqual([]);
  });

  it("are active until they end, and acknowledged for the panel's sake", async () => {
    const bench = await openBench();
    const { tasks } = await bench.ok("POST", "/v1/volumes/PR", NEW);
    expect((await bench.get("/v1/tasks/PR/active")).results[0]).toMatchObject({ id: tasks[0] });
    bench.clock.advance(60_000);
    expect((await bench.get("/v1/tasks/PR/active")).count).toBe(0);
    expect((await bench.get("/v1/tasks?is_acknowledged=true")).count).toBe(0);
    expect((await bench.call("POST", "/v1/tasks/acknowledge_all?project_id=77")).status).toBe(204);
    expect((await bench.get("/v1/tasks?is_acknowledged=true")).count).toBe(1);
  });
});
