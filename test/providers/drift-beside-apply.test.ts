// A look for drift at every moment of an apply: what the apply is doing is no drift, and no object of nobody's.
import { afterEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/core/desired.ts";
import type { DriftReport } from "../../src/core/drift-report.ts";
import type { Provider } from "../../src/core/provider.ts";
import type { StateDocument } from "../../src/core/state-document.ts";
import { NO_MEMORY } from "../../src/run/drift/drift-memory.ts";
import { lookForDrift } from "../../src/run/drift/look-for-drift.ts";
import { type Fleet, startFleet } from "../support/fleet.ts";
import { sampleConfiguration, sampleDesired, sampleKey, sampleVm, ZOMRO_ORDER } from "../support/sample-desired.ts";
import { edge, edgeKey, edgeSchedule } from "../support/sample-gcore.ts";

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.stop();
  fleet = undefined;
});

const ZOMRO = { provider: "zomro", vendor: "zomro" };

interface Case {
  readonly start: NonNullable<Parameters<typeof startFleet>[0]>;
  readonly first: Configuration;
  /** Changes, makes and deletes. */
  readonly next: Configuration;
}

const edgeWith = (attributes: object) => ({ ...edge(), attributes: { ...edge().attributes, ...attributes } });

const CASES: Readonly<Record<string, Case>> = {
  serveroid: {
    start: { project: "111" },
    first: sampleConfiguration([sampleKey("ops"), sampleVm("vms.web"), sampleVm("vms.old")]),
    next: sampleConfiguration([sampleKey("ops"), sampleVm("vms.web", { memory: 2048 }), sampleVm("vms.new")]),
  },
  zomro: {
    start: { vendor: "zomro" },
    first: sampleConfiguration([
      sampleDesired("vms.web", { ...ZOMRO_ORDER, backupPolicy: { keep: 3 } }, ZOMRO),
      sampleDesired("vms.old", ZOMRO_ORDER, ZOMRO),
    ]),
    next: sampleConfiguration([
      sampleDesired("vms.web", { ...ZOMRO_ORDER, backupPolicy: { keep: 5 } }, ZOMRO),
      sampleDesired("vms.new", ZOMRO_ORDER, ZOMRO),
    ]),
  },
  gcore: {
    start: { vendor: "gcore" },
    first: sampleConfiguration([edgeKey(), edge(), edgeSchedule()]),
    next: sampleConfiguration([edgeKey(), edgeWith({ tags: { a: "b" }, power: "off" })]),
  },
};

describe.each(Object.entries(CASES))("beside an apply at %s", (_vendor, { start, first, next }) => {
  it("tells nothing of what the apply is doing, and who is applying", async () => {
    const current = await startFleet(start);
    fleet = current;
    await current.apply(first);
    // `stale`: the state was read just before, and everything since has happened while the providers were read.
    const look = async (stale?: StateDocument): Promise<DriftReport> => {
      const { stack, close } = current.open(next);
      let isFirst = stale !== undefined;
      const read = async () => {
        const document = isFirst ? stale : await stack.backend.read();
        isFirst = false;
        return document;
      };
      const { report } = await lookForDrift(
        { ...stack, backend: { ...stack.backend, read } },
        {
          classes: ["conflict", "unset", "vanished", "replaced", "unhealthy", "agreed", "unmanaged"],
          memory: NO_MEMORY,
          emit: () => undefined,
          describe: () => [],
        },
      );
      await close();
      return report;
    };
    const before = new Set((await look()).findings.map(({ key }) => key));
    const reports: DriftReport[] = [];
    const old = await current.state();
    const watched = async () => void reports.push(await look(), await look(old));
    const applied = await current.apply(
      next,
      {},
      {
        watch: {
          backend: (backend) => ({
            ...backend,
            create: async (document) => {
              await watched();
              await backend.create(document);
              await watched();
            },
          }),
          provider: (provider): Provider => ({
            ...provider,
            perform: async (step, call) => {
              const accepted = await provider.perform(step, call);
              await watched();
              return accepted;
            },
          }),
          resumed: () => undefined,
          planned: () => undefined,
        },
      },
    );
    expect(applied.results.filter(({ outcome }) => outcome !== "done")).toEqual([]);
    expect(applied.results.length).toBeGreaterThanOrEqual(2);
    const told = reports.flatMap(({ findings }) => findings.filter(({ key }) => !before.has(key)));
    expect(told).toEqual([]);
    expect(reports.length).toBeGreaterThan(5);
    expect(new Set(reports.map(({ holder }) => holder?.operation))).toEqual(new Set(["apply"]));
    expect(reports.some(({ changing }) => changing.length > 0)).toBe(true);
    expect((await look()).findings.filter(({ key }) => !before.has(key))).toEqual([]);
    expect((await look()).holder).toBeUndefined();
  });
});
