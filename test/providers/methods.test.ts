// docs/methods.md against the vendors' pages and against what happens: a row for each method, and for each row the call that it
// names, seen at the simulators after the commands that it names.
import { readFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { METHOD_NAMES as GCORE_NAMES } from "../../src/simulators/gcore/routes/routes.ts";
import { SAMPLE_ACCOUNT } from "../../src/simulators/gcore/seed/sample-account.ts";
import { METHOD_NAMES as SERVEROID_NAMES } from "../../src/simulators/serveroid/routes/methods.ts";
import { METHOD_NAMES as ZOMRO_NAMES } from "../../src/simulators/zomro/routes/functions.ts";
import type { Fleet } from "../support/fleet.ts";
import {
  sampleConfiguration,
  sampleDesired,
  sampleKey,
  sampleSnapshot,
  sampleVm,
  ZOMRO_ORDER,
} from "../support/sample-desired.ts";
import { edge, edgeKey, edgeSnapshot } from "../support/sample-gcore.ts";
import { startAccount, stopAccounts } from "../support/small-account.ts";
import { GCORE_ACTION_WORDS, GCORE_ENDPOINTS, SERVEROID_METHODS, ZOMRO_FUNCTIONS } from "../support/vendor-methods.ts";

afterEach(stopAccounts);

type Vendor = "serveroid" | "zomro" | "gcore";

interface Row {
  readonly method: string;
  readonly reached: string;
  readonly sent: string;
}

const SECTIONS = readFileSync(new URL("../../docs/methods.md", import.meta.url), "utf8").split(/^## /m);

function rowsOf(vendor: Vendor): Row[] {
  const section = SECTIONS.find((text) => text.toLowerCase().startsWith(vendor)) ?? "";
  return section.split("\n").flatMap((line) => {
    const [, method, reached, sent] = /^\| (`.*?) \| (.+?) \| ?(.*?) ?\|$/.exec(line) ?? [];
    if (method === undefined || reached === undefined) return [];
    return [{ method: method.replaceAll("`", "").replace(" †", ""), reached, sent: (sent ?? "").replaceAll("`", "") }];
  });
}

const WORDS = GCORE_ACTION_WORDS.map((word) => `POST v2 ID/action ${word}`);
const FACTS: Readonly<Record<Vendor, readonly string[]>> = {
  serveroid: SERVEROID_METHODS,
  zomro: ZOMRO_FUNCTIONS,
  gcore: [...GCORE_ENDPOINTS, ...WORDS],
};
const SIMULATED: Readonly<Record<Vendor, readonly string[]>> = {
  serveroid: SERVEROID_NAMES,
  zomro: ZOMRO_NAMES,
  gcore: GCORE_NAMES,
};

describe("the table of methods", () => {
  for (const vendor of ["serveroid", "zomro", "gcore"] as const)
    it(`has a row for each of ${vendor}'s, and no other`, () => {
      expect(
        rowsOf(vendor)
          .map(({ method }) => method)
          .sort(),
      ).toEqual([...FACTS[vendor]].sort());
      for (const { sent, reached } of rowsOf(vendor)) {
        if (sent === "") expect(reached).toMatch(/^\*\*not reached\*\*: .{20}/);
        else expect(SIMULATED[vendor]).toContain(sent);
      }
    });

  it("has 97 rows; the two that nothing reaches change a reseller's rule for all its customers", () => {
    const all = (["serveroid", "zomro", "gcore"] as const).flatMap(rowsOf);
    expect(all.length).toBe(97);
    const missed = all.filter(({ sent }) => sent === "").map(({ method }) => method);
    expect(missed).toEqual(["DELETE v1 reseller_name_templates/RESELLER/REGION", "PUT v1 reseller_name_templates"]);
  });
});

/** Every method that was called in one of these fleets' lives. */
type Seen = Set<string>;

async function live(seen: Seen, fleet: Fleet, work: (fleet: Fleet) => Promise<void>): Promise<void> {
  await work(fleet);
  for (const { method } of fleet.sim.log.entries()) if (method !== null) seen.add(method);
}

async function apply(fleet: Fleet, configuration: Configuration, options = {}): Promise<void> {
  const { results, plan } = await fleet.apply(configuration, options);
  const wrong = plan.diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary);
  expect([
    ...wrong,
    ...results
      .filter(({ outcome }) => outcome !== "done")
      .map(({ operation, message }) => `${operation}: ${message ?? ""}`),
  ]).toEqual([]);
}

const act = async (fleet: Fleet, configuration: Configuration, address: string, name: string, given = {}) => {
  const { end } = await fleet.act(configuration, { address, name, given });
  expect(end.outcome, name).toBe("done");
};

async function browse(fleet: Fleet, configuration: Configuration, vendor: Vendor, kind: string): Promise<void> {
  const { stack, close } = fleet.open(configuration);
  await stack.providers.get(vendor)?.catalog(kind, {});
  await close();
}

async function liveAtServeroid(fleet: Fleet): Promise<void> {
  const shop = (web: JsonObject, db = sampleVm("vms.db"), more = [sampleSnapshot("golden", "vms.web")]) =>
    sampleConfiguration([sampleKey("ops"), sampleVm("vms.web", web), db, ...more]);
  const first = shop({ ips: 2 });
  await apply(fleet, first);
  for (const name of ["reboot", "reset", "set-password"]) await act(fleet, first, "vms.web", name);
  await act(fleet, first, "vms.web", "rollback-snapshot", { snapshot: "golden" });
  const vms = fleet.sim.state("serveroid")["vms"] as unknown as { name: string; ipAddresses: string[] }[];
  const [ip, kept] = vms.find(({ name }) => name === "web")?.ipAddresses ?? [];
  await act(fleet, first, "vms.web", "move-ip", { ip, to: "vms.db" });
  const grown = { memory: 2048, disk: 65_536, cpu: 3, power: "off", shutdown: { mode: "force" } };
  const db = sampleVm(
    "vms.db",
    { ips: 2, power: "off", backupPolicy: { keep: 3, every: 86_400_000 } },
    { name: "data" },
  );
  const clone = sampleDesired("vms.copy", { cloneOf: { vm: "vms.web" } });
  await apply(fleet, shop({ ...grown, ips: 2 }, db, [clone]));
  await apply(fleet, shop({ ...grown, power: "on", ips: 1, releaseIps: [kept ?? ""], keys: [] }, db, []));
  const fixed = {
    image: { name: "UBUNTU", bitness: 64, description: "Ubuntu 14.04" },
    tariff: "Облачный 1024",
    password: "Passw0rdAbc",
  };
  const edited = sampleKey("ops", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ2Zr111111111111111111111111111111111111111 x");
  const small = sampleConfiguration([edited, sampleDesired("vms.db", fixed, { name: "data" })]);
  await apply(fleet, small);
  await apply(fleet, small, { rebuild: ["vms.db"] });
  await fleet.clock.advance(25 * 3_600_000);
  const { json } = await fleet.ask(small, { address: "vms.db", name: "list-backups" });
  const backup = (json as unknown as { id: string }[])[0]?.id ?? "";
  await act(fleet, small, "vms.db", "download-backup", { backup });
  await act(fleet, small, "vms.db", "rollback-backup", { backup });
  await browse(fleet, small, "serveroid", "software");
  await apply(fleet, sampleConfiguration([edited]));
  await apply(fleet, sampleConfiguration([]));
}

async function liveAtZomro(fleet: Fleet): Promise<void> {
  const declare = (address: string, attributes: JsonObject) =>
    sampleDesired(address, attributes, { provider: "zomro", vendor: "zomro" });
  const web = declare("vms.web", { ...ZOMRO_ORDER, power: "on" });
  const whole = sampleConfiguration([
    web,
    declare("snapshots.first", { vm: "vms.web" }),
    declare("schedules.nightly", { vm: "vms.web", days: ["mon"], time: "02:01" }),
  ]);
  await apply(fleet, whole);
  await act(fleet, whole, "vms.web", "backup", { name: "now" });
  await fleet.ask(whole, { address: "vms.web", name: "list-backups" });
  await act(fleet, whole, "vms.web", "rescue", { image: "Debian 12" });
  await act(fleet, whole, "vms.web", "unrescue");
  await apply(fleet, sampleConfiguration([web]));
}

async function liveAtGcore(fleet: Fleet): Promise<void> {
  const shop = (more: JsonObject = {}) => sampleConfiguration([edgeKey(), edge(more), edgeSnapshot()]);
  const inner = {
    public: { type: "external", securityGroups: ["web"] },
    inner: { type: "anySubnet", network: "internal" },
  };
  await apply(fleet, shop({ placementGroup: "apart" }));
  for (const name of ["reboot", "reboot-hard", "suspend", "resume"]) await act(fleet, shop(), "vms.edge", name);
  for (const name of ["console", "metrics", "flavors"]) await fleet.ask(shop(), { address: "vms.edge", name });
  await apply(
    fleet,
    shop({ interfaces: inner, flavor: "g2-standard-4-8", allowRestart: true, tags: { team: "other" } }),
  );
  await apply(
    fleet,
    shop({ power: "off", flavor: "g2-standard-4-8", tags: { team: "other" }, placementGroup: "together" }),
  );
  await apply(fleet, shop({ power: "on", flavor: "g2-standard-4-8", tags: { team: "other" } }));
  for (const kind of ["flavors", "names", "app-templates", "reseller-machines", "reseller-names"])
    await browse(fleet, shop(), "gcore", kind);
  await apply(fleet, sampleConfiguration([]));
}

/** As a region without the young calls for ports answers. */
async function liveInOlderRegion(fleet: Fleet): Promise<void> {
  const shop = (...securityGroups: string[]) =>
    sampleConfiguration([edgeKey(), edge({ interfaces: { public: { type: "external", securityGroups } } })]);
  await apply(fleet, shop("web"));
  await apply(fleet, shop("default"));
}

describe("each method's command, against the simulators", () => {
  const seen: Record<Vendor, Seen> = { serveroid: new Set(), zomro: new Set(), gcore: new Set() };
  beforeAll(async () => {
    await live(seen.serveroid, await startAccount(), liveAtServeroid);
    await live(seen.zomro, await startAccount({ vendor: "zomro" }), liveAtZomro);
    const servergroups = ["apart", "together"].map((name, index) => ({
      servergroup_id: `00000000-0000-4000-8000-00000000000${index}`,
      name,
      policy: "affinity",
    }));
    const grouped = { gcore: { ...SAMPLE_ACCOUNT, servergroups } };
    await live(seen.gcore, await startAccount({ vendor: "gcore", seed: grouped }), liveAtGcore);
    const quirks = { ...(SAMPLE_ACCOUNT["quirks"] as object), portsApi: "missing" };
    const older = await startAccount({ vendor: "gcore", seed: { gcore: { ...SAMPLE_ACCOUNT, quirks } } });
    await live(seen.gcore, older, liveInOlderRegion);
    await stopAccounts();
  }, 120_000);

  for (const vendor of ["serveroid", "zomro", "gcore"] as const)
    it(`${vendor}: every call that the table names was seen`, () => {
      const missing = rowsOf(vendor).filter(({ sent }) => sent !== "" && !seen[vendor].has(sent));
      expect(missing.map(({ method, sent }) => `${method}: ${sent}`)).toEqual([]);
    });
});
