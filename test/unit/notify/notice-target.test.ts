import { describe, expect, it } from "vitest";
import { parseNoticeTargets } from "../../../src/notify/notice-target.ts";

const SECRET = "T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX";
const SLACK = `https://hooks.slack.com/services/${SECRET}`;
const shapes = (flags: string[], env = {}) =>
  parseNoticeTargets(flags, env).targets.map(({ shape, label }) => [shape, label]);

describe("targets of notices", () => {
  it.each([
    [SLACK, "slack", "https://hooks.slack.com"],
    ["https://shop.webhook.office.com/webhookb2/x", "teams", "https://shop.webhook.office.com"],
    [
      "https://prod-1.westeurope.logic.azure.com:443/workflows/x?sig=y",
      "teams",
      "https://prod-1.westeurope.logic.azure.com",
    ],
    ["https://a.b.environment.api.powerplatform.com/x", "teams", "https://a.b.environment.api.powerplatform.com"],
    ["https://example.org/hook", "json", "https://example.org"],
    ["https://hooks.slack.com.example.org/x", "json", "https://hooks.slack.com.example.org"],
    ["https://evilhooks.slack.com/x", "json", "https://evilhooks.slack.com"],
    [`json+${SLACK}`, "json", "https://hooks.slack.com"],
    ["slack+https://chat.example.org:8443/hooks/x", "slack", "https://chat.example.org:8443"],
    ["TEAMS+https://example.org/x", "teams", "https://example.org"],
    ["http://127.0.0.1:9000/x", "json", "http://127.0.0.1:9000"],
    ["http://[::1]:9000/", "json", "http://[::1]:9000"],
  ])("%s is %s", (address, shape, label) => {
    expect(shapes([address])).toEqual([[shape, label]]);
  });

  it("may be references to variables, several at once, each only once", () => {
    const env = {
      A: `${SLACK}\n https://example.org/a `,
      TOKEN: "abc",
      TRUEUP_NOTIFY_URL: "https://other.example.org",
    };
    const flags = ["env:A", "${env:A}", "https://example.org/${env:TOKEN}"];
    expect(parseNoticeTargets(flags, env).targets.map(({ url }) => url)).toEqual([
      SLACK,
      "https://example.org/a",
      "https://example.org/abc",
    ]);
    expect(shapes([], env)).toEqual([["json", "https://other.example.org"]]);
    expect(parseNoticeTargets(undefined, {})).toEqual({ targets: [], secrets: [], diagnostics: [] });
  });

  it("are told apart by an id that holds nothing of the address", () => {
    const [first, second, third] = parseNoticeTargets([SLACK, `${SLACK}Y`, `json+${SLACK}`], {}).targets;
    expect(new Set([first?.id, second?.id, third?.id]).size).toBe(3);
    expect(first?.id).toBe(parseNoticeTargets([SLACK], {}).targets[0]?.id);
    expect(first?.id).toMatch(/^[\w-]{22}$/);
  });

  it("name as secrets the address and its long parts, not words that stand anywhere", () => {
    expect(parseNoticeTargets([SLACK], {}).secrets).toEqual(
      expect.arrayContaining([SLACK, "XXXXXXXXXXXXXXXXXXXXXXXX"]),
    );
    expect(parseNoticeTargets(["https://ann:pass%20word@example.org/trueup"], {})).toMatchObject({
      targets: [{ login: { user: "ann", password: "pass word" }, url: "https://example.org/trueup" }],
      secrets: ["https://example.org/trueup", "pass word"],
    });
    expect(parseNoticeTargets(["http://localhost:1/"], {}).secrets).toEqual([]);
  });

  it.each([
    ["hooks.slack.com/services/very-secret", "no address", "https://HOST/PATH"],
    ["slack+very-secret", "no address", "https://HOST/PATH"],
    ["ftp://very-secret.example.org/x", "cannot use ftp:", "use https://"],
    ["http://example.org/very-secret", "plain http to example.org", "use https"],
    ["env:MISSING", "MISSING, which is not set", "set MISSING"],
    ["", "names nothing", "env:NAME"],
  ])("%s is an error that repeats no secret", (address, why, fix) => {
    const { targets, diagnostics } = parseNoticeTargets([address], {});
    expect(targets).toEqual([]);
    expect(diagnostics).toMatchObject([{ severity: "error", code: "notify.target" }]);
    expect(diagnostics[0]?.summary).toContain(why);
    expect(diagnostics[0]?.fix).toContain(fix);
    expect(JSON.stringify(diagnostics).replaceAll("very-secret.example", "")).not.toContain("very-secret");
  });
});
