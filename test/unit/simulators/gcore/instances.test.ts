// The life of a machine: created by a task, renamed, tagged, resized, switched, deleted; and what stays behind.
import { describe, expect, it } from "vitest";
import { machineBody, openBench, SAMPLE } from "./gcore-bench.ts";

const ONE = (id: string): string => `/v1/instances/PR/${id}`;

describe("gcore instances: creation", () => {
  it("goes from NEW over RUNNING to FINISHED, and the machine comes after the task", async () => {
    const bench = await openBench();
    const { get, ok, clock } = bench;
    const { tasks } = await ok("POST", "/v2/instances/PR", await machineBody(bench, { tags: { "owner-id": "a.b" } }));
    const task = () => get(`/v1/tasks/${tasks[0]}`);
    const list = () => get('/v1/instances/PR?tag_key_value={"owner-id":"a.b"}');
    expect(await task()).toMatchObject({ state: "NEW", task_type: "create_vm", created_resources: null });
    expect((await task()).data).toMatchObject({ name: "web-1", flavor_name: "g2-standard-2-4" });
    expect((await list()).count).toBe(0);
    clock.advance(2000);
    const running = await task();
    expect(running).toMatchObject({ state: "RUNNING", finished_on: null });
    const [id] = running.created_resources.instances;
    expect((await list()).results[0]).toMatchObject({
      ...{ id, status: "BUILD", vm_state: "building", task_id: tasks[0], creator_task_id: tasks[0] },
    });
    clock.advance(30_000);
    expect(await task()).toMatchObject({ state: "FINISHED", error: null });
    const machine = await get(ONE(id));
    expect(machine).toMatchObject({ status: "ACTIVE", vm_state: "active", task_id: null, region: "Luxembourg-2" });
    expect(machine.addresses.pub_net).toEqual([
      {
        type: "fixed",
        addr: expect.any(String),
        interface_name: null,
        subnet_id: expect.any(String),
        subnet_name: "pub-v4",
      },
    ]);
    const [volume] = (await get(`/v1/volumes/PR?instance_id=${id}`)).results;
    expect(volume).toMatchObject({
      status: "in-use",
      is_root_volume: true,
      bootable: true,
      size: 20,
      creator_task_id: tasks[0],
    });
    expect(volume.attachments[0]).toMatchObject({ server_id: id, instance_name: "web-1" });
    expect(machine.volumes).toEqual([{ id: volume.id, delete_on_termination: false }]);
  });

  it("applies the default group when none is given, and only then", async () => {
    const bench = await openBench();
    const plain = await bench.machine();
    const grouped = await bench.machine({
      interfaces: [{ type: "external", security_groups: [{ id: SAMPLE.group }] }],
    });
    expect((await bench.get(ONE(plain))).security_groups).toEqual([{ name: "default" }]);
    expect((await bench.get(ONE(grouped))).security_groups).toEqual([{ name: "web" }]);
  });

  it("returns both generations of names, the tags of the platform, and nothing else of the request", async () => {
    const bench = await openBench();
    const id = await bench.machine({ tags: { team: "shop" }, ssh_key_name: "ops", user_data: "I2Nsb3VkLWNvbmZpZw==" });
    const machine = await bench.get(ONE(id));
    expect(machine).toMatchObject({
      instance_id: id,
      instance_name: "web-1",
      keypair_name: "ops",
      ssh_key_name: "ops",
    });
    expect(machine.tags).toContainEqual({ key: "team", value: "shop", read_only: false });
    expect(machine.tags).toContainEqual({ key: "os_distro", value: "ubuntu", read_only: true });
    expect(machine.metadata).toMatchObject({ team: "shop", os_distro: "ubuntu" });
    expect(JSON.stringify(machine)).not.toContain("I2Nsb3Vk");
  });

  it("drops user data on Linux when there is a password", async () => {
    const bench = await openBench();
    const body = { user_data: "I2Nsb3VkLWNvbmZpZw==" };
    const [both, alone] = [await bench.machine({ ...body, password: "Secret" }), await bench.machine(body)];
    const inside = bench.sim.state("gcore")["inside"] as { instances: Record<string, { user_data: string | null }> };
    expect(inside.instances[both]?.user_data).toBeNull();
    expect(inside.instances[alone]?.user_data).toBe(body.user_data);
  });

  it("takes the older names, several at once", async () => {
    const bench = await openBench();
    const { name: _name, ...body } = await machineBody(bench);
    const older = { ...body, names: ["one-1", "one-2"], keypair_name: "ops", metadata: { team: "old" } };
    const tasks = await bench.settle("POST", "/v2/instances/PR", older);
    expect(tasks).toHaveLength(2);
    const list = await bench.get('/v1/instances/PR?metadata_kv={"team":"old"}&order_by=name.asc');
    expect(list.results.map((one: { name: string }) => one.name)).toEqual(["one-1", "one-2"]);
    expect(list.results[0].ssh_key_name).toBe("ops");
  });

  it("takes what the older Go client always sends: empty logins, groups of none, a boot index for blank disks", async () => {
    const bench = await openBench();
    const { name: _name, volumes, ...body } = await machineBody(bench);
    const blank = { source: "new-volume", size: 5, boot_index: 0, type_name: "standard" };
    const interfaces = [{ type: "external", security_groups: [] }];
    const login = { username: "", password: "", user_data: "" };
    const older = { ...body, ...login, interfaces, names: ["older-1"], volumes: [...(volumes as object[]), blank] };
    const [task] = await bench.settle("POST", "/v2/instances/PR", older);
    const machine = await bench.get(ONE(task.created_resources.instances[0]));
    expect(machine).toMatchObject({ status: "ACTIVE", security_groups: [{ name: "default" }] });
    expect(machine.volumes).toHaveLength(2);
  });

  it("fills the octets into a template of a name", async () => {
    const bench = await openBench();
    const { name: _name, ...body } = await machineBody(bench);
    const [task] = await bench.settle("POST", "/v2/instances/PR", { ...body, name_template: "web-{ip_octets}" });
    const machine = await bench.get(ONE(task.created_resources.instances[0]));
    const [{ addr }] = machine.addresses.pub_net;
    expect(machine.name).toBe(`web-${addr.split(".").slice(1).join("-")}`);
  });

  it("makes floating IPs and disks along with it, and basic machines by another task", async () => {
    const bench = await openBench();
    const [task] = await bench.settle("POST", "/v2/instances/PR", {
      ...(await machineBody(bench)),
      flavor: "g2s-shared-1-1-25",
      interfaces: [
        { type: "subnet", network_id: SAMPLE.network, subnet_id: SAMPLE.subnet, floating_ip: { source: "new" } },
      ],
    });
    expect(task.task_type).toBe("create_basic_vm");
    expect(task.created_resources).toMatchObject({ floatingips: [expect.any(String)], ports: [expect.any(String)] });
    const machine = await bench.get(ONE(task.created_resources.instances[0]));
    expect(machine.addresses.internal.map((one: { type: string }) => one.type)).toEqual(["fixed", "floating"]);
    // The flavor decides on the disk, not the 20 that were asked for.
    expect((await bench.get(`/v1/volumes/PR/${machine.volumes[0].id}`)).size).toBe(25);
    const [floating] = (await bench.get("/v1/floatingips/PR")).results;
    expect(floating).toMatchObject({ status: "ACTIVE", tags: [], instance: { id: machine.id } });
  });
});

describe("gcore instances: what is refused", () => {
  it.each<[string, object, string]>([
    ["a name that ends in a hyphen", { name: "web-" }, "400 ValidationError"],
    ["a short name", { name: "ab" }, "400 ValidationError"],
    ["a name and a template", { name_template: "x-{ip_octets}" }, "400 ValidationError"],
    ["an unknown flavor", { flavor: "g9" }, "400 ValidationError"],
    ["a flavor that is sold out", { flavor: "g2-standard-64-256" }, "403 ForbiddenError"],
    ["an unknown key", { ssh_key_name: "nobody" }, "400 ValidationError"],
    ["user data in the clear", { user_data: "#cloud-config\n" }, "400 ValidationError"],
    ["a username without a password", { username: "ops" }, "400 ValidationError"],
    ["a tag with a space in its key", { tags: { "a b": "c" } }, "400 ValidationError"],
    ["an empty tag", { tags: { a: "" } }, "400 ValidationError"],
    ["no bootable volume", { volumes: [{ source: "new-volume", size: 10 }] }, "400 ValidationError"],
    ["a group that is not there", { security_groups: [{ id: SAMPLE.key }] }, "404 NotFoundError"],
    [
      "a volume in use",
      { volumes: [{ source: "existing-volume", volume_id: SAMPLE.boot, boot_index: 0 }] },
      "400 ValidationError",
    ],
    [
      "groups in two places",
      {
        security_groups: [{ id: SAMPLE.group }],
        interfaces: [{ type: "external", security_groups: [{ id: SAMPLE.group }] }],
      },
      "400 ValidationError",
    ],
  ])("%s", async (_what, more, expected) => {
    const bench = await openBench();
    expect(await bench.refusal("POST", "/v2/instances/PR", { ...(await machineBody(bench)), ...more })).toBe(expected);
  });

  it("a boot disk smaller than the image asks for, and one of another size than its snapshot", async () => {
    const bench = await openBench();
    const body = await machineBody(bench);
    const [boot] = body["volumes"] as object[];
    expect(await bench.refusal("POST", "/v2/instances/PR", { ...body, volumes: [{ ...boot, size: 5 }] })).toBe(
      "400 ValidationError",
    );
    const [task] = await bench.settle("POST", "/v1/snapshots/PR", { name: "snap-1", volume_id: SAMPLE.boot });
    const snapshot = { source: "snapshot", snapshot_id: task.created_resources.snapshots[0], boot_index: 0 };
    expect(await bench.refusal("POST", "/v2/instances/PR", { ...body, volumes: [{ ...snapshot, size: 21 }] })).toBe(
      "400 ValidationError",
    );
    await bench.ok("POST", "/v2/instances/PR", { ...body, volumes: [{ ...snapshot, size: 20 }] });
  });

  it("Windows passwords that are too plain, and Windows usernames", async () => {
    const bench = await openBench();
    const images = await bench.get("/v1/images/PR?os_distro=windows");
    const volumes = [{ source: "image", image_id: images.results[0].id, size: 50, boot_index: 0 }];
    const body = { ...(await machineBody(bench)), volumes, flavor: "g2w-standard-2-4" };
    const refused = (more: object) => bench.refusal("POST", "/v2/instances/PR", { ...body, ...more });
    expect(await refused({ password: "alllowercase1" })).toBe("400 ValidationError");
    expect(await refused({ password: "Aa1!Aa1!Aa1!Aa1!x" })).toBe("400 ValidationError");
    expect(await refused({ password: "Aa1!Aa1!", username: "x" })).toBe("400 ValidationError");
    await bench.ok("POST", "/v2/instances/PR", { ...body, password: "Aa1!Aa1!" });
  });

  it("what exceeds a quota, with the numbers; check_limits tells the same before", async () => {
    const bench = await openBench({ seed: { gcore: { quotas: { vm_count: 0 } } } });
    const body = await machineBody(bench);
    const answer = await bench.call("POST", "/v2/instances/PR", body);
    expect(answer).toMatchObject({ status: 403, body: { exception_class: "QuotaLimitExceed" } });
    expect(answer.body.info).toEqual({ attribute: "vm_count", current_usage: 0, requested_usage: 1, limit: 0 });
    const limits = await bench.ok("POST", "/v2/instances/PR/check_limits", { flavor: "g2-standard-2-4" });
    expect(limits).toEqual({ vm_count_limit: 0, vm_count_requested: 1, vm_count_usage: 0 });
    expect(await bench.ok("POST", "/v2/instances/PR/check_limits", {})).toEqual(limits);
  });
});

describe("gcore instances: lists", () => {
  it("show the workers of clusters unless told not to", async () => {
    const { get } = await openBench();
    const ids = async (query: string) =>
      (await get(`/v1/instances/PR${query}`)).results.map((one: { id: string }) => one.id);
    expect(await ids("")).toContain(SAMPLE.worker);
    expect(await ids("?include_k8s=false")).toEqual([SAMPLE.instance]);
  });

  it.each([
    ["name=legacy", 1],
    ["name=EGACY-we", 1],
    ["flavor_prefix=g2-standard", 2],
    ["exclude_flavor_prefix=g2-", 0],
    ["ip=198.18.192.1", 1],
    ["exclude_secgroup=web", 1],
    ["tag_value=web-shop", 1],
    ['tag_key_value={"team":"web-shop"}', 1],
    ['tag_key_value={"team":"web-shop","os_distro":"debian"}', 0],
    ["status=ACTIVE", 2],
    ["uuid=5a3c9c1e", 2],
    ["changes-since=2026-12-31T00:00:00Z", 0],
  ])("%s finds %i", async (query, count) => {
    const { get } = await openBench();
    expect((await get(`/v1/instances/PR?${query}`)).count).toBe(count);
  });

  it("name interfaces when asked to", async () => {
    const bench = await openBench();
    await bench.machine({ interfaces: [{ type: "external", interface_name: "pub0" }] });
    const first = async (query: string) =>
      (await bench.get(`/v1/instances/PR?name=web-1${query}`)).results[0].addresses.pub_net[0];
    expect(await first("")).toEqual({ type: "fixed", addr: expect.any(String), interface_name: null });
    expect(await first("&with_interfaces_name=true")).toMatchObject({ interface_name: "pub0" });
  });
});

describe("gcore instances: changes", () => {
  it("renames and merges tags at once; those of the platform stay", async () => {
    const { ok, get } = await openBench();
    const patch = (body: object) => ok("PATCH", ONE(SAMPLE.instance), body);
    await patch({ name: "renamed", tags: { owner: "me", os_distro: "beos", team: null } });
    const writable = async () =>
      Object.fromEntries(
        (await get(ONE(SAMPLE.instance))).tags.map((tag: { key: string; value: string }) => [tag.key, tag.value]),
      );
    expect(await writable()).toEqual({ os_distro: "ubuntu", os_version: "24.04", owner: "me" });
    await patch({ tags: null });
    expect(await writable()).toEqual({ os_distro: "ubuntu", os_version: "24.04" });
    expect((await get(ONE(SAMPLE.instance))).name).toBe("renamed");
  });

  it("is locked while a task runs on it", async () => {
    const { ok, refusal, get } = await openBench();
    const { tasks } = await ok("POST", `/v2/instances/PR/${SAMPLE.instance}/action`, { action: "stop" });
    expect((await get(ONE(SAMPLE.instance))).task_id).toBe(tasks[0]);
    expect(await refusal("PATCH", ONE(SAMPLE.instance), { name: "other" })).toBe("409 ConflictError");
    expect(await refusal("DELETE", ONE(SAMPLE.instance))).toBe("409 ConflictError");
    expect(await refusal("GET", `${ONE(SAMPLE.instance)}/get_console`)).toBe("409 ConflictError");
  });

  it("has another flavor after a resize, and for a moment still shows the old one", async () => {
    const { ok, get, clock } = await openBench();
    const { tasks } = await ok("POST", `${ONE(SAMPLE.instance)}/changeflavor`, { flavor_id: "g2-standard-4-8" });
    clock.advance(5000);
    expect(await get(ONE(SAMPLE.instance))).toMatchObject({
      status: "RESIZE",
      flavor: { flavor_id: "g2-standard-2-4" },
    });
    clock.advance(35_500);
    expect(await get(`/v1/tasks/${tasks[0]}`)).toMatchObject({ state: "FINISHED", task_type: "resize_vm" });
    const flavorNow = async () => (await get("/v1/instances/PR?name=legacy")).results[0].flavor.flavor_id;
    expect(await flavorNow()).toBe("g2-standard-2-4");
    clock.advance(4000);
    expect(await flavorNow()).toBe("g2-standard-4-8");
    expect((await get(ONE(SAMPLE.instance))).flavor).toMatchObject({ vcpus: 4, ram: 8192 });
  });

  it("becomes what is on offer for it, with prices when asked to", async () => {
    const { get } = await openBench();
    const { results } = await get(`${ONE(SAMPLE.instance)}/available_flavors?include_prices=true`);
    const ids = results.map((one: { flavor_id: string }) => one.flavor_id);
    expect(ids).not.toContain("g2-standard-2-4");
    expect(ids).not.toContain("g2s-shared-1-1-25");
    expect(results[0]).toMatchObject({
      price_status: "show",
      currency_code: "EUR",
      price_per_month: expect.any(Number),
    });
    expect((await get("/v1/flavors/PR")).results[0]).not.toHaveProperty("price_per_month");
  });

  it.each([
    ["start", "400 ValidationError"],
    ["resume", "400 ValidationError"],
    ["powercycle", "400 ValidationError"],
  ])("a running machine does not %s", async (action, expected) => {
    const { refusal } = await openBench();
    expect(await refusal("POST", `/v2/instances/PR/${SAMPLE.instance}/action`, { action })).toBe(expected);
  });

  it("stops, starts, reboots, suspends and resumes, by tasks or by the older calls", async () => {
    const { settle, get, ok, clock } = await openBench();
    const act = (action: string) => settle("POST", `/v2/instances/PR/${SAMPLE.instance}/action`, { action });
    const state = async () => (await get(ONE(SAMPLE.instance))).vm_state;
    expect((await act("stop"))[0].task_type).toBe("stop_vm");
    expect(await state()).toBe("stopped");
    await act("start");
    await act("reboot_hard");
    expect(await state()).toBe("active");
    const shown = await ok("POST", `${ONE(SAMPLE.instance)}/suspend`);
    expect(shown).toMatchObject({ id: SAMPLE.instance, task_state: "suspending" });
    clock.advance(60_000);
    expect(await state()).toBe("suspended");
    await act("resume");
    expect(await state()).toBe("active");
  });
});

describe("gcore instances: deletion", () => {
  it("leaves volumes and floating IPs behind, and they go on costing", async () => {
    const { settle, refusal, get } = await openBench();
    await settle("DELETE", ONE(SAMPLE.instance));
    expect(await refusal("GET", ONE(SAMPLE.instance))).toBe("404 NotFoundError");
    expect(await get(`/v1/volumes/PR/${SAMPLE.boot}`)).toMatchObject({ status: "available", attachments: [] });
    expect(await get(`/v1/volumes/PR/${SAMPLE.data}`)).toMatchObject({ status: "available" });
    expect(await refusal("GET", `/v1/ports/PR/${SAMPLE.port}`)).toBe("404 NotFoundError");
  });

  it("takes along what is listed, and what was marked when it was made", async () => {
    const bench = await openBench();
    const body = await machineBody(bench);
    const [boot] = body["volumes"] as object[];
    const data = { source: "new-volume", size: 10, name: "data" };
    const id = await bench.machine({ volumes: [{ ...boot, delete_on_termination: true }, data, data] } as never);
    const [, second, third] = (await bench.get(ONE(id))).volumes;
    await bench.settle("DELETE", `${ONE(id)}?volumes=${second.id}`);
    const left = (await bench.get("/v1/volumes/PR?name_part=data")).results.map((one: { id: string }) => one.id);
    expect(left).toEqual([SAMPLE.data, third.id]);
  });

  it("takes floating IPs along on request, in one of two ways", async () => {
    const bench = await openBench();
    const own = {
      type: "subnet",
      network_id: SAMPLE.network,
      subnet_id: SAMPLE.subnet,
      floating_ip: { source: "new" },
    };
    const id = await bench.machine({ interfaces: [own] });
    const [floating] = (await bench.get("/v1/floatingips/PR")).results;
    const both = `${ONE(id)}?delete_floatings=true&floatings=${floating.id}`;
    expect(await bench.refusal("DELETE", both)).toBe("400 ValidationError");
    await bench.settle("DELETE", `${ONE(id)}?delete_floatings=true`);
    expect((await bench.get("/v1/floatingips/PR")).count).toBe(0);
  });

  it("gives room back to the region", async () => {
    const seed = { gcore: { capacity: { "76": { "g2-standard-2-4": 1 } } } };
    const bench = await openBench({ seed });
    const id = await bench.machine();
    expect(await bench.refusal("POST", "/v2/instances/PR", await machineBody(bench))).toBe("403 ForbiddenError");
    await bench.settle("DELETE", ONE(id));
    await bench.machine();
  });
});
