// What goes wrong in the first hour with a provider: one diagnostic each, which names the entry, the variable or the place, with a
// fix that works when it is typed.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resolveProviderSettings } from "../../src/config/settings/resolve-provider-settings.ts";
import { apply, plan } from "../../src/index.ts";
import { buildErrorDiagnostics } from "../../src/render/format-error.ts";
import { type RunningSimulators, startSimulators } from "../../src/simulators/start-simulators.ts";
import { OPS_KEY } from "../support/shop.ts";

let folder: string;
let sim: RunningSimulators;
beforeAll(async () => {
  sim = await startSimulators({ speed: 1000 });
});
afterAll(() => sim.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trueup-first-hour-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Env = Record<string, string | undefined>;

const SERVEROID = "  serveroid: { project: '111', pollInterval: 20ms }";
const GCORE = "  gcore: { project: 77, region: 76, pollInterval: 20ms }";
const EDGE = `vms:
  edge:
    provider: gcore
    flavor: g2-standard-2-4
    volumes: { boot: { image: ubuntu-24.04-x64, size: 20GiB, boot: true }, data: { size: 30GiB } }
    interfaces: { public: { type: external } }
`;
const KEY = `keys: { ops: { provider: serveroid, publicKey: "${OPS_KEY}" } }\n`;
const WEB = (image: string) => `${KEY}vms:
  web:
    provider: serveroid
    image: { ${image} }
    tariff: Облачный без границ
    memory: 1GiB
    disk: 32GiB
    cpu: 2
    keys: [ops]
`;

async function write(entry: string, sections: string, stack = "shop"): Promise<void> {
  await writeFile(join(folder, "trueup.yaml"), `version: 1\nstack: ${stack}\nproviders:\n${entry}\n${sections}`);
}

/** `CODE line:column summary | detail | fix` of each. */
async function problemsOf(entry: string, sections: string, env: Env = {}): Promise<string[]> {
  await write(entry, sections);
  return tell(env);
}

async function tell(env: Env = {}): Promise<string[]> {
  const format = ({ code, range, summary, detail, fix }: ReturnType<typeof buildErrorDiagnostics>[number]): string => {
    const place = range === undefined ? "" : ` ${range.start.line}:${range.start.column}`;
    return `${code}${place} ${[summary, detail, fix].filter((part) => part !== undefined).join(" | ")}`;
  };
  try {
    const { diagnostics } = await plan({ cwd: folder, env: { ...sim.env, ...env } });
    return diagnostics.map(format);
  } catch (error) {
    return buildErrorDiagnostics(error).map(format);
  }
}

describe("credentials", () => {
  it.each<[string, string, Env, string]>([
    [
      "half a pair",
      SERVEROID,
      { SERVEROID_API_KEY: undefined },
      "provider.no-credentials 4:3 providers.serveroid has half of its credentials: SERVEROID_API_KEY is not set | It has SERVEROID_CLIENT_ID. | set SERVEROID_API_KEY in the environment",
    ],
    [
      "half a pair, empty",
      SERVEROID,
      { SERVEROID_CLIENT_ID: "" },
      "provider.no-credentials 4:3 providers.serveroid has half of its credentials: SERVEROID_CLIENT_ID is empty | It has SERVEROID_API_KEY. | set SERVEROID_CLIENT_ID in the environment",
    ],
    [
      "half a pair at zomro",
      "  zomro: {}",
      { ZOMRO_PASSWORD: undefined },
      "provider.no-credentials 4:3 providers.zomro has half of its credentials: ZOMRO_PASSWORD is not set | It has ZOMRO_USERNAME. | set ZOMRO_PASSWORD in the environment",
    ],
    [
      "a wrong key at serveroid",
      SERVEROID,
      { SERVEROID_API_KEY: "wrong-key" },
      "provider.unauthorised 4:3 providers.serveroid: Serveroid does not accept SERVEROID_CLIENT_ID and SERVEROID_API_KEY | Its answer to GET /api/v1/tenant: Ошибка прав доступа. Обратитесь в службу поддержки. (error.not.owner) | check the credentials, and project: Serveroid answers a wrong one of each in the same way",
    ],
    [
      "a wrong key at gcore",
      GCORE,
      { GCORE_API_KEY: "wrong-key" },
      "provider.unauthorised 4:3 providers.gcore: Gcore does not accept GCORE_API_KEY | Its answer to GET /cloud/v1/projects: Bad permanent token: wron… (token_not_valid) | check the key (quote it in shells: older keys contain a $)",
    ],
    [
      "a wrong password at zomro",
      "  zomro: {}",
      { ZOMRO_PASSWORD: "wrong-word" },
      "provider.unauthorised 4:3 providers.zomro: Zomro does not accept ZOMRO_USERNAME and ZOMRO_PASSWORD | Its answer to POST / auth: auth: badpassword: Wrong user name or password | check user name and password, or the session",
    ],
    [
      "a wrong key of an alias",
      "  gcore.eu: { project: 77, region: 76 }",
      { GCORE_EU_API_KEY: "wrong-key" },
      "provider.unauthorised 4:3 providers.gcore.eu: Gcore does not accept GCORE_EU_API_KEY | Its answer to GET /cloud/v1/projects: Bad permanent token: wron… (token_not_valid) | check the key (quote it in shells: older keys contain a $)",
    ],
    [
      "a refused connection",
      SERVEROID,
      { SERVEROID_ENDPOINT: "http://127.0.0.1:9" },
      "provider.unavailable 4:3 providers.serveroid: nothing answers at http://127.0.0.1:9: connection refused | The variable SERVEROID_ENDPOINT names this endpoint. | start what listens there (trueup sim does, for the simulators), or unset SERVEROID_ENDPOINT to talk to https://api.flops.ru",
    ],
    [
      "a project that is misspelt",
      "  serveroid: { project: Projekt 1 }",
      {},
      "provider.project-not-found 4:25 providers.serveroid: Serveroid has no project Projekt 1 | It has:\nПроект 111 (111)\nПо умолчанию (10081)\nПроект 1 (10082)\nProject 1 (10100) | did you mean project: Project 1?",
    ],
    [
      "a region that is misspelt",
      "  gcore: { project: 77, region: Luxemburg }",
      {},
      "provider.region-not-found 4:33 providers.gcore: Gcore has no region Luxemburg | It has:\nLuxembourg-2 (76)\nFrankfurt (38)\nAmsterdam-2 (104) | did you mean region: Luxembourg-2?",
    ],
    [
      "a region in a variable",
      "  gcore: { project: 77 }",
      { GCORE_CLOUD_REGION_ID: "Luxemburg" },
      "provider.region-not-found 4:3 providers.gcore: Gcore has no region Luxemburg | The variable GCORE_CLOUD_REGION_ID names it.\nIt has:\nLuxembourg-2 (76)\nFrankfurt (38)\nAmsterdam-2 (104) | did you mean region: Luxembourg-2?",
    ],
  ])("%s", async (_title, entry, env, expected) => {
    const vendor = /^ {2}(\w+)/.exec(entry)?.[1] ?? "";
    const id = /^ {2}([\w.]+)/.exec(entry)?.[1] ?? "";
    const block =
      vendor === "gcore" ? `{ provider: ${id}, existing: { id: "1" } }` : `{ provider: ${id}, existing: { id: 1 } }`;
    const found = (await problemsOf(entry, `vms: { web: ${block} }\n`, env)).filter(
      (line) => !line.startsWith("existing."),
    );
    expect(found.join("\n")).toBe(expected);
  });
});

describe("names", () => {
  it("a version that the system does not come in", async () => {
    expect(await problemsOf(SERVEROID, WEB("name: UBUNTU, bitness: 64, description: Ubuntu 22.04"))).toEqual([
      'provider.name-not-found 9:12 vms.web: Serveroid has no image UBUNTU 64 Ubuntu 22.04 | It has:\nUBUNTU 64 "Ubuntu 12.04.5 x64"\nUBUNTU 64 "Ubuntu 14.04.1 x64"\nUBUNTU 64 "Ubuntu 16.04.4 x64" | did you mean description: Ubuntu 16.04.4 x64?',
    ]);
  });

  it("a token with a line end: the line end is left out, and told", async () => {
    await write(GCORE, EDGE);
    const env = { ...sim.env, GCORE_API_KEY: "sim\n" };
    const { counts } = await plan({ cwd: folder, env });
    expect(counts.add).toBeGreaterThan(0);
    const settings = { id: "gcore", vendor: "gcore", fields: { project: "77", region: "76" }, ranges: {} };
    expect(resolveProviderSettings(settings, env).diagnostics).toMatchObject([
      { severity: "warning", summary: "GCORE_API_KEY ends with a line end, which is left out" },
    ]);
  });

  it("an existing machine that is misspelt", async () => {
    await write(
      SERVEROID,
      WEB("name: UBUNTU, bitness: 64, description: Ubuntu 14.04").replace("  web:", "  MyServer:"),
    );
    await apply({ cwd: folder, env: sim.env, approve: () => true });
    await rm(join(folder, ".trueup"), { recursive: true });
    const [found, ...more] = await problemsOf(
      SERVEROID,
      "vms: { db: { provider: serveroid, existing: { name: MyServr } } }\n",
    );
    expect(more).toEqual([]);
    expect(found).toMatch(
      /^existing\.not-found 5:53 Serveroid project Проект 111 \(111\) has no vm named MyServr \| It has:\nMyServer\n/,
    );
    expect(found).toMatch(/looked up, never created\. \| did you mean MyServer\? Without existing it would be made$/);
  });
});

describe("a second stack that meets the machines of the first", () => {
  it("at gcore, where they carry its marker", async () => {
    await write(GCORE, EDGE, "first");
    await apply({ cwd: folder, env: sim.env, approve: () => true });
    await write(GCORE, EDGE, "second");
    const [found = "", ...more] = await tell();
    expect(more).toEqual([]);
    expect(found.replace(/\([0-9a-f-]{36}\)/g, "(ID)")).toBe(
      "adopt.other-stack 6:3 3 declared objects carry the marker of the stack first | vms.edge is edge (ID)\nvms.edge.volumes.boot is edge-boot (ID)\nvms.edge.volumes.data is edge-data (ID)\nTwo stacks that hold one object would undo each other's changes, and either could destroy it. | choose another object, or take its trueup-… tags off once that stack has let go of it",
    );
  });

  it("at serveroid, which keeps no markers", async () => {
    await write(SERVEROID, WEB("name: UBUNTU, bitness: 64, description: Ubuntu 14.04"), "first");
    await apply({ cwd: folder, env: sim.env, approve: () => true, isAttended: true });
    await write(SERVEROID, WEB("name: UBUNTU, bitness: 64, description: Ubuntu 14.04"), "second");
    const [found = "", ...more] = await tell();
    expect(more).toEqual([]);
    expect(found.replace(/\(\d+\)/g, "(ID)")).toBe(
      "state.seems-lost the state is empty, but 2 declared objects already exist: the state seems lost | keys.ops is ops (ID)\nvms.web is web (ID)\nOr another stack has them: two stacks that hold one object undo each other's changes, and either could destroy it. | trueup state rebuild makes it anew from what runs, or restore it from a backup; if another stack has them: give yours other names",
    );
  });
});

describe("what cannot be made now", () => {
  const BIG = EDGE.replace("edge:", "big:").replace("g2-standard-2-4", "g2-standard-4-8");

  it("for the quota: told by the plan, with what is used and needed", async () => {
    const limit = (cores: number) =>
      sim.change("gcore", { kind: "quotas", action: "patch", set: { cpu_count: cores } });
    limit(2);
    try {
      const found = await problemsOf(GCORE, BIG);
      expect(found.map((line) => line.replace(/\d+ of 2 used/, "N of 2 used"))).toEqual([
        "provider.quota 6:3 this plan would exceed Gcore's quota cpu_count: N of 2 used, 4 more needed | ask Gcore to raise the quota, or declare less",
      ]);
    } finally {
      limit(100_000);
    }
  });

  it("since it is sold out: told as that, by the plan", async () => {
    const sell = (disabled: boolean) =>
      sim.change("gcore", { kind: "flavors", action: "patch", id: "g2-standard-4-8", set: { disabled } });
    sell(true);
    try {
      expect(await problemsOf(GCORE, BIG)).toEqual([
        "provider.flavor-disabled 8:13 Gcore does not sell g2-standard-4-8 now | choose another flavor: trueup catalog gcore flavors",
      ]);
    } finally {
      sell(false);
    }
  });
});
