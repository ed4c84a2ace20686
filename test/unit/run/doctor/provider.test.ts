// One provider entry as it is judged by what a provider, played here, tells.
import { describe, expect, it } from "vitest";
import type { Provider } from "../../../../src/core/provider.ts";
import type { Quota } from "../../../../src/core/provider-figures.ts";
import type { CheckContext } from "../../../../src/run/doctor/check.ts";
import { examineProvider } from "../../../../src/run/doctor/examine-provider.ts";

interface Played {
  readonly quotas?: readonly Quota[];
  readonly marks?: readonly string[];
  readonly cached?: string;
  readonly changesByGet?: boolean;
  readonly slowestMs?: number;
}

function play({ quotas, marks = [], cached, changesByGet = false, slowestMs = 10 }: Played): Provider {
  const played: Partial<Provider> = {
    id: "one",
    rules: {},
    catalogKinds: [],
    settings: {
      concurrency: 1,
      pollIntervalMs: 1,
      pollIntervalMaxMs: 1,
      requestTimeoutMs: 30_000,
      visibilityGraceMs: 1,
    },
    identify: async () => ({ vendor: "one", fingerprint: "7", label: "account 7" }),
    intermediaries: { marks: () => marks, cachedBecause: () => cached },
    connection: () => ({ answers: 3, slowestMs, clock: { aheadMs: 0, withinMs: 500 } }),
    changesByGet,
    ...(quotas === undefined ? {} : { quotas: async () => quotas }),
  };
  return played as Provider;
}

const CONTEXT: CheckContext = {
  clock: { now: () => 0, monotonic: () => 0, sleep: () => new Promise(() => undefined) },
  timeoutMs: 1000,
  explain: (error) => ({ summary: String(error), details: [], fixes: [] }),
  isOffline: false,
  mayProbe: true,
};

async function examine(played: Played, code: string) {
  const entry = { id: "one", endpoint: "https://api.one", proxy: undefined, unfit: [], declared: new Set<never>() };
  const { judgements } = await examineProvider({ ...entry, provider: play(played) }, CONTEXT);
  return judgements.find((one) => one.code === `doctor.${code}`);
}

describe("quotas", () => {
  it("are nearly used up from nine tenths on", async () => {
    const quota = (used: number): Quota => ({ name: "vm_count", used, limit: 10 });
    expect((await examine({ quotas: [quota(8)] }, "quotas"))?.verdict).toBe("ok");
    const short = await examine({ quotas: [quota(9), { name: "ram", used: 1, limit: 10 }] }, "quotas");
    expect(short).toMatchObject({ verdict: "warning", details: ["vm_count: 9 of 10"] });
    expect((await examine({}, "quotas"))?.verdict).toBe("skipped");
  });
});

describe("the way", () => {
  it("matters where a change is a GET, and where a cache has answered", async () => {
    const marks = ["Via: 1.1 cache (squid/5.7)"];
    expect((await examine({}, "way"))?.verdict).toBe("ok");
    expect(await examine({ marks }, "way")).toMatchObject({
      verdict: "ok",
      details: ["seen: Via: 1.1 cache (squid/5.7)"],
    });
    expect(await examine({ marks, changesByGet: true }, "way")).toMatchObject({
      verdict: "warning",
      fixes: [expect.stringContaining("NO_PROXY")],
    });
    expect(await examine({ marks, cached: "a cache has answered" }, "way")).toMatchObject({ verdict: "problem" });
  });
});

it("answers that take more than half of the time limit are a warning", async () => {
  expect((await examine({ slowestMs: 15_000 }, "answers"))?.verdict).toBe("ok");
  expect((await examine({ slowestMs: 15_001 }, "answers"))?.fixes[0]).toContain(
    "raise requestTimeout in providers.one",
  );
});
