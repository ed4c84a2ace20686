import { describe, expect, it } from "vitest";
import { resolveProviderSettings } from "../../../src/config/settings/resolve-provider-settings.ts";
import { configurationOf, formatDiagnostics, problemsOf } from "./configuration-fixture.ts";

async function settingsOf(providers: string, id: string) {
  const { providers: found } = await configurationOf(`version: 1\nstack: shop\nproviders: ${providers}\n`);
  const settings = found.find((item) => item.id === id);
  if (settings === undefined) throw new Error(`no ${id}`);
  return settings;
}

describe("resolveProviderSettings", () => {
  it("has defaults", async () => {
    const env = { SERVEROID_CLIENT_ID: "client", SERVEROID_API_KEY: "key-from-env" };
    const { origin, ...settings } = resolveProviderSettings(
      await settingsOf("{ serveroid: { project: 7 } }", "serveroid"),
      env,
    );
    expect(origin).toMatchObject({
      credentials: ["SERVEROID_CLIENT_ID", "SERVEROID_API_KEY"],
      variables: {},
      endpoint: "https://api.flops.ru",
      endpointFrom: "SERVEROID_ENDPOINT",
      usualEndpoint: "https://api.flops.ru",
    });
    expect(settings).toEqual({
      id: "serveroid",
      vendor: "serveroid",
      endpoint: "https://api.flops.ru",
      credentials: { clientId: "client", apiKey: "key-from-env" },
      project: "7",
      insecure: false,
      pollIntervalMs: 3000,
      pollIntervalMaxMs: 15_000,
      requestTimeoutMs: 30_000,
      visibilityGraceMs: 120_000,
      fields: {},
      secretValues: ["key-from-env"],
      diagnostics: [],
    });
  });

  it("prefers YAML, then the alias's variables, then the general ones", async () => {
    const env = {
      GCORE_API_KEY: "general",
      GCORE_BACKUP_API_KEY: "special",
      GCORE_BACKUP_CLOUD_REGION_ID: "9",
      GCORE_CLOUD_REGION_ID: "1",
      GCORE_CLOUD_PROJECT_ID: "2",
      GCORE_BASE_URL: "http://127.0.0.1:4010/",
    };
    const settings = await settingsOf(
      "{ gcore.backup: { project: 5, requestTimeout: 10s, pollInterval: 20s } }",
      "gcore.backup",
    );
    expect(resolveProviderSettings(settings, env)).toMatchObject({
      alias: "backup",
      endpoint: "http://127.0.0.1:4010",
      credentials: { apiKey: "special" },
      project: "5",
      region: "9",
      requestTimeoutMs: 10_000,
      pollIntervalMs: 20_000,
      pollIntervalMaxMs: 20_000,
      diagnostics: [],
    });
    const plain = await settingsOf("{ gcore: { apiKey: in-the-yaml }, serveroid: { diskPerMemory: 32 } }", "gcore");
    expect(resolveProviderSettings(plain, env).credentials).toEqual({ apiKey: "in-the-yaml" });
  });

  it("says what is missing, and what is wrong with an endpoint of the environment", async () => {
    const zomro = resolveProviderSettings(await settingsOf("{ zomro: {} }", "zomro"), {
      ZOMRO_USERNAME: "u",
      ZOMRO_ENDPOINT: "http://elsewhere.example",
    });
    expect(formatDiagnostics(zomro.diagnostics)).toBe(
      [
        "error provider.no-credentials 3:14 providers.zomro has half of its credentials: ZOMRO_PASSWORD is not set | set ZOMRO_PASSWORD in the environment",
        "error config.endpoint-insecure 3:14 ZOMRO_ENDPOINT uses plain http: credentials could be read on the way | use https, or say insecure: true",
      ].join("\n"),
    );
    const gcore = resolveProviderSettings(await settingsOf("{ gcore.b-c: {} }", "gcore.b-c"), {
      GCORE_API_KEY: "k",
      GCORE_BASE_URL: "https://api.example/cloud",
    });
    expect(formatDiagnostics(gcore.diagnostics)).toBe(
      [
        "error provider.missing-setting 3:14 providers.gcore.b-c needs project | add project to providers.gcore.b-c, or set GCORE_B_C_CLOUD_PROJECT_ID: trueup catalog gcore.b-c projects lists them",
        "error provider.missing-setting 3:14 providers.gcore.b-c needs region | add region to providers.gcore.b-c, or set GCORE_B_C_CLOUD_REGION_ID: trueup catalog gcore.b-c regions lists them",
        "error config.endpoint 3:14 GCORE_B_C_BASE_URL ends with the API's own path /cloud | leave /cloud out: it is added",
      ].join("\n"),
    );
  });
});

describe("credentials that were stored with a line end", () => {
  it.each(["secret-key\n", "secret-key\r\n", "secret-key\n\n"])("%j: left out, and told", async (stored) => {
    const gcore = resolveProviderSettings(await settingsOf("{ gcore: { project: 1, region: 2 } }", "gcore"), {
      GCORE_API_KEY: stored,
    });
    expect(gcore.credentials).toEqual({ apiKey: "secret-key" });
    expect(gcore.secretValues).toEqual(["secret-key"]);
    expect(formatDiagnostics(gcore.diagnostics)).toContain("GCORE_API_KEY ends with a line end");
    expect(JSON.stringify(gcore.diagnostics)).not.toContain("secret-key");
  });

  it.each(["a\nsecret", "\u0007secret", "\n", "  "])(
    "%j is none: refused, with the variable's name",
    async (stored) => {
      const zomro = resolveProviderSettings(await settingsOf("{ zomro.eu: {} }", "zomro.eu"), {
        ZOMRO_EU_SESSION: stored,
      });
      expect(formatDiagnostics(zomro.diagnostics)).toContain("error provider.bad-credential");
      expect(formatDiagnostics(zomro.diagnostics)).toContain("ZOMRO_EU_SESSION holds");
      expect(formatDiagnostics(zomro.diagnostics)).not.toContain("secret");
    },
  );
});

describe("endpoints in YAML", () => {
  const env = { EP: "https://proxy.example/prefix", HOST: "evil", LOCK: "https://gitlab.example/lock" };
  const texts = `version: 1
stack: shop
providers:
  serveroid: { endpoint: "https://elsewhere.example" }
  serveroid.own: { endpoint: "https://api.flops.ru/api/v1/" }
  serveroid.port: { endpoint: "https://api.flops.ru:8443" }
  zomro: { endpoint: "http://127.0.0.1:8080/prefix" }
  zomro.six: { endpoint: "http://[::1]:80" }
  zomro.bare: { endpoint: "api.zomro.com" }
  zomro.user: { endpoint: "https://u:p@api.zomro.com" }
  zomro.near: { endpoint: "https://api.zomro.com.evil.example" }
  zomro.trick: { endpoint: "https://api.zomro.com@evil.example" }
  gcore: { endpoint: "\${env:EP}" }
  gcore.part: { endpoint: "https://\${env:HOST}.example" }
  gcore.fallback: { endpoint: "\${env:NIX:-https://elsewhere.example}" }
  gcore.query: { endpoint: "https://api.gcore.com/?x=1" }
  gcore.plain: { endpoint: "http://api.gcore.com", requestTimeout: 45s }
  gcore.insecure: { endpoint: "http://api.gcore.com", insecure: true }
  gcore.D: {}
  gcor: {}
state: { backend: http, address: "https://gitlab.example/state", lockAddress: "\${env:LOCK}" }
`;

  it("may name the vendor's host and loopback, others only by the environment", async () => {
    const problems = (await problemsOf(texts, { env })).split("\n").filter((line) => line.startsWith("error"));
    expect(problems.map((line) => line.replace(/ \|.*/, ""))).toEqual([
      "error config.endpoint-host 4:26 providers.serveroid.endpoint names the host elsewhere.example, which YAML alone may not choose: credentials would be sent there",
      "error config.endpoint 5:30 providers.serveroid.own.endpoint ends with the API's own path /api/v1",
      "error config.endpoint 9:27 providers.zomro.bare.endpoint is no address",
      "error config.endpoint 10:27 providers.zomro.user.endpoint holds a user or a password",
      "error config.endpoint-host 11:27 providers.zomro.near.endpoint names the host api.zomro.com.evil.example, which YAML alone may not choose: credentials would be sent there",
      "error config.endpoint-host 12:28 providers.zomro.trick.endpoint names the host evil.example, which YAML alone may not choose: credentials would be sent there",
      "error config.endpoint-host 14:27 providers.gcore.part.endpoint names the host evil.example, which YAML alone may not choose: credentials would be sent there",
      "error config.endpoint-host 15:31 providers.gcore.fallback.endpoint names the host elsewhere.example, which YAML alone may not choose: credentials would be sent there",
      "error config.endpoint 16:28 providers.gcore.query.endpoint has a query",
      "error config.endpoint-insecure 17:28 providers.gcore.plain.endpoint uses plain http: credentials could be read on the way",
      "error config.invalid-key 19:3 gcore.D cannot be the name of a provider",
      "error config.unknown-provider 20:3 there is no provider type gcor",
      "error config.endpoint-host 21:34 state.address names the host gitlab.example, which YAML alone may not choose: credentials would be sent there",
    ]);
  });

  it("may name what TRUEUP_ALLOWED_HOSTS allows", async () => {
    const allowed = { ...env, TRUEUP_ALLOWED_HOSTS: "elsewhere.example, *.example" };
    expect(await problemsOf(texts, { env: allowed })).not.toContain("endpoint-host");
    expect(await problemsOf(texts, { env: { ...env, TRUEUP_ALLOWED_HOSTS: "elsewhere.example:99" } })).toContain(
      "4:26",
    );
  });
});

describe("state and policy", () => {
  const head = "version: 1\nstack: shop\n";

  const assume = (after: string, grace: string) =>
    problemsOf(
      `${head}providers: { serveroid: { visibilityGrace: ${grace} }, zomro: { visibilityGrace: 1s } }\npolicy: { assumeAbsentAfter: ${after} }\n`,
    );

  it.each([
    ["10s", "10s"],
    ["1s", "0s"],
    ["2m", "2m"],
  ])("assumeAbsentAfter may be as short as the grace: %s of %s", async (after, grace) => {
    expect(await assume(after, grace)).not.toContain("assume-absent");
  });

  it("assumeAbsentAfter may not be shorter, also than the default grace", async () => {
    expect(await assume("9s", "10s")).toContain(
      "policy.assumeAbsentAfter (9s) is shorter than providers.serveroid.visibilityGrace (10s)",
    );
    const plain = await problemsOf(`${head}providers: { zomro: {} }\npolicy: { assumeAbsentAfter: 1m }\n`);
    expect(plain).toContain("shorter than providers.zomro.visibilityGrace (120s)");
  });

  it("are normalised", async () => {
    const { state, policy } = await configurationOf(
      `${head}state:
  backend: s3
  bucket: b
  key: shop.json
  region: r
  lease: 2m
  encryption: { passphrase: "\${env:PASS}", previous: ["\${env:OLD}"] }
policy: { maxDeletes: 0, maxDeletePercent: 12.5, maxMonthlyIncrease: { amount: 5, currency: EUR }, assumeAbsentAfter: 1h, maxPlanAge: 2d, publicEnv: [Z, A] }
`,
      { env: { PASS: "correct horse", OLD: "battery staple" } },
    );
    expect(state).toMatchObject({
      backend: "s3",
      leaseMs: 120_000,
      fields: {
        bucket: "b",
        key: "shop.json",
        region: "r",
        encryption: { passphrase: "correct horse", previous: ["battery staple"] },
      },
    });
    expect(policy).toEqual({
      maxDeletes: 0,
      maxDeletePercent: 12.5,
      maxMonthlyIncrease: { amount: 5, currency: "EUR", unknown: "warn" },
      assumeAbsentAfterMs: 3_600_000,
      maxPlanAgeMs: 172_800_000,
      publicEnv: ["A", "Z"],
    });
  });

  it("are refused where they are wrong", async () => {
    expect(await problemsOf(`${head}state: { backend: s4 }\n`)).toBe(
      "error config.invalid-value 3:19 state.backend is no kind of backend | did you mean s3?",
    );
    expect(await problemsOf(`${head}state: { backend: http, address: "http://127.0.0.1/x" }\n`)).toBe(
      "error config.missing-field 3:1 state needs lockAddress | add lockAddress",
    );
    expect(
      await problemsOf(
        `${head}state: { backend: local, bucket: b }\npolicy: { maxDelets: 1, maxDeletePercent: 101 }\n`,
      ),
    ).toBe(
      [
        "error config.unknown-field 3:26 state has no field bucket | known here: backend, path, lease, encryption",
        "error config.unknown-field 4:11 policy has no field maxDelets | did you mean maxDeletes?",
        "error config.out-of-range 4:43 policy.maxDeletePercent (101) is too large: at most 100",
      ].join("\n"),
    );
    expect(await problemsOf(`${head}providers: { zomro: { requestTimeout: 45s } }\nstate: { lease: 60s }\n`)).toBe(
      "error config.request-timeout 3:39 providers.zomro.requestTimeout (45s) must be under three quarters of the lease (60s) | shorten it, or lengthen state.lease",
    );
  });
});
