import { describe, expect, it } from "vitest";

import { buildTarget, formatRequest } from "../../../src/http/answer.ts";
import { buildUnreachable } from "../../../src/http/proxy-failure.ts";
import { parseProxySetting, readCredentials } from "../../../src/http/proxy-setting.ts";
import { createRateLimit } from "../../../src/http/rate-limit.ts";
import { parseRetryAfter } from "../../../src/http/retry-after.ts";
import { faultOfStatus, isPassingStatus } from "../../../src/http/status-fault.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";

describe("Retry-After", () => {
  const now = Date.parse("2026-11-01T12:00:00Z");
  it.each([
    ["7", 7000],
    [" 0 ", 0],
    ["Sun, 01 Nov 2026 12:00:30 GMT", 30_000],
    ["Sun, 01 Nov 2026 11:00:00 GMT", 0],
    ["soon", undefined],
    ["-5", undefined],
    ["1.5", undefined],
    [undefined, undefined],
  ])("%s", (value, expected) => expect(parseRetryAfter(value, now)).toBe(expected));
});

describe("a request's form", () => {
  it("is percent-encoded in order, names repeated, plus signs kept", () => {
    const query = [
      ["name", "веб 1"],
      ["publicKeyIds", "4"],
      ["publicKeyIds", "9"],
      ["key", "a+b&c"],
    ] as const;
    expect(buildTarget("/", { method: "GET", path: "/vm/", query })).toBe(
      "/vm/?name=%D0%B2%D0%B5%D0%B1+1&publicKeyIds=4&publicKeyIds=9&key=a%2Bb%26c",
    );
    expect(buildTarget("/prefix/", { method: "GET", path: "/vm/" })).toBe("/prefix/vm/");
  });

  it("is shown without its query", () => {
    expect(formatRequest({ method: "GET", path: "/vm/" })).toBe("GET /vm/");
  });
});

describe("a status", () => {
  it.each([
    [200, undefined, false],
    [204, undefined, false],
    [302, "malformed", false],
    [400, "rejected", false],
    [401, "unauthorised", false],
    [404, "not-found", false],
    [409, "conflict", false],
    [418, "rejected", false],
    [429, "rate-limited", true],
    [500, "unavailable", true],
    [504, "unavailable", true],
  ])("%i is %s", (status, fault, passing) => {
    expect(faultOfStatus(status)).toBe(fault);
    expect(isPassingStatus(status)).toBe(passing);
  });
});

describe("the proxy setting", () => {
  const api = { protocol: "https:", hostname: "api.example.com", port: 443 };
  const through = (env: Record<string, string>, target = api) => parseProxySetting(env).proxyFor(target)?.url.href;

  it("is used for https, and for nothing else", () => {
    expect(through({ HTTPS_PROXY: "http://proxy:3128" })).toBe("http://proxy:3128/");
    expect(through({ https_proxy: "proxy:3128" })).toBe("http://proxy:3128/");
    expect(through({ HTTPS_PROXY: "http://proxy:3128" }, { ...api, protocol: "http:" })).toBeUndefined();
    expect(through({ HTTPS_PROXY: "" })).toBeUndefined();
    expect(through({ https_proxy: "", HTTPS_PROXY: "http://proxy:3128" })).toBeUndefined();
    expect(through({ https_proxy: "http://small:1", HTTPS_PROXY: "http://proxy:3128" })).toBe("http://small:1/");
    expect(through({})).toBeUndefined();
  });

  it("is another one for plain http, which under CGI is not read in upper case", () => {
    const plain = { protocol: "http:", hostname: "api.example.com", port: 80 };
    expect(through({ HTTP_PROXY: "proxy:3128" }, plain)).toBe("http://proxy:3128/");
    expect(through({ http_proxy: "", HTTP_PROXY: "proxy:3128" }, plain)).toBeUndefined();
    expect(through({ HTTP_PROXY: "proxy:3128", REQUEST_METHOD: "GET" }, plain)).toBeUndefined();
    expect(through({ HTTP_PROXY: "proxy:3128" })).toBeUndefined();
    expect(through({ HTTP_PROXY: "socks5://proxy" })).toBeUndefined();
    expect(through({ HTTP_PROXY: "proxy:3128", NO_PROXY: "example.com" }, plain)).toBeUndefined();
  });

  it.each([
    ["10.0.0.0/8", "10.1.2.3", undefined],
    ["10.0.0.0/8", "11.1.2.3", "http://proxy:3128/"],
    ["10.1.2.3", "10.1.2.3", undefined],
    ["2.3", "10.1.2.3", "http://proxy:3128/"],
    ["2001:db8::/32", "[2001:db8::1]", undefined],
    ["[2001:db8::1]", "2001:db8:0::1", undefined],
    ["10.0.0.0/33", "10.1.2.3", "http://proxy:3128/"],
    ["10.0.0.0/8", "api.example.com", "http://proxy:3128/"],
    ["api.example.com.", "api.example.com", undefined],
    ["example.com", "api.example.com.", undefined],
  ])("NO_PROXY %s for %s: ranges, addresses, and the dot at the end", (exceptions, hostname, expected) => {
    expect(through({ HTTPS_PROXY: "http://proxy:3128", NO_PROXY: exceptions }, { ...api, hostname })).toBe(expected);
  });

  it("an empty no_proxy switches NO_PROXY off", () => {
    const env = { HTTPS_PROXY: "http://proxy:3128", NO_PROXY: "*", no_proxy: "" };
    expect(through(env)).toBe("http://proxy:3128/");
  });

  it("takes a password with a sign that is no escape", () => {
    const proxy = parseProxySetting({ HTTPS_PROXY: "http://u:100%sure@proxy" }).proxyFor(api);
    expect(proxy === undefined ? undefined : readCredentials(proxy)).toEqual({ user: "u", password: "100%sure" });
    const mixed = parseProxySetting({ HTTPS_PROXY: "http://u%40x:1%40b%sure@proxy" }).proxyFor(api);
    expect(mixed === undefined ? undefined : readCredentials(mixed)).toEqual({ user: "u@x", password: "1@b%sure" });
  });

  it("a proxy whose name does not resolve is named", () => {
    const proxy = { url: new URL("http://u:hunter22@gate.example:3128"), variable: "HTTPS_PROXY" };
    const failure = buildUnreachable(proxy, Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" }));
    expect(failure.message).toBe("the proxy gate.example:3128 has a name that does not resolve");
    expect(failure.hint).toContain("HTTPS_PROXY is set");
  });

  it.each(["127.0.0.1", "localhost", "::1", "sim.localhost"])("is never used for %s", (hostname) => {
    expect(through({ HTTPS_PROXY: "http://proxy:3128" }, { ...api, hostname })).toBeUndefined();
  });

  it.each([
    ["*", undefined],
    ["example.com", undefined],
    [".example.com", undefined],
    ["*.example.com", undefined],
    ["API.example.com:443", undefined],
    ["other.org, api.example.com", undefined],
    ["api.example.com:8443", "http://proxy:3128/"],
    ["ample.com", "http://proxy:3128/"],
    ["example.com.org", "http://proxy:3128/"],
  ])("is bypassed by NO_PROXY: %s", (exceptions, expected) => {
    expect(through({ HTTPS_PROXY: "http://proxy:3128", NO_PROXY: exceptions })).toBe(expected);
  });

  it("refuses what is no proxy without repeating it", () => {
    expect(() => parseProxySetting({ HTTPS_PROXY: "socks5://user:hunter22@proxy" })).toThrow(/HTTPS_PROXY/);
    expect(() => parseProxySetting({ HTTPS_PROXY: "socks5://user:hunter22@proxy" })).not.toThrow(/hunter22/);
  });
});

const steady = (perSecond: number) => ({ startPerSecond: perSecond, mostPerSecond: perSecond });

describe("the rate limit", () => {
  it("lets a burst of one second's worth pass, then keeps the pace, in order", async () => {
    const clock = createVirtualClock();
    const limit = createRateLimit(steady(3), clock);
    const passed: string[] = [];
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => limit.take().then(() => passed.push(`${index}@${clock.monotonic()}`))),
    );
    expect(passed).toEqual(["0@0", "1@0", "2@0", "3@1000", "4@1000", "5@1000", "6@2000", "7@2000"]);
  });

  it("allows less than one a second", async () => {
    const clock = createVirtualClock();
    const limit = createRateLimit(steady(0.5), clock);
    for (let index = 0; index < 3; index += 1) await limit.take();
    expect(clock.monotonic()).toBe(4000);
  });

  it("lets nobody go faster after a pause that came while they waited", async () => {
    const clock = createVirtualClock();
    const limit = createRateLimit(steady(2), clock);
    const passed: string[] = [];
    const waiting = Array.from({ length: 6 }, (_, index) =>
      limit.take().then(() => passed.push(`${index}@${clock.monotonic()}`)),
    );
    await Promise.all(waiting.slice(0, 2));
    limit.pause(5000);
    await Promise.all(waiting);
    expect(passed).toEqual(["0@0", "1@0", "2@5000", "3@5000", "4@6000", "5@6000"]);
  });

  it("lets go at once of who is told to stop, wherever it stands in the line", async () => {
    const clock = createVirtualClock();
    const limit = createRateLimit(steady(1), clock);
    const stop = new AbortController();
    limit.pause(60_000);
    const first = limit.take();
    const second = limit.take(stop.signal);
    stop.abort(new Error("stopped"));
    await expect(second).rejects.toThrow("stopped");
    expect(clock.monotonic()).toBe(0);
    await first;
    await limit.take();
    expect(clock.monotonic()).toBe(61_000);
  });

  it("holds everything back during a pause", async () => {
    const clock = createVirtualClock();
    const limit = createRateLimit(steady(100), clock);
    limit.pause(5000);
    limit.pause(2000);
    await limit.take();
    expect(clock.monotonic()).toBe(5000);
  });
});

describe("a rate that adapts", () => {
  const PACE = { startPerSecond: 4, mostPerSecond: 30 };
  /** Requests that all come at once; each is answered within `ms`. How many left in each second. */
  async function serve(
    count: number,
    { ms = 50, refuse = () => false }: { ms?: number; refuse?: (n: number) => boolean },
  ) {
    const clock = createVirtualClock();
    const limit = createRateLimit(PACE, clock);
    const seconds: number[] = [];
    await Promise.all(
      Array.from({ length: count }, async (_item, index) => {
        await limit.take();
        const second = Math.floor(clock.monotonic() / 1000);
        seconds[second] = (seconds[second] ?? 0) + 1;
        if (refuse(index)) limit.refused();
        else limit.answered("GET /v1/instances", ms);
      }),
    );
    return { seconds: [...seconds].map((one) => one ?? 0), limit, clock };
  }

  it("doubles while all goes well, up to what the vendor bears", async () => {
    const { seconds } = await serve(120, {});
    expect(seconds.slice(0, 4)).toEqual([4, 8, 16, 30]);
    expect(Math.max(...seconds)).toBe(30);
  });

  it("halves when the server refuses, and grows by steps from then on", async () => {
    const { seconds, limit } = await serve(120, { refuse: (index) => index === 30 });
    const [, , full = 0, after = 0, next = 0] = seconds;
    expect(after).toBeLessThan(full);
    expect(next - after).toBeLessThanOrEqual(2);
    expect(limit.perSecond()).toBeGreaterThan(after);
  });

  it("takes many refusals at once for one, and never stands still", () => {
    const clock = createVirtualClock();
    const limit = createRateLimit({ startPerSecond: 16, mostPerSecond: 30 }, clock);
    for (let index = 0; index < 10; index++) limit.refused();
    expect(limit.perSecond()).toBe(8);
  });

  it("goes slower when answers take longer than they did, by kind", () => {
    const clock = createVirtualClock();
    const limit = createRateLimit(PACE, clock);
    for (let index = 0; index < 20; index++) limit.answered("GET list", 900);
    for (let index = 0; index < 20; index++) limit.answered("GET one", 30);
    expect(limit.perSecond()).toBe(4);
    for (let index = 0; index < 10; index++) limit.answered("GET one", 900);
    expect(limit.perSecond()).toBe(2);
  });

  it("grows again where answers have become slower for good", async () => {
    const clock = createVirtualClock();
    const limit = createRateLimit(PACE, clock);
    for (let index = 0; index < 20; index++) limit.answered("GET list", 40);
    const rates: number[] = [];
    for (let index = 0; index < 900; index++) {
      await limit.take();
      limit.answered("GET list", 700);
      rates.push(limit.perSecond());
    }
    expect([Math.min(...rates), rates.at(-1)]).toEqual([1, PACE.mostPerSecond]);
    expect(clock.monotonic()).toBeLessThan(120_000);
  });

  it("never goes beyond what the user has set", async () => {
    const clock = createVirtualClock();
    const limit = createRateLimit(steady(5), clock);
    for (let index = 0; index < 40; index++) {
      await limit.take();
      limit.answered("GET one", 10);
    }
    expect([limit.perSecond(), clock.monotonic()]).toEqual([5, 7000]);
  });
});
