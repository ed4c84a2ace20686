// Networks, ports, addresses, groups and keys: the surroundings of machines.
import { describe, expect, it } from "vitest";
import { type Bench, openBench, SAMPLE } from "./gcore-bench.ts";

const I = `/v1/instances/PR/${SAMPLE.instance}`;

const made = async (bench: Bench, path: string, body: object, kind: string): Promise<string> => {
  const [task] = await bench.settle("POST", path, body);
  return task.created_resources[kind][0];
};

describe("gcore ports", () => {
  it("of a machine tell groups by id, the machine tells them by name", async () => {
    const { get } = await openBench();
    expect((await get(I)).security_groups).toEqual([{ name: "web" }]);
    expect((await get(`${I}/ports`)).results).toEqual([
      { id: SAMPLE.port, name: "", security_groups: [{ id: SAMPLE.group, name: "web" }] },
    ]);
    expect(await get(`/v1/ports/PR?resource_id=${SAMPLE.instance}`)).toMatchObject({
      count: 1,
      results: [
        { id: SAMPLE.port, security_group_ids: [SAMPLE.group], attached_to: { resource_type: "instance" }, tags: {} },
      ],
    });
    expect((await get("/v1/ports/PR?managed_by=system")).count).toBe(1);
    expect((await get("/v1/ports/PR?attached=false")).count).toBe(0);
  });

  it("change their groups as a whole, by a task", async () => {
    const bench = await openBench();
    const [task] = await bench.settle("PATCH", `/v1/ports/PR/${SAMPLE.port}`, {
      security_group_ids: [],
      tags: { owner: "a" },
    });
    expect(task.task_type).toBe("update_port");
    expect(await bench.get(`/v1/ports/PR/${SAMPLE.port}`)).toMatchObject({
      security_group_ids: [],
      tags: { owner: "a" },
    });
    const many = { security_group_ids: Array.from({ length: 11 }, () => SAMPLE.group) };
    expect(await bench.refusal("PATCH", `/v1/ports/PR/${SAMPLE.port}`, many)).toBe("400 ValidationError");
    const system = (await bench.get("/v1/ports/PR?managed_by=system")).results[0].id;
    expect(await bench.refusal("PATCH", `/v1/ports/PR/${system}`, { tags: { a: "b" } })).toBe("403 ForbiddenError");
  });

  it("come and go while the machine runs", async () => {
    const bench = await openBench();
    const port = await made(
      bench,
      `${I}/attach_interface`,
      { type: "subnet", subnet_id: SAMPLE.subnet, interface_name: "lan" },
      "ports",
    );
    const [, second] = (await bench.get(`${I}/interfaces`)).results;
    expect(second).toMatchObject({
      port_id: port,
      interface_name: "lan",
      network_details: { name: "internal", external: false },
    });
    const [{ ip_address }] = second.ip_assignments;
    expect(await bench.refusal("POST", `${I}/detach_interface`, { port_id: port })).toBe("400 ValidationError");
    expect(await bench.refusal("POST", `${I}/detach_interface`, { port_id: port, ip_address: "10.9.9.9" })).toBe(
      "400 ValidationError",
    );
    await bench.settle("POST", `${I}/detach_interface`, { port_id: port, ip_address });
    expect((await bench.get(`${I}/interfaces`)).count).toBe(1);
  });
});

describe("gcore security groups", () => {
  it("come on and off a machine by name, once", async () => {
    const bench = await openBench();
    const both = { ports_security_group_names: [{ port_id: null, security_group_names: ["default"] }] };
    expect((await bench.call("POST", `${I}/addsecuritygroup`, both)).status).toBe(204);
    expect((await bench.get(`${I}/securitygroups`)).results.map((one: { name: string }) => one.name)).toEqual([
      "web",
      "default",
    ]);
    expect(await bench.refusal("POST", `${I}/addsecuritygroup`, { name: "default" })).toBe("400 ValidationError");
    await bench.ok("POST", `${I}/delsecuritygroup`, { name: "default" });
    expect(await bench.refusal("POST", `${I}/delsecuritygroup`, { name: "default" })).toBe("400 ValidationError");
  });

  it("allow everything if nothing is said, take the whole list of rules, and do nothing when nothing changes", async () => {
    const bench = await openBench();
    const id = await made(bench, "/v2/security_groups/PR", { name: "open" }, "security_groups");
    expect((await bench.get(`/v1/securitygroups/PR/${id}`)).security_group_rules).toHaveLength(4);
    const rule = { direction: "ingress", protocol: "tcp", port_range_min: 22, port_range_max: 22 };
    await bench.settle("PATCH", `/v2/security_groups/PR/${id}`, { rules: [rule] });
    expect((await bench.get(`/v1/securitygroups/PR/${id}`)).security_group_rules).toMatchObject([rule]);
    expect((await bench.ok("PATCH", `/v2/security_groups/PR/${id}`, { rules: [rule], name: "open" })).tasks).toEqual(
      [],
    );
    expect((await bench.call("DELETE", `/v1/securitygroups/PR/${id}`)).status).toBe(204);
    expect(await bench.refusal("DELETE", `/v1/securitygroups/PR/${SAMPLE.group}`)).toBe("409 ConflictError");
  });
});

describe("gcore addresses", () => {
  it("floating ones lead to a port, and say nothing to do with no task", async () => {
    const bench = await openBench();
    const host = await bench.machine({ interfaces: [{ type: "any_subnet", network_id: SAMPLE.network }] });
    const [port] = (await bench.get(`/v1/ports/PR?resource_id=${host}`)).results;
    const id = await made(bench, "/v1/floatingips/PR", { tags: { owner: "a" } }, "floatingips");
    const path = `/v2/floatingips/PR/${id}`;
    await bench.settle("PATCH", path, { port_id: port.id });
    expect(await bench.get(`/v1/floatingips/PR/${id}`)).toMatchObject({
      status: "ACTIVE",
      port_id: port.id,
      fixed_ip_address: port.ip_assignments[0].ip_address,
    });
    expect((await bench.ok("PATCH", path, { port_id: port.id })).tasks).toEqual([]);
    expect((await bench.get(`/v1/floatingips/PR?port_ids=${port.id}`)).count).toBe(1);
    await bench.settle("PATCH", path, { port_id: null });
    expect(await bench.get(`/v1/floatingips/PR/${id}`)).toMatchObject({ status: "DOWN", port_id: null });
    await bench.settle("DELETE", `/v1/floatingips/PR/${id}`);
    expect((await bench.get("/v1/floatingips/PR")).count).toBe(0);
  });

  it("reserved ones outlive the machine", async () => {
    const bench = await openBench();
    const port = await made(bench, "/v1/reserved_fixed_ips/PR", { type: "external" }, "ports");
    const first = { type: "subnet", network_id: SAMPLE.network, subnet_id: SAMPLE.subnet };
    const host = await bench.machine({ interfaces: [first, { type: "reserved_fixed_ip", port_id: port }] });
    const order = (await bench.get(`/v1/instances/PR/${host}/interfaces`)).results;
    expect(order.map((one: { network_details: { name: string } }) => one.network_details.name)).toEqual([
      "internal",
      "pub_net",
    ]);
    const reserved = () => bench.get(`/v1/reserved_fixed_ips/PR/${port}`);
    const { fixed_ip_address: address } = await reserved();
    expect((await bench.get(`/v1/instances/PR/${host}`)).addresses.pub_net[0].addr).toBe(address);
    expect(await bench.refusal("DELETE", `/v1/reserved_fixed_ips/PR/${port}`)).toBe("409 ConflictError");
    await bench.settle("DELETE", `/v1/instances/PR/${host}`);
    expect(await reserved()).toMatchObject({ fixed_ip_address: address, attachments: [] });
    expect((await bench.get("/v1/reserved_fixed_ips/PR?available_only=true")).count).toBe(1);
  });
});

describe("gcore networks", () => {
  it("hide the shared ones unless asked for", async () => {
    const { get } = await openBench();
    const names = async (query: string) =>
      (await get(`/v1/networks/PR${query}`)).results.map((one: { name: string }) => one.name);
    expect(await names("")).toEqual(["internal"]);
    expect(await names("?owned_by=any")).toEqual(["pub_net", "internal"]);
    expect((await get("/v1/subnets/PR")).results).toMatchObject([
      { cidr: "192.168.10.0/24", available_ips: 252, total_ips: 253 },
    ]);
  });

  it("are made with their subnets, and go when they are empty", async () => {
    const bench = await openBench();
    const network = await made(bench, "/v1/networks/PR", { name: "backend" }, "networks");
    const subnet = await made(
      bench,
      "/v1/subnets/PR",
      { name: "backend-1", network_id: network, cidr: "10.5.0.0/29" },
      "subnets",
    );
    expect((await bench.get(`/v1/networks/PR/${network}`)).subnets).toEqual([subnet]);
    const host = await bench.machine({
      interfaces: [{ type: "any_subnet", network_id: network, ip_address: "10.5.0.5" }],
    });
    expect((await bench.get(`/v1/instances/PR/${host}`)).addresses.backend[0].addr).toBe("10.5.0.5");
    expect(await bench.refusal("DELETE", `/v1/networks/PR/${network}`)).toBe("409 ConflictError");
    await bench.settle("DELETE", `/v1/instances/PR/${host}`);
    await bench.settle("DELETE", `/v1/networks/PR/${network}`);
    expect(await bench.refusal("GET", `/v1/subnets/PR/${subnet}`)).toBe("404 NotFoundError");
  });
});

describe("gcore server groups", () => {
  it("are made at once, hold machines, and are left before another is joined", async () => {
    const bench = await openBench();
    const { servergroup_id: id } = await bench.ok("POST", "/v1/servergroups/PR", {
      name: "apart",
      policy: "anti-affinity",
    });
    const host = await bench.machine({ servergroup_id: id });
    expect((await bench.get(`/v1/servergroups/PR/${id}`)).instances).toEqual([
      { instance_id: host, instance_name: "web-1" },
    ]);
    const put = `/v1/instances/PR/${host}/put_into_servergroup`;
    expect(await bench.refusal("POST", put, { servergroup_id: id })).toBe("409 ConflictError");
    expect(await bench.refusal("DELETE", `/v1/servergroups/PR/${id}`)).toBe("409 ConflictError");
    await bench.settle("POST", `/v1/instances/PR/${host}/remove_from_servergroup`);
    await bench.settle("POST", put, { servergroup_id: id });
    await bench.settle("DELETE", `/v1/instances/PR/${host}`);
    await bench.settle("DELETE", `/v1/servergroups/PR/${id}`);
  });
});

describe("gcore keys", () => {
  it("are the project's, with a private half only when they were made here, and only once", async () => {
    const { ok, get, call, refusal } = await openBench();
    const path = "/v1/ssh_keys/77";
    const { status, body } = await call("POST", path, { name: "fresh" });
    expect(status).toBe(201);
    expect(body.private_key).toContain("PRIVATE KEY");
    expect(body.public_key).toMatch(/^ssh-ed25519 /);
    expect(await get(`${path}/${body.id}`)).not.toHaveProperty("private_key");
    expect((await ok("POST", path, { name: "given", public_key: body.public_key })).private_key).toBeNull();
    expect(await refusal("POST", path, { name: "given" })).toBe("409 ConflictError");
    expect(await refusal("POST", path, { name: "wrong", public_key: "ssh-rsa nonsense" })).toBe("400 ValidationError");
    expect((await get(`${path}?name=iv`)).results.map((one: { name: string }) => one.name)).toEqual(["given"]);
    expect((await call("DELETE", `${path}/${body.id}`)).status).toBe(204);
  });

  it("are key pairs to older clients, whose id is the name", async () => {
    const { ok, get } = await openBench();
    await ok("POST", "/v2/keypairs", {
      sshkey_name: "older",
      project_id: 77,
      public_key: (await get(`/v1/ssh_keys/77/${SAMPLE.key}`)).public_key,
    });
    expect(await get("/v2/keypairs/older")).toMatchObject({ sshkey_id: "older", sshkey_name: "older" });
    expect((await get("/v1/keypairs/PR")).count).toBe(2);
  });
});

describe("gcore tags by the older calls", () => {
  it("are added, replaced, read and deleted", async () => {
    const { ok, call, get, refusal } = await openBench();
    const path = `/v1/volumes/PR/${SAMPLE.data}/metadata`;
    expect((await call("POST", path, { a: "one", b: "two" })).status).toBe(204);
    expect(await get(`${path}_item?key=a`)).toEqual({ key: "a", value: "one", read_only: false });
    await ok("DELETE", `${path}_item?key=a`);
    expect(await refusal("GET", `${path}_item?key=a`)).toBe("404 NotFoundError");
    await ok("PUT", path, { c: "three" });
    expect((await get(path)).results).toEqual([{ key: "c", value: "three", read_only: false }]);
    await ok("POST", `${I}/metadata`, { d: "four" });
    expect(await get(`${I}/metadata/d`)).toMatchObject({ value: "four" });
  });
});
