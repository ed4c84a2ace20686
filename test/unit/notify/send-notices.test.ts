import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createRedactor } from "../../../src/http/redactor.ts";
import { parseNoticeTargets } from "../../../src/notify/notice-target.ts";
import { type NoticeContext, sendNotices } from "../../../src/notify/send-notices.ts";
import { driftedReport, failedLook, LOOKED_AT } from "../../support/sample-drift.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";
import { makeCertificate } from "../http/certificate.ts";

const TOKEN = "B0123456789abcdefghij";
const certificate = makeCertificate();

const servers = new Set<http.Server>();
afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  servers.clear();
});

interface Seen {
  readonly path: string;
  readonly body: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly atMs: number;
}

type React = (response: http.ServerResponse, count: number) => void;

const say =
  (status: number, body = "", headers: http.OutgoingHttpHeaders = {}): React =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** Answers the nth request as told; after the last one like the last one. */
async function openWebhook(script: readonly React[], { isSecure = false, path = `/hooks/${TOKEN}` } = {}) {
  const clock = createVirtualClock();
  const seen: Seen[] = [];
  const listener: http.RequestListener = (request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      seen.push({ path: request.url ?? "", body, headers: request.headers, atMs: clock.monotonic() });
      (script[seen.length - 1] ?? script.at(-1))?.(response, seen.length);
    });
  };
  const { key, cert } = certificate ?? { key: "", cert: "" };
  const server = isSecure ? https.createServer({ key, cert }, listener) : http.createServer(listener);
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `${isSecure ? "https" : "http"}://127.0.0.1:${port}`;
  const logged: unknown[] = [];
  const send = async (more: Partial<NoticeContext> & { readonly prefix?: string; readonly login?: string } = {}) => {
    const { prefix = "", login = "", ...context } = more;
    const address = `${prefix}${origin.replace("//", `//${login}`)}${path}`;
    const { targets, secrets, diagnostics } = parseNoticeTargets([address], {});
    expect(diagnostics).toEqual([]);
    const look = driftedReport();
    const fresh = look.findings.filter(({ firstSeenMs }) => firstSeenMs === LOOKED_AT);
    const results = await sendNotices(
      targets.map((target) => ({ target, fresh })),
      {
        look,
        version: "0.1.0",
        redactor: createRedactor(secrets),
        clock,
        env: {},
        inFlight: clock.inFlight,
        random: () => 1,
        log: (_level, entry) => logged.push(entry),
        ...context,
      },
    );
    const [result] = results;
    if (result === undefined) throw new Error("no result");
    // Whatever became of it, the address is nowhere to be read.
    expect(JSON.stringify([result.diagnostic, logged])).not.toContain(TOKEN);
    return result;
  };
  return { clock, seen, send, origin, server, logged };
}

describe("notices", () => {
  it("are posted in the form of their target, once, and are told then", async () => {
    const json = await openWebhook([say(200, "ok")], { path: `/hooks/${TOKEN}?a=b%2Fc&d` });
    expect(await json.send()).toMatchObject({ isTold: true });
    expect(json.seen).toHaveLength(1);
    expect(json.seen[0]).toMatchObject({
      path: `/hooks/${TOKEN}?a=b%2Fc&d`,
      headers: { "content-type": "application/json; charset=utf-8", "user-agent": "trueup/0.1.0" },
    });
    expect(JSON.parse(json.seen[0]?.body ?? "")).toMatchObject({ format_version: "1.0", stack: "shop" });
    expect(json.logged).toMatchObject([{ method: "POST", path: "/…", status: 200 }]);
    const slack = await openWebhook([say(200, "ok")]);
    await slack.send({ prefix: "slack+" });
    expect(JSON.parse(slack.seen[0]?.body ?? "")).toMatchObject({ text: expect.stringContaining("Drift in shop") });
    const teams = await openWebhook([say(202)]);
    expect(await teams.send({ prefix: "teams+", look: failedLook() })).toMatchObject({ isTold: true });
    expect(JSON.parse(teams.seen[0]?.body ?? "")).toMatchObject({ type: "message", attachments: [{}] });
  });

  it("carry the login that the address has", async () => {
    const hook = await openWebhook([say(204)]);
    expect(await hook.send({ login: "ann:pass%20word@" })).toMatchObject({ isTold: true });
    expect(hook.seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from("ann:pass word").toString("base64")}`);
  });

  it("are sent again while the target fails in passing, with growing pauses or as long as it asks", async () => {
    const hook = await openWebhook([say(500), say(429, "", { "retry-after": "7" }), say(200)]);
    expect(await hook.send()).toMatchObject({ isTold: true });
    expect(hook.seen.map(({ atMs }) => atMs)).toEqual([0, 1000, 8000]);
  });

  it("are given up after three tries, with what was said", async () => {
    const hook = await openWebhook([say(503, "down for maintenance\u001b[31m")]);
    expect(await hook.send()).toMatchObject({
      isTold: false,
      diagnostic: {
        severity: "error",
        code: "notify.failed",
        summary: `the notice to ${hook.origin} was not delivered: HTTP 503: down for maintenance, after 3 tries`,
        fix: expect.stringContaining("the next look tells it again"),
      },
    });
    expect(hook.seen).toHaveLength(3);
  });

  it("do not wait for longer than half a minute", async () => {
    const hook = await openWebhook([say(429, "", { "retry-after": "3600" })]);
    const { diagnostic } = await hook.send();
    expect(diagnostic?.summary).toContain("HTTP 429; it asks to wait for 3600 s");
    expect(hook.seen).toHaveLength(1);
    expect(hook.clock.monotonic()).toBeLessThan(1000);
  });

  it("are bounded where the target never answers, or asks for one pause after another", async () => {
    const hanging = await openWebhook([() => undefined]);
    const { diagnostic } = await hanging.send();
    expect(diagnostic?.summary).toContain("no answer within 10 s, after 3 tries");
    expect(hanging.clock.monotonic()).toBeLessThanOrEqual(45_000);
    const pausing = await openWebhook([say(429, "", { "retry-after": "29" })]);
    expect((await pausing.send()).diagnostic?.summary).toContain("HTTP 429, after 2 tries");
    expect(pausing.clock.monotonic()).toBeLessThanOrEqual(45_000);
  });

  it.each([
    [404, "no_service", "make a new one"],
    [400, "invalid_payload", "is it the form"],
    [413, "", "is it the form"],
  ])("are refused for good with %i", async (status, body, fix) => {
    const hook = await openWebhook([say(status, body)]);
    const { isTold, diagnostic } = await hook.send();
    expect([isTold, hook.seen.length]).toEqual([false, 1]);
    expect(diagnostic?.summary).toContain(`HTTP ${status}${body === "" ? "" : `: ${body}`}`);
    expect(diagnostic?.fix).toContain(fix);
  });

  it("know that a connector of Teams answers 200 for what it has refused", async () => {
    const hook = await openWebhook([
      say(200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with x"),
      say(200, "1"),
    ]);
    expect(await hook.send({ prefix: "teams+" })).toMatchObject({ isTold: true });
    expect(hook.seen).toHaveLength(2);
  });

  it("follow no redirect: the address is a secret", async () => {
    const other = await openWebhook([say(200)]);
    const hook = await openWebhook([say(307, "", { location: `${other.origin}/x` })]);
    const { diagnostic } = await hook.send();
    expect(diagnostic?.summary).toContain("it redirects to another address, which is not followed");
    expect([hook.seen.length, other.seen.length]).toEqual([1, 0]);
  });

  it("say what is wrong with the network: nobody listens, the connection breaks", async () => {
    const closed = await openWebhook([]);
    closed.server.closeAllConnections();
    await new Promise((resolve) => closed.server.close(resolve));
    servers.delete(closed.server);
    expect((await closed.send()).diagnostic?.summary).toContain("connection refused, after 3 tries");
    const broken = await openWebhook([(response) => response.destroy(), say(200)]);
    expect(await broken.send()).toMatchObject({ isTold: true });
    expect(broken.seen).toHaveLength(2);
  });

  it.skipIf(certificate === undefined)("trust no certificate that nobody vouches for", async () => {
    const hook = await openWebhook([say(200)], { isSecure: true });
    const { diagnostic } = await hook.send();
    expect(diagnostic?.summary).toContain("its certificate is not trusted");
    expect(diagnostic?.fix).toContain("NODE_EXTRA_CA_CERTS");
    expect(hook.seen).toEqual([]);
    expect(await hook.send({ ca: certificate?.cert ?? "" })).toMatchObject({ isTold: true });
  });

  it("mask what a target says back of its own address", async () => {
    const hook = await openWebhook([say(404, `no hook ${TOKEN}`)]);
    expect((await hook.send()).diagnostic?.summary).toContain("HTTP 404: no hook ***");
  });

  it("to several targets do not wait for each other, and one that fails keeps none from the others", async () => {
    const [good, bad] = [await openWebhook([say(200)]), await openWebhook([say(404)])];
    const { targets, secrets } = parseNoticeTargets([`${bad.origin}/${TOKEN}`, `${good.origin}/${TOKEN}`], {});
    const results = await sendNotices(
      targets.map((target) => ({ target, fresh: [] })),
      { look: driftedReport(), version: "0.1.0", redactor: createRedactor(secrets), clock: good.clock },
    );
    expect(results.map(({ isTold }) => isTold)).toEqual([false, true]);
  });

  it("end where they are told to", async () => {
    const hook = await openWebhook([() => undefined]);
    const stop = new AbortController();
    const sending = hook.send({ signal: stop.signal });
    stop.abort(new Error("interrupted"));
    await expect(sending).rejects.toThrow("interrupted");
  });

  it("tell a wrong setting of the proxy", async () => {
    const hook = await openWebhook([say(200)]);
    const { diagnostic } = await hook.send({ env: { http_proxy: "ftp://x", HTTPS_PROXY: "ftp://x" } });
    expect(diagnostic?.summary).toContain("HTTPS_PROXY is not the address of an HTTP proxy");
  });
});
