// `lifecycle.rollout` in YAML: what it becomes, and what is refused.
import { describe, expect, it } from "vitest";
import { problemsOf, resourceOf, withHead } from "./configuration-fixture.ts";

const VM = "provider: zomro, existing: { id: '1' }";
const MANY = "provider: zomro, existing: { id: '1${index}' }";
const group = (rollout: string): string =>
  withHead(`vms: { web: { ${MANY}, count: 2, lifecycle: { rollout: ${rollout} } } }`);

describe("a rollout", () => {
  it("has its defaults", async () => {
    const { rollout, lifecycle } = await resourceOf(group("{}"), "vms.web[1]");
    expect(rollout).toEqual({ batch: 1, waitMs: 0, timeoutMs: 300_000 });
    expect(lifecycle).not.toHaveProperty("rollout");
  });

  it.each([
    ["{ batch: 3, wait: 30s, timeout: 2m, onFailure: stop }", { batch: 3, waitMs: 30_000, timeoutMs: 120_000 }],
    ["{ batch: 25% }", { batch: "25%" }],
    ["{ check: { tcp: 22 } }", { check: { tcp: 22 } }],
    ["{ check: { http: 'http://${ip}/${name}?${index}' } }", { check: { http: "http://${ip}/${name}?1" } }],
    [
      "{ check: { command: [./well, '${ip}', '${index+1}', 8080] } }",
      { check: { command: ["./well", "${ip}", "2", "8080"] } },
    ],
  ])("%s", async (yaml, expected) => {
    expect((await resourceOf(group(yaml), "vms.web[1]")).rollout).toMatchObject(expected);
  });

  it("may be a default of all machines; one that is alone goes without", async () => {
    const yaml = withHead(
      `defaults: { vms: { lifecycle: { rollout: { batch: 2 } } } }\nvms: { web: { ${VM}, instances: [a] }, db: { ${VM.replace("'1'", "'2'")} } }`,
    );
    expect((await resourceOf(yaml, 'vms.web["a"]')).rollout?.batch).toBe(2);
    expect((await resourceOf(yaml, "vms.db")).rollout).toBeUndefined();
    expect(await problemsOf(yaml)).toBe("");
  });
});

describe("what is wrong", () => {
  it.each([
    ["{ batch: 0 }", "rollout.batch (0) is too small: at least 1"],
    ["{ batch: 120% }", "config.invalid-value"],
    ["{ onFailure: go-on }", "config.invalid-value"],
    ["{ wait: 30 }", "config.unit"],
    ["{ check: { tcp: 70000 } }", "check.tcp (70000) is too large"],
    ["{ check: { http: ip } }", "config.invalid-value"],
    ["{ check: { command: [] } }", "config.invalid-value"],
    ["{ check: {} }", "check needs tcp, http or command | add tcp: 22"],
    ["{ check: { tcp: 22, http: 'http://a/' } }", "check has both tcp and http | keep one of them"],
    ["{ checks: {} }", "did you mean check?"],
  ])("%s", async (rollout, problem) => {
    expect(await problemsOf(group(rollout))).toContain(problem);
  });

  it("is one of a machine that is alone, as a warning", async () => {
    const yaml = withHead(`vms: { web: { ${VM}, lifecycle: { rollout: { batch: 2 } } } }`);
    expect(await problemsOf(yaml)).toMatch(
      /^warning config\.no-group 4:\d+ vms\.web\.lifecycle\.rollout does nothing: there is one machine only \| add count/,
    );
  });

  it("is one of anything but a machine", async () => {
    const yaml = withHead("snapshots: { s: { provider: zomro, vm: web, lifecycle: { rollout: {} } } }");
    expect(await problemsOf(yaml)).toContain("snapshots.s.lifecycle has no field rollout");
  });

  it("is a secret in a check, which is shown", async () => {
    const yaml = group("{ check: { http: 'http://${ip}/?${env:TOKEN}' } }");
    expect(await problemsOf(yaml, { env: { TOKEN: "secret-token" } })).toContain("config.secret-in-name");
    const command = group("{ check: { command: [well, '${env:TOKEN}'] } }");
    expect(await problemsOf(command, { env: { TOKEN: "secret-token" } })).toContain("config.secret-in-name");
  });

  it.each(["ip", "name"])("is ${%s} elsewhere", async (field) => {
    const yaml = withHead(`vms: { web: { ${MANY}, count: 2, password: "\${${field}}", lifecycle: { rollout: {} } } }`);
    expect(await problemsOf(yaml)).toContain(`\${${field}} has a value only in lifecycle.rollout.check`);
  });
});
