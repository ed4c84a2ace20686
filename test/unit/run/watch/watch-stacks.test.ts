// The loop: when cycles begin, what is told of them and how often, what is left alone and for how long.
import { describe, expect, it } from "vitest";
import { DiagnosticsError, ProviderError } from "../../../../src/core/errors.ts";
import { MINUTE, type Scene, type Started, start } from "./watch-fixture.ts";

const CLEAN: Scene["look"] = () => ({});

async function end({ stop, watching, clock }: Started): Promise<void> {
  stop.request();
  await clock.advance(0);
  await watching.ended;
}

const unauthorised = new ProviderError("GET /list: HTTP 401", { fault: "unauthorised", effect: "none" });
const broken = (summary: string) => new DiagnosticsError([{ severity: "error", code: "config.syntax", summary }]);

describe("the pace", () => {
  it("the first cycle begins at once, the others an interval apart, a tenth earlier or later", async () => {
    const times: number[] = [];
    let at = 0;
    const throws = [0, 1, 0.5];
    const started: Started = start(
      {
        folders: ["/shop"],
        look: () => {
          times.push(Math.round(started.clock.monotonic() / 1000));
          return {};
        },
      },
      { random: () => throws[at++ % throws.length] ?? 0 },
    );
    await started.clock.advance(25 * MINUTE);
    await end(started);
    expect(times[0]).toBeLessThanOrEqual(5);
    for (const [index, time] of times.slice(1).entries()) {
      const gap = time - (times[index] ?? 0);
      expect(gap).toBeGreaterThanOrEqual(0.9 * 600 - 5);
      expect(gap).toBeLessThanOrEqual(1.1 * 600 + 5);
    }
    expect(times.length).toBeGreaterThanOrEqual(3);
  });

  it("a cycle that takes longer than the interval is not overtaken: those that are missed are counted", async () => {
    const scene: Scene = {
      folders: ["/shop"],
      look: async (_folder, count) => {
        if (count === 0) await started.clock.sleep(35 * MINUTE);
        return {};
      },
    };
    const started: Started = start(scene, { stackTimeoutMs: 60 * MINUTE });
    await started.clock.advance(36 * MINUTE);
    expect(started.most()).toBe(1);
    expect(started.lines).toEqual(["0m started 1", "35m skipped 2"]);
    expect(started.watching.status()).toMatchObject({ skippedCycles: 2, cycles: 2, condition: "watching" });
    await end(started);
  });

  it("a step of the wall clock changes nothing", async () => {
    const started = start({ folders: ["/shop"], look: CLEAN });
    await started.clock.advance(MINUTE);
    started.clock.jumpWall(24 * 60 * MINUTE);
    await started.clock.advance(MINUTE);
    started.clock.jumpWall(-48 * 60 * MINUTE);
    await started.clock.advance(9 * MINUTE);
    expect(started.looks.get("/shop")).toBe(2);
    await end(started);
  });

  it("so many stacks at a time, and no more", async () => {
    const folders = Array.from({ length: 20 }, (_, index) => `/s${index}`);
    const scene: Scene = {
      folders,
      look: async () => {
        await started.clock.sleep(MINUTE);
        return {};
      },
    };
    const started: Started = start(scene, { concurrency: 3 });
    await started.clock.advance(9 * MINUTE);
    expect([started.most(), started.looks.size]).toEqual([3, 20]);
    await end(started);
  });
});

describe("what is told", () => {
  it("once until it changes, and when it is gone; nothing else while nothing happens", async () => {
    const seen = [{}, {}, { "vms.web": "off" }, { "vms.web": "off" }, { "vms.web": "rescue" }, {}, {}];
    // What is new is looked at twice.
    const found = [0, 1, 2, 2, 3, 4, 4, 5, 6].map((index) => seen[index] ?? {});
    const started = start({ folders: ["/shop"], look: (_folder, count) => found[count] ?? {} });
    await started.clock.advance(65 * MINUTE);
    await end(started);
    expect(started.lines).toEqual([
      "0m started 1",
      "20m shop: found vms.web",
      "40m shop: found vms.web",
      "50m shop: resolved vms.web",
      "65m stopping 0",
      "65m ended after 7",
    ]);
  });

  it("not what only answers older than the state say", async () => {
    const started = start({ folders: ["/shop"], look: (_folder, count) => (count === 1 ? { "vms.web": "off" } : {}) });
    await started.clock.advance(25 * MINUTE);
    await end(started);
    expect(started.lines.slice(0, -2)).toEqual(["0m started 1"]);
    expect(started.looks.get("/shop")).toBe(4);
  });

  it("of what cannot be read nothing is said to be gone", async () => {
    const unreadable = [
      {
        ...{ provider: "gcore", vendor: "gcore", addresses: ["vms.web"], code: "provider.unavailable" },
        ...{ summary: "HTTP 502", firstSeenMs: 0 },
      },
    ];
    const looks = [{ "vms.web": "off" }, { "vms.web": "off" }, { report: { unreadable } }, { "vms.web": "off" }];
    const started = start({ folders: ["/shop"], look: (_folder, count) => looks[count] ?? {} });
    await started.clock.advance(35 * MINUTE);
    await end(started);
    expect(started.lines.slice(0, -2)).toEqual([
      "0m started 1",
      "0m shop: found vms.web",
      "10m shop: failed: gcore: HTTP 502",
      "20m shop: recovered",
      "30m shop: resolved vms.web",
    ]);
  });

  it("of a broken file once, while the other stacks go on", async () => {
    let why: Error | undefined;
    const started = start({
      folders: ["/blog", "/shop"],
      look: CLEAN,
      broken: (folder) => (folder === "/blog" ? why : undefined),
    });
    await started.clock.advance(5 * MINUTE);
    why = broken("line 3");
    await started.clock.advance(20 * MINUTE);
    why = broken("line 4");
    await started.clock.advance(10 * MINUTE);
    why = undefined;
    await started.clock.advance(10 * MINUTE);
    await end(started);
    expect(started.lines.slice(0, -2)).toEqual([
      "0m started 2",
      "10m blog: failed: line 3",
      "30m blog: failed: line 4",
      "40m blog: recovered",
    ]);
    expect(started.looks.get("/shop")).toBe(5);
  });

  it("stacks come and go with their folders", async () => {
    const scene: Scene = { folders: ["/shop"], look: CLEAN };
    const started = start(scene);
    await started.clock.advance(5 * MINUTE);
    scene.folders = ["/shop", "/blog"];
    await started.clock.advance(10 * MINUTE);
    scene.folders = ["/blog"];
    await started.clock.advance(10 * MINUTE);
    await end(started);
    expect(started.lines.slice(0, -2)).toEqual(["0m started 1", "10m stack-added blog", "20m stack-removed shop"]);
    expect(started.watching.status().stacks.map(({ stack }) => stack)).toEqual(["blog"]);
  });
});

describe("what fails", () => {
  it("is tried less and less often, but each hour, and as often as ever once it succeeds", async () => {
    const times: number[] = [];
    const started: Started = start({
      folders: ["/shop"],
      look: (_folder, count) => {
        times.push(Math.round(started.clock.monotonic() / MINUTE));
        return count < 6 ? new Error("the store does not answer") : {};
      },
    });
    await started.clock.advance(300 * MINUTE);
    await end(started);
    expect(times.slice(0, 8)).toEqual([0, 10, 30, 70, 130, 190, 250, 260]);
    expect(started.lines.slice(1, -2)).toEqual(["0m shop: failed: the store does not answer", "250m shop: recovered"]);
  });

  it("for all stacks of an account is asked for once", async () => {
    const folders = Array.from({ length: 12 }, (_, index) => `/s${index}`);
    const started = start(
      {
        folders: [...folders, "/other"],
        look: () => unauthorised,
        accountOf: (one) => (one === "/other" ? "two" : "one"),
      },
      { concurrency: 2 },
    );
    await started.clock.advance(5 * MINUTE);
    await end(started);
    const asked = folders.filter((folder) => started.looks.has(folder)).length;
    expect(asked).toBeLessThanOrEqual(2);
    expect(started.looks.get("/other")).toBe(1);
    expect(started.lines.filter((line) => line.includes("account"))).toEqual([
      "0m account one: for 10m",
      "0m account two: for 10m",
    ]);
  });

  it("to end in time is given up", async () => {
    const started: Started = start({
      folders: ["/shop"],
      look: (_folder, _count, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
        }),
    });
    await started.clock.advance(6 * MINUTE);
    expect(started.lines[1]).toBe("5m shop: failed: it was not looked at to the end within 300 s");
    await end(started);
  });
});

describe("a stop", () => {
  it("ends the looks that are under way, and tells nothing of them", async () => {
    const started: Started = start({
      folders: ["/shop"],
      look: (_folder, _count, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
        }),
    });
    await started.clock.advance(MINUTE);
    await end(started);
    expect(started.lines).toEqual(["0m started 1", "1m stopping 0", "1m ended after 0"]);
    expect(started.watching.status().condition).toBe("stopping");
  });
});

describe("one cycle", () => {
  it("and no more; how each stack has ended is its result", async () => {
    const look: Scene["look"] = (folder) =>
      folder === "/ill" ? { "vms.web": "off" } : folder === "/dark" ? new Error("no") : {};
    const started = start({ folders: ["/shop", "/ill", "/dark"], look }, { isOnce: true });
    await started.clock.advance(0);
    expect(await started.watching.ended).toEqual(["done", "drift", "failed"]);
    expect(started.published).toEqual([3]);
  });
});
