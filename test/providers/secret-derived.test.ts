// What follows from a secret, in any form: numbers, durations, schedules, words of the vendor. In no state, no plan, no event.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { StateBackend } from "../../src/core/state-port.ts";
import { type Fleet, startFleet, type Watch } from "../support/fleet.ts";
import { configurationOf, KEY_TEXT } from "../unit/config/configuration-fixture.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const HEAD = `
version: 1
stack: shop
providers: { serveroid: { project: "10082" }, zomro: {}, gcore: { project: 1234, region: Luxembourg-2 } }
`;

/** `later`: what changes, as the next version of a pipeline's variables has it. */
const CASES = {
  serveroid: {
    yaml: `
backupPolicies: { often: { keep: "\${env:KEEP}", every: "\${env:EVERY}" } }
keys: { ops: { provider: serveroid, publicKey: "${KEY_TEXT}" } }
vms:
  web:
    provider: serveroid
    image: { name: UBUNTU, bitness: 64, description: "\${env:DESCRIPTION}" }
    tariff: Облачный без границ
    memory: "\${env:MEMORY}"
    disk: "\${env:DISK}"
    cpu: "\${env:CPU}"
    keys: [ops]
    allowRestart: true
    backupPolicy: often
`,
    env: { DESCRIPTION: "Ubuntu 14.04", MEMORY: "1536MiB", DISK: "35GiB", CPU: "3", KEEP: "9", EVERY: "72h" },
    later: { MEMORY: "2304MiB", DISK: "45GiB", CPU: "5", KEEP: "7", EVERY: "6h" },
    traces: [
      ["Ubuntu 14.04", 1536, "1.5 GiB", 35_840, "35 GiB", 9, 72, "72h", 259_200_000],
      [2304, "2.25 GiB", 46_080, "45 GiB", 7, "7 backups", 6, "6h", 21_600_000],
    ],
  },
  zomro: {
    yaml: `
backupPolicies: { daily: { keep: "\${env:KEEP}" } }
vms:
  web:
    provider: zomro
    allowOrder: true
    tariff: "\${env:TARIFF}"
    period: "\${env:PERIOD}"
    datacenter: Netherlands-2
    image: Debian 11
    password: "\${env:PASSWORD}"
    backupPolicy: daily
schedules:
  nightly: { vm: web, cron: "\${env:CRON}" }
`,
    env: { TARIFF: "Cloud Small", PERIOD: "daily", PASSWORD: "Passw0rdAbc", KEEP: "9", CRON: "41 19 * * tue,thu" },
    later: { KEEP: "7", CRON: "43 17 * * mon,fri" },
    traces: [
      ["Cloud Small", "daily", "-50", "Passw0rdAbc", 9, "41 19", "19:41", "tue", "2,4"],
      [7, "43 17", "17:43", "fri", "1,5"],
    ],
  },
  gcore: {
    yaml: `
vms:
  edge:
    provider: gcore
    flavor: g2-standard-2-4
    volumes:
      boot: { image: ubuntu-24.04-x64, size: 20GiB, type: "\${env:TYPE}", boot: true }
      data: { size: "\${env:SIZE}" }
    interfaces: { public: { type: "\${env:INTERFACE}" } }
schedules:
  nightly: { vms: [edge], cron: "\${env:CRON}", timezone: "\${env:ZONE}", keep: "\${env:KEEP}", retain: "\${env:RETAIN}" }
  hourly: { vms: [edge], every: "\${env:EVERY}", keep: 2 }
`,
    env: {
      TYPE: "ssd_hiiops",
      SIZE: "137GiB",
      INTERFACE: "external",
      CRON: "41 19 * * *",
      ZONE: "Europe/Luxembourg",
      KEEP: "9",
      RETAIN: "37d",
      EVERY: "5h",
    },
    later: { SIZE: "151GiB", CRON: "43 17 * * *", ZONE: "Europe/Paris", KEEP: "7", RETAIN: "33d", EVERY: "6h" },
    traces: [
      [
        "ssd_hiiops",
        137,
        137 * 1024,
        "external",
        41,
        19,
        "Europe/Luxembourg",
        9,
        37,
        "37d",
        3_196_800_000,
        "5h",
        18_000_000,
      ],
      [151, 151 * 1024, 43, 17, "Europe/Paris", 7, 33, "33d", 2_851_200_000, "6h", 21_600_000],
    ],
  },
} as const;

const load = (vendor: keyof typeof CASES, env: Readonly<Record<string, string>>): Promise<Configuration> =>
  configurationOf(HEAD + CASES[vendor].yaml, { env });

/** Numbers and short words as whole words: ids and times of day hold any digits. */
function listTraces(texts: readonly string[], traces: readonly (string | number)[]): string[] {
  return traces.flatMap((trace) => {
    const pattern = new RegExp(`(?<![\\w.:-])${String(trace).replace(/[.*+?^$]/g, "\\$&")}(?![\\w.:-])`);
    return texts.flatMap((text) => {
      const found = pattern.exec(text);
      return found === null ? [] : [`${trace}: …${text.slice(Math.max(0, found.index - 160), found.index + 40)}…`];
    });
  });
}

/** Each document that ever was durable, the plans and the events. */
function collect(texts: string[]): Watch {
  return {
    provider: (provider) => provider,
    backend: (backend): StateBackend => ({
      ...backend,
      create: (document) => {
        const { resources, pending, outputs } = document;
        texts.push(JSON.stringify({ resources: stripped(resources), pending: stripped(pending), outputs }));
        return backend.create(document);
      },
    }),
    resumed: () => undefined,
    planned: (plan) => void texts.push(JSON.stringify(stripped(plan))),
  };
}

/** What a run counts and measures by itself is no secret, whatever the number. */
const OWN =
  /^(timeouts|requestTimeoutMs|sentAtMs|sentAtServerMs|expectedMs|basis|counts|drift|range|limit|place|account)$/;
const stripped = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, item: unknown) => (OWN.test(key) ? undefined : item)));

describe.each(Object.keys(CASES) as (keyof typeof CASES)[])("secrets in any field at %s", (vendor) => {
  const { env, later, traces } = CASES[vendor];

  it("are sent, compared and changed like literal values, and stand nowhere", async () => {
    fleet = await startFleet({ vendor, project: "111" });
    const texts: string[] = [];
    const [first, second] = [await load(vendor, env), await load(vendor, { ...env, ...later })];
    for (const configuration of [first, second]) {
      const { results, plan } = await fleet.apply(configuration, {}, { watch: collect(texts) });
      expect(plan.operations).not.toEqual([]);
      expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
      const next = await fleet.plan(configuration);
      expect([next.operations, next.drift, next.edits]).toEqual([[], [], []]);
    }
    texts.push(JSON.stringify(fleet.events), JSON.stringify(stripped(await fleet.plan(second))));
    expect(listTraces(texts, traces.flat())).toEqual([]);
  });

  it("that were literal before leave the record", async () => {
    fleet = await startFleet({ vendor, project: "111" });
    const configuration = await load(vendor, env);
    await fleet.apply({ ...configuration, resources: configuration.resources.map((one) => ({ ...one, secrets: [] })) });
    expect((await fleet.plan(configuration)).operations).toEqual([]);
    await fleet.apply(configuration);
    const { resources } = (await fleet.state()) ?? {};
    expect(listTraces([JSON.stringify(stripped(resources))], traces[0])).toEqual([]);
  });

  it("are not shown of what YAML tells nothing of any more", async () => {
    fleet = await startFleet({ vendor, project: "111" });
    await fleet.apply(await load(vendor, env));
    const none = { ...(await load(vendor, env)), resources: [] };
    const { entries, operations } = await fleet.plan(none);
    expect(operations).not.toEqual([]);
    expect(listTraces([JSON.stringify(stripped(entries))], traces[0])).toEqual([]);
  });
});

it("a secret that lowers how many backups are kept is a destructive step, and protection stops it", async () => {
  fleet = await startFleet({ vendor: "zomro" });
  const { env } = CASES.zomro;
  await fleet.apply(await load("zomro", env));
  const lowered = await load("zomro", { ...env, KEEP: "3" });
  expect((await fleet.plan(lowered)).destructive).toMatchObject([{ kind: "lower-retention" }]);
  const resources = lowered.resources.map((one) => ({ ...one, lifecycle: { ...one.lifecycle, protect: true } }));
  expect((await fleet.plan({ ...lowered, resources })).operations).toEqual([]);
});

it("a schedule of secrets whose answer is lost is taken over, and not made twice", async () => {
  fleet = await startFleet({ vendor: "gcore" });
  fleet.sim.faults.set([{ effect: "lost-after", match: { method: "lifecycle_policy.create", nth: 1 } }]);
  const configuration = await load("gcore", CASES.gcore.env);
  const { results } = await fleet.apply(configuration);
  expect(results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
  expect(Object.values((fleet.sim.state("gcore") as { lifecycle_policies: object }).lifecycle_policies)).toHaveLength(
    2,
  );
  expect((await fleet.plan(configuration)).operations).toEqual([]);
});
