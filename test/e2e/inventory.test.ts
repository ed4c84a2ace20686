// `trueup inventory` and `trueup output` as users, scripts and Ansible call them.
import { chmod } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { findProgram, hasServer } from "../servers/run-server.ts";
import { CLI, closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";

closeBenchesAfterEach();

/** However it was wrapped. */
const flat = (text: string): string => text.replace(/\s+/g, " ");

const OUTPUTS = `outputs:
  ip: "\${vms.web[0].ips[0]}"
  ips: { value: "\${vms.web[0].ips}" }
  token: { value: "\${env:SHOP_TOKEN:-}", sensitive: true }
`;
const SHOP = `${head()}keys:\n${key("ops")}vms:\n${vm("web", "count: 2")}${OUTPUTS}`;

async function openShop() {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP }, env: { SHOP_TOKEN: "tooth-fairy" } });
  expectCode(await bench.run(["apply", "-y"]), 0);
  return bench;
}

/** With a PATH in which Ansible is found. */
const ANSIBLE = findProgram("ansible-inventory");
const pathTo = (bench: { env: Record<string, string> }) => ({
  PATH: `${ANSIBLE?.replace(/[^/]+$/, "")}:${bench.env["PATH"]}`,
  ANSIBLE_LOCALHOST_WARNING: "False",
});

describe("inventory", () => {
  it("is a table, a document, a file for ssh, and what Ansible asks a script for", async () => {
    const bench = await openShop();
    const table = await bench.run(["inventory"]);
    expectCode(table, 0);
    expect(table.out).toMatch(/^ADDRESS +POWER +IPS +PROVIDER +REGION +ID\nvms\.web\[0\] +on +[\d.]+, 10\.[\d.]+ /);
    const json = JSON.parse((await bench.run(["inventory", "--json", "--target", "vms.web[1]"])).out);
    expect(json).toMatchObject({ format_version: "1.0", stack: "shop", machines: [{ host: "web-1", power: "on" }] });
    const ssh = await bench.run(["inventory", "--format", "ssh-config"]);
    expect(ssh.out).toContain("Host web-0\n  HostName ");
    const host = await bench.run(["inventory", "--host", "web-0"]);
    expect(JSON.parse(host.out)).toMatchObject({ trueup_address: "vms.web[0]", trueup_stack: "shop" });
    expect(host.err).toBe("");
    const inner = JSON.parse((await bench.run(["inventory", "--list", "--address", "private"])).out);
    expect(inner._meta.hostvars["web-0"].ansible_host).toMatch(/^10\./);
    const both = await bench.run(["inventory", "--json", "--format", "ansible"]);
    expectCode(both, 1);
    expect(flat(both.err)).toContain("--format ansible cannot be done with --json");
  });

  it.skipIf(!hasServer("ansible-inventory (ansible-core)", ["ansible-inventory"]))("is read by Ansible", async () => {
    const bench = await openShop();
    const call = `exec "${process.execPath}" "${CLI}" inventory --format ansible "$@"`;
    await bench.write("shop.sh", `#!/bin/sh\n${call}\n`);
    await chmod(`${bench.dir}/shop.sh`, 0o755);
    const listed = await bench.shell("ansible-inventory -i ./shop.sh --list", { env: pathTo(bench) });
    expectCode(listed, 0);
    const { _meta, web, all } = JSON.parse(listed.out);
    expect(web).toEqual({ hosts: ["web-0", "web-1"] });
    expect(_meta.hostvars["web-1"].ansible_host).toMatch(/^[\d.]+$/);
    expect(all.children).toContain("provider_serveroid");
    expect(listed.err).toBe("");
  });
});

describe("output", () => {
  it("tells what the last apply has left, without a provider, and nothing secret", async () => {
    const bench = await openShop();
    const env = { SERVEROID_ENDPOINT: "http://127.0.0.1:9", SERVEROID_API_KEY: undefined };
    const all = await bench.run(["output"], { env });
    expectCode(all, 0);
    expect(all.out).toMatch(/^ip = [\d.]+\nips = [\d.]+\ntoken = \(sensitive\)\n$/);
    const json = JSON.parse((await bench.run(["output", "--json"], { env })).out);
    expect(json).toEqual({
      ip: { sensitive: false, type: "string", value: json.ip.value },
      ips: { sensitive: false, type: ["tuple", ["string"]], value: [json.ip.value] },
      token: { sensitive: true },
    });
    expect((await bench.run(["output", "--raw", "ip"], { env })).out).toBe(json.ip.value);
    expect((await bench.run(["output", "ips"], { env })).out).toBe(`["${json.ip.value}"]\n`);
    const refused = async (...args: string[]) => {
      const ended = await bench.run(["output", ...args], { env });
      expectCode(ended, 1);
      expect(ended.out).toBe("");
      return flat(ended.err);
    };
    expect(await refused("token")).toMatch(/error\[output\.sensitive\]/);
    expect(await refused("ipp")).toContain("there is no output ipp fix: did you mean ip?");
    expect(await refused("--raw", "ips")).toContain("--raw cannot print");
    expect(await refused("--raw")).toContain("trueup output --raw NAME");
  });

  it("says what is not as the configuration has it now", async () => {
    const bench = await openShop();
    await bench.write("trueup.yaml", SHOP.replace("  ip: ", "  address: "));
    const ended = await bench.run(["output"]);
    expectCode(ended, 0);
    expect(flat(ended.err)).toContain("outputs.address is declared, and no apply has given it a value");
    expect(ended.err).toContain("outputs.ip is not declared any more");
    expect((await bench.run(["output", "address"])).code).toBe(1);
  });
});
