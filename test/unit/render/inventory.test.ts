// The inventory's formats: hosts and groups for Ansible, Host blocks for ssh, and what hostile text of a provider does to them: nothing.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { InventoryMachine, UnmanagedObject } from "../../../src/core/inventory.ts";
import { isIpAddress } from "../../../src/core/ip-address.ts";
import { buildAnsibleInventory } from "../../../src/render/inventory/ansible-inventory.ts";
import { describeCost, formatMachines, formatUnmanaged } from "../../../src/render/inventory/format-inventory.ts";
import { formatSshConfig } from "../../../src/render/inventory/format-ssh-config.ts";
import { nameHosts } from "../../../src/render/inventory/host-names.ts";
import { listHosts } from "../../../src/render/inventory/reachable-hosts.ts";
import { PLAIN_STYLE } from "../../../src/render/style.ts";
import { hasServer } from "../../servers/run-server.ts";

const machine = (address: string, more: Partial<InventoryMachine> = {}): InventoryMachine => ({
  address,
  standing: "tracked",
  provider: "gcore",
  vendor: "gcore",
  region: "Luxembourg-2",
  remoteId: "7",
  name: address,
  power: "on",
  condition: "ready",
  ips: ["203.0.113.7"],
  privateIps: [],
  tags: {},
  ...more,
});
const ansible = (...machines: InventoryMachine[]) => buildAnsibleInventory(listHosts(machines, "public").hosts, "shop");
const HOSTILE = "a\nHost *\n  ProxyCommand touch /tmp/x {{ lookup('pipe', 'id') }} {{{% x %}";

describe("names of hosts", () => {
  it("are made of addresses, and no two are the same", () => {
    const addresses = ["vms.db", "vms.web[0]", "vms.web-0", 'vms.a["x y"]', 'vms.a["x/y"]', 'vms.a["x?y"]'];
    const names = nameHosts(addresses.map((address) => ({ address })));
    expect(addresses.map((address) => names.get(address))).toEqual([
      "db",
      "web.0",
      "web-0",
      "a-x_y",
      "a.x_y",
      "a.x_y.2",
    ]);
  });
});

describe("addresses", () => {
  it.each([
    ["203.0.113.7", true],
    ["2001:db8::7", true],
    ["::ffff:203.0.113.7", true],
    ["::", true],
    ["1:2:3:4:5:6:7:8", true],
    ["203.0.113.256", false],
    ["203.0.113", false],
    ["1:2:3:4:5:6:7:8:9", false],
    ["fe80::1%eth0", false],
    ["203.0.113.7\n  ProxyCommand x", false],
    [":1:2", false],
    ["1::2::3", false],
    ["", false],
  ])("%j: %s", (text, expected) => expect(isIpAddress(text)).toBe(expected));

  it("of IPv4 go before those of IPv6; without any the machine is left out", () => {
    const both = machine("vms.a", { ips: ["2001:db8::1", "203.0.113.1"] });
    const six = machine("vms.b", { ips: ["2001:db8::1"] });
    const none = machine("vms.c", { ips: [], privateIps: ["10.0.0.1"] });
    const found = listHosts([both, six, none], "public");
    expect(found.hosts.map(({ ip }) => ip)).toEqual(["203.0.113.1", "2001:db8::1"]);
    expect(found.withoutAddress).toEqual([none]);
    expect(listHosts([none], "private").hosts.map(({ ip }) => ip)).toEqual(["10.0.0.1"]);
  });

  it("of what is still to be deleted are nothing to work with", () => {
    const deposed = machine("vms.a", { standing: "deposed", ips: ["203.0.113.9"] });
    expect(listHosts([deposed, machine("vms.a")], "public").hosts.map(({ ip }) => ip)).toEqual(["203.0.113.7"]);
  });
});

describe("for Ansible", () => {
  it("groups by counted group, provider, region, power and tags, with names that it takes", () => {
    const document = ansible(
      machine("vms.web-app[0]", { provider: "gcore.backup", tags: { team: "shop & co", é: "" } }),
      machine("vms._meta[0]", { vendor: "zomro", provider: "zomro", region: "1 place" }),
      machine("vms.db"),
    );
    expect(Object.keys(document).sort()).toEqual([
      "_meta",
      "all",
      "power_on",
      "provider_gcore",
      "provider_gcore_backup",
      "provider_zomro",
      "region_1_place",
      "region_Luxembourg_2",
      "tag__",
      "tag_team_shop_co",
      "ungrouped",
      "vms__meta",
      "web_app",
    ]);
    expect(document["web_app"]).toEqual({ hosts: ["web-app-0"] });
    expect(document["provider_gcore"]).toEqual({ hosts: ["web-app-0", "db"] });
  });

  it("lets no text of a provider become a template", () => {
    const text = JSON.stringify(ansible(machine("vms.a", { name: HOSTILE, region: HOSTILE, tags: { x: HOSTILE } })));
    expect(text).not.toMatch(/\{[{%#][^"]/);
    expect(text).toContain("{ { lookup");
  });

  it("names the login only where it is one", () => {
    const users = ["deploy", "x -oProxyCommand=y", "{{ x }}"].map((user) => machine(`vms.u${user.length}`, { user }));
    const { _meta } = ansible(...users) as unknown as { _meta: { hostvars: Record<string, Record<string, unknown>> } };
    expect(Object.values(_meta.hostvars).map((one) => one["ansible_user"])).toEqual(["deploy", undefined, undefined]);
  });
});

describe("for ssh", () => {
  const config = (...machines: InventoryMachine[]) => formatSshConfig(listHosts(machines, "public"), "shop");

  it("is a block for each machine, with its other name where that is a plain word of its own", () => {
    expect(
      config(machine("vms.web[0]", { name: "web.example", user: "deploy" }), machine("vms.b", { name: "*" })),
    ).toMatchInlineSnapshot(`
      "# stack shop, by trueup inventory --format ssh-config

      # vms.web[0]: gcore 7, web.example
      Host web-0 web.example
        HostName 203.0.113.7
        User deploy

      # vms.b: gcore 7, *
      Host b
        HostName 203.0.113.7
      "
    `);
  });

  it("gives a name that two machines have to neither", () => {
    const text = config(machine("vms.a", { name: "same" }), machine("vms.b", { name: "Same" }));
    expect(text).toMatch(/^Host a$/m);
    expect(text).toMatch(/^Host b$/m);
  });

  const stdio: ["ignore", "pipe", "ignore"] = ["ignore", "pipe", "ignore"];
  it.skipIf(!hasServer("ssh", ["ssh"]))("is read by ssh, which sees nothing of hostile names", () => {
    const folder = mkdtempSync(join(tmpdir(), "trueup-ssh-"));
    try {
      const file = join(folder, "config");
      const shown = { name: HOSTILE, remoteId: HOSTILE, user: "x\n  ProxyCommand y" };
      writeFileSync(file, config(machine("vms.a", shown), machine("vms.none", { ...shown, ips: [] })), { mode: 0o600 });
      const told = execFileSync("ssh", ["-G", "-F", file, "a"], { encoding: "utf8", stdio });
      expect(told).toMatch(/^hostname 203\.0\.113\.7$/m);
      const other = execFileSync("ssh", ["-G", "-F", file, "elsewhere"], { encoding: "utf8", stdio });
      expect(`${told}${other}`).not.toMatch(/proxycommand/i);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("for people", () => {
  const object = (name: string, more: Partial<UnmanagedObject> = {}): UnmanagedObject => ({
    provider: "gcore",
    vendor: "gcore",
    type: "volume",
    remoteId: `id-${name}`,
    name,
    ...more,
  });

  it("says of what stands beside an address what it is", () => {
    const text = formatMachines(
      {
        stack: "shop",
        serial: 1,
        missing: [],
        machines: [
          machine("vms.a", { privateIps: ["10.0.0.1"] }),
          machine("vms.a", { standing: "deposed", ips: [], power: "off" }),
        ],
      },
      PLAIN_STYLE,
    );
    expect(text).toMatchInlineSnapshot(`
      "ADDRESS          POWER  IPS                    PROVIDER  REGION        ID
      vms.a            on     203.0.113.7, 10.0.0.1  gcore     Luxembourg-2  7
      vms.a (deposed)  off    -                      gcore     Luxembourg-2  7
      "
    `);
  });

  it("sums what is known by currency, says what is not, and leaves the objects of other stacks to them", () => {
    const objects = [
      object("a", { price: { perMonth: 1.005, currency: "EUR" } }),
      object("b", { price: { perMonth: 2, currency: "EUR" } }),
      object("c", { price: { perMonth: 3, currency: "USD" } }),
      object("d"),
      object("e", { type: "key" }),
      object("f", { stack: "other", price: { perMonth: 100, currency: "EUR" } }),
    ];
    expect(describeCost(objects)).toBe(
      "5 objects without a holder: 3.01 EUR and 3.00 USD a month, and 1 object without a known price. Not counted: 1 object of stack other, by their tags.",
    );
    expect(formatUnmanaged(objects, PLAIN_STYLE)).not.toContain("id-f");
    expect(describeCost([])).toBe("Nothing in the account is without a holder.");
    expect(describeCost([object("d")])).toBe("1 object without a holder: no price is known.");
  });
});
