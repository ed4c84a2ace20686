// The library as its callers use it: a folder, an environment, callbacks; against the stand-in, without a terminal.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  AbortedError,
  type ApplyRequest,
  apply,
  DiagnosticsError,
  destroy,
  type FlowEvent,
  plan,
  validate,
} from "../../src/index.ts";
import type { FaultRule } from "../../src/simulators/engine/fault-rule.ts";
import { type RunningSimulators, startSimulators } from "../../src/simulators/start-simulators.ts";
import { EMPTY, head, key, ONE_VM } from "../support/shop.ts";

let folder: string;
let sim: RunningSimulators;
let events: FlowEvent[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trueup-library-"));
  sim = await startSimulators({ seed: EMPTY, speed: 1000, vendors: ["serveroid"] });
  events = [];
  await writeFile(join(folder, "trueup.yaml"), ONE_VM);
});
afterEach(async () => {
  await sim.stop();
  await rm(folder, { recursive: true, force: true });
});

const request = (more: Partial<ApplyRequest> = {}): ApplyRequest => ({
  cwd: folder,
  env: sim.env,
  onEvent: (event) => events.push(event),
  approve: () => true,
  ...more,
});
const machines = (): string[] =>
  (sim.state("serveroid") as unknown as { vms: { name: string }[] }).vms.map(({ name }) => name);
const fault = (rule: object): void => sim.faults.set([rule as FaultRule]);

describe("a fleet by the library", () => {
  it("is validated, planned, applied, found in step, and destroyed", async () => {
    expect((await validate(request())).configuration?.stack).toBe("shop");
    expect((await plan(request())).counts).toMatchObject({ add: 2, destroy: 0 });
    const end = await apply(request());
    expect([end.outcome, end.results.map(({ outcome }) => outcome), machines()]).toEqual([
      "done",
      ["done", "done"],
      ["web"],
    ]);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["reading", "planned", "started", "completed"]),
    );
    expect((await plan(request())).counts).toMatchObject({ add: 0, change: 0, destroy: 0 });
    const gone = await destroy(request({ allow: { deletes: 9 } }));
    expect([gone.outcome, machines()]).toEqual(["done", []]);
  });

  it("that is not approved is left alone", async () => {
    const end = await apply(request({ approve: () => false }));
    expect([end.outcome, end.plan?.counts.add, end.results, machines()]).toEqual(["cancelled", 2, [], []]);
    expect(sim.log.entries({ mutating: true })).toEqual([]);
  });

  it("is bought by the answer true alone, and by no option that is misspelt or of another type", async () => {
    const answer = (approve: unknown) => apply(request({ approve: approve as () => boolean }));
    expect((await answer(() => "no")).outcome).toBe("cancelled");
    const wrong = {
      target: ["keys.ops"],
      mode: "destory",
      allow: { delete: 1 },
      excludes: "vms.web",
      parallelism: "4",
    };
    await expect(apply({ ...request(), ...(wrong as object) })).rejects.toMatchObject({
      diagnostics: [
        "there is no option target",
        "mode is not one of normal, destroy, refresh-only",
        "there is no option allow.delete",
        "excludes is not a list of texts",
        "parallelism is not a whole number, 1 or more",
      ].map((summary) => ({ code: "library.option", summary })),
    });
    await expect(apply({} as ApplyRequest)).rejects.toThrow("approve is missing: a function");
    await expect(apply(undefined as unknown as ApplyRequest)).rejects.toThrow("the request is not an object");
    await expect(validate({ files: ["nope.yaml"] } as object)).rejects.toThrow("there is no option files");
    expect(sim.log.entries({ mutating: true })).toEqual([]);
  });

  it("keeps the limits that only a person's look lifts, unless one has looked", async () => {
    await apply(request());
    const refused = destroy(request());
    await expect(refused).rejects.toBeInstanceOf(DiagnosticsError);
    expect(machines()).toEqual(["web"]);
    expect((await destroy(request({ isAttended: true }))).outcome).toBe("done");
  });

  it("tells what is wrong as diagnostics, and never a stack", async () => {
    await writeFile(join(folder, "trueup.yaml"), ONE_VM.replace("tariff:", "tarif:"));
    const { diagnostics } = await validate(request());
    expect(diagnostics.map(({ code }) => code)).toContain("config.unknown-field");
    await expect(plan(request())).rejects.toMatchObject({ diagnostics });
  });

  it("says what broke an apply off", async () => {
    fault({ effect: "lost-after", match: { method: "install", nth: 1 } });
    const end = await apply(request());
    expect([end.outcome, machines()]).toEqual(["done", ["web"]]);
    fault({ effect: "vendor-error", match: { method: "shutdown" } });
    await writeFile(join(folder, "trueup.yaml"), ONE_VM.replace("cpu: 2", 'cpu: 2\n    power: "off"'));
    const failed = await apply(request());
    expect(failed.outcome).not.toBe("done");
    expect(failed.results.find(({ outcome }) => outcome !== "done")?.message).toMatch(/./);
  });

  it("stops before the first request, or waits for what is in flight", async () => {
    await expect(apply(request({ stop: AbortSignal.abort() }))).rejects.toBeInstanceOf(AbortedError);
    expect(sim.log.entries({ mutating: true })).toEqual([]);
    const stop = new AbortController();
    const onEvent = (event: FlowEvent) => event.type === "step" && stop.abort();
    const end = await apply(request({ stop: stop.signal, onEvent }));
    expect(end.outcome).toBe("undone");
    expect((await apply(request())).outcome).toBe("done");
    expect(machines()).toEqual(["web"]);
  });

  it("a hundred operations at once: no warning of Node's is printed", async () => {
    const keys = Array.from({ length: 100 }, (_item, index) => key(`key-${index}`));
    await writeFile(join(folder, "trueup.yaml"), `${head()}keys:\n${keys.join("")}`);
    const warnings: string[] = [];
    const hear = ({ name }: Error) => void warnings.push(name);
    process.on("warning", hear);
    const end = await apply(request({ parallelism: 100 }));
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", hear);
    expect([end.outcome, end.results.length, warnings]).toEqual(["done", 100, []]);
  });

  it("waits for a lock that another run holds, and says who", async () => {
    const both = [0, 1].map(() => apply(request({ lockWaitMs: 60_000 })));
    expect((await Promise.all(both)).map(({ outcome }) => outcome)).toEqual(["done", "done"]);
    expect(events.map(({ type }) => type)).toContain("waiting-for-lock");
    expect(machines()).toEqual(["web"]);
  });
});
