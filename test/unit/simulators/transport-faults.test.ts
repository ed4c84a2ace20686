// Faults of the transport: what the client sees, and whether the vendor did it all the same.
import { request } from "node:http";
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../../src/simulators/engine/fault-rule.ts";
import type { LogEntry } from "../../../src/simulators/engine/request-log.ts";
import { type Bench, openBench } from "./support/serveroid-bench.ts";

const ADD_IP = "vm/10/ip_add/?tenantId=501&clientId=sim&apiKey=sim";
const match = { method: "ip_add" };

/** The number of addresses once all operations are over: 2 if the vendor carried the call out. */
async function addressesInTheEnd({ clock, vm }: Bench): Promise<unknown> {
  clock.advance(3_600_000);
  return (await vm(10))["ipAddresses"];
}

async function sendWith(fault: FaultRule): Promise<{ bench: Bench; answer: Response | Error }> {
  const bench = await openBench({ faults: [fault] });
  const answer = await fetch(bench.base + ADD_IP).catch((error: Error) => error);
  return { bench, answer };
}

describe("faults: lost connections", () => {
  it.each([
    ["lost-before", 1, null],
    ["lost-after", 2, "OK"],
  ] as const)("%s leaves %i address(es)", async (effect, count, outcome) => {
    const { bench, answer } = await sendWith({ effect, match });
    expect(answer).toBeInstanceOf(Error);
    const [entry] = bench.sim.log.entries();
    expect(entry).toMatchObject({ method: "ip_add", mutating: true, status: null, outcome, faults: [effect] });
    expect(await addressesInTheEnd(bench)).toHaveLength(count);
  });

  it("reset-mid-answer sends the head and half of the body, after the effect", async () => {
    const bench = await openBench({ faults: [{ effect: "reset-mid-answer", match }] });
    const seen = await new Promise<{ status: number | undefined; body: string; error: unknown }>((resolve) => {
      const sent = request(bench.base + ADD_IP, (answer) => {
        let body = "";
        answer.on("data", (chunk: Buffer) => {
          body += chunk.toString();
        });
        answer.on("error", (error) => resolve({ status: answer.statusCode, body, error }));
        answer.on("end", () => resolve({ status: answer.statusCode, body, error: undefined }));
      });
      sent.on("error", (error) => resolve({ status: undefined, body: "", error }));
      sent.end();
    });
    expect(seen.error).toBeInstanceOf(Error);
    expect(seen.status).toBe(200);
    expect('{"status":"OK","operationId":1}'.startsWith(seen.body)).toBe(true);
    expect(seen.body.length).toBeLessThan(20);
    expect(await addressesInTheEnd(bench)).toHaveLength(2);
  });
});

describe("faults: wrong answers", () => {
  it.each<[FaultRule, number, number]>([
    [{ effect: "http-5xx", match }, 502, 1],
    [{ effect: "http-5xx", match, when: "before", status: 503 }, 503, 1],
    [{ effect: "http-5xx", match, when: "after", status: 500 }, 500, 2],
    [{ effect: "garbled", match }, 200, 2],
    [{ effect: "garbled", match, when: "before" }, 200, 1],
    [{ effect: "garbled", match, when: "before", body: "truncated" }, 200, 1],
    [{ effect: "garbled", match, body: "truncated" }, 200, 2],
    [{ effect: "429", match }, 429, 1],
  ])("%o", async (fault, status, count) => {
    const { bench, answer } = await sendWith(fault);
    if (answer instanceof Error) throw answer;
    expect(answer.status).toBe(status);
    const text = await answer.text();
    expect(() => JSON.parse(text)).toThrow();
    expect(answer.headers.get("content-type")).toContain(fault.body === "truncated" ? "json" : "html");
    expect(bench.sim.log.entries()[0]).toMatchObject({ status, faults: [fault.effect] });
    expect(await addressesInTheEnd(bench)).toHaveLength(count);
  });

  it("429 says when to come back", async () => {
    const { answer } = await sendWith({ effect: "429", match, retryAfter: 7 });
    expect(answer).toMatchObject({ status: 429 });
    expect((answer as Response).headers.get("retry-after")).toBe("7");
  });
});

describe("faults: time", () => {
  it.each([
    ["before", 1],
    ["after", 2],
  ] as const)("hang %s the effect never answers, even when the client gives up", async (when, count) => {
    const bench = await openBench({ faults: [{ effect: "hang", when, match }] });
    const giveUp = new AbortController();
    const answer = fetch(bench.base + ADD_IP, { signal: giveUp.signal });
    await expect.poll(() => bench.sim.log.entries().length).toBe(1);
    giveUp.abort();
    await expect(answer).rejects.toThrow();
    expect(await addressesInTheEnd(bench)).toHaveLength(count);
  });

  it("hang with ms answers late", async () => {
    const { base, clock, sim } = await openBench({ faults: [{ effect: "hang", ms: 60_000, match }] });
    const answer = fetch(base + ADD_IP);
    await clock.someoneSleeps();
    expect(sim.log.entries()[0]).toMatchObject({ status: null, outcome: null });
    clock.advance(60_000);
    expect(await (await answer).json()).toEqual({ status: "OK", operationId: 1 });
  });

  it("hang before the effect has none when the client is gone by then", async () => {
    const over: string[] = [];
    const onRequest = ({ path }: LogEntry) => void over.push(path);
    const bench = await openBench({ faults: [{ effect: "hang", ms: 60_000, match }], onRequest });
    const giveUp = new AbortController();
    const answer = fetch(bench.base + ADD_IP, { signal: giveUp.signal });
    await bench.clock.someoneSleeps();
    giveUp.abort();
    await expect(answer).rejects.toThrow();
    await expect.poll(() => over).toEqual(["/api/v1/vm/10/ip_add/"]);
    expect(bench.sim.log.entries()[0]).toMatchObject({ status: null, outcome: null });
    expect(await addressesInTheEnd(bench)).toHaveLength(1);
  });

  it("slow-list holds back lists only, and shows what was true when it was asked", async () => {
    const { base, clock, vm, get } = await openBench({ faults: [{ effect: "slow-list", ms: 5000 }] });
    const listed = fetch(`${base}vm/?clientId=sim&apiKey=sim`);
    await clock.someoneSleeps();
    await get("vm/10/rename/", { tenantId: 501, name: "late" });
    clock.advance(5000);
    expect(JSON.stringify(await (await listed).json())).toContain('"vm-10"');
    expect(await vm(10)).toMatchObject({ name: "late" });
  });

  it("latency holds back every answer", async () => {
    const { base, clock, sim } = await openBench({ latencyMs: 250, speed: 1000 });
    const answer = fetch(`${base}tenant?clientId=sim&apiKey=sim`);
    await clock.someoneSleeps();
    expect(sim.log.entries()[0]?.status).toBeNull();
    clock.advance(250);
    expect((await answer).status).toBe(200);
  });

  it("stopping ends what hangs", async () => {
    const { base, sim } = await openBench({ faults: [{ effect: "hang" }] });
    const answer = fetch(base + ADD_IP);
    await expect.poll(() => sim.log.entries().length).toBe(1);
    await sim.stop();
    await expect(answer).rejects.toThrow();
  });
});
