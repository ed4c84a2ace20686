// What looks for drift remember: since when, what each target was told of, and what a look could say nothing about.
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { DriftEntry } from "../../../../src/core/plan.ts";
import {
  type DriftMemory,
  forgetTold,
  listFresh,
  NO_MEMORY,
  rememberFailure,
  rememberTold,
} from "../../../../src/run/drift/drift-memory.ts";
import type { Unseen } from "../../../../src/run/drift/list-findings.ts";
import { assertMemoryFile, readMemory, writeMemory } from "../../../../src/run/drift/memory-file.ts";
import { rememberReport } from "../../../../src/run/drift/remember-report.ts";
import { driftField } from "../../../support/sample-drift.ts";

const NOTHING: Unseen = { drift: [], unmanaged: [], surplus: [], undecided: [], unreadable: [] };
const DAY = 86_400_000;

function entry(address: string, after: number, kind: DriftEntry["class"] = "conflict"): DriftEntry {
  const fields = [driftField("memory", { before: 1024, after, class: kind } as never)];
  return { address, type: "vm", vendor: "gcore", class: kind, fields, before: { id: "1" }, after: { id: "1" } };
}

const unreadable = {
  provider: "gcore",
  vendor: "gcore",
  addresses: ["vms.a"],
  code: "provider.unavailable",
  summary: "",
};

function look(
  memory: DriftMemory,
  day: number,
  found: Partial<Unseen>,
  more: { changing?: string[]; errors?: number } = {},
) {
  const errors = Array.from(
    { length: more.errors ?? 0 },
    () => ({ severity: "error", code: "plan.x", summary: "x" }) as const,
  );
  const planned = { plan: { diagnostics: errors, debt: [] } };
  return rememberReport(memory, {
    stack: "shop",
    classes: ["conflict", "vanished"],
    startedMs: day * DAY,
    endedMs: day * DAY + 1000,
    found: { ...NOTHING, ...found },
    by: new Map(),
    changing: more.changing ?? [],
    read: { planned, current: undefined, holder: undefined, answered: {} } as never,
  });
}

describe("since when", () => {
  it("is the first look that saw it so; another value is another thing, and so is one that was away", () => {
    const first = look(NO_MEMORY, 1, { drift: [entry("vms.a", 2048)] });
    expect(first.report.drift[0]).toMatchObject({ firstSeenMs: DAY, fieldSince: { memory: DAY } });
    const second = look(first.memory, 2, { drift: [entry("vms.a", 2048)] });
    expect(second.report.drift[0]?.firstSeenMs).toBe(DAY);
    const third = look(second.memory, 3, { drift: [entry("vms.a", 4096)] });
    expect(third.report.drift[0]?.firstSeenMs).toBe(3 * DAY);
    const away = look(third.memory, 4, {});
    expect(away.memory.seen).toEqual({});
    expect(look(away.memory, 5, { drift: [entry("vms.a", 4096)] }).report.drift[0]?.firstSeenMs).toBe(5 * DAY);
  });

  it("stays known while its provider cannot be read, while another run changes it, and while a look ends with errors", () => {
    const { memory } = look(NO_MEMORY, 1, { drift: [entry("vms.a", 2048), entry("vms.b", 2048)] });
    const hidden = look(memory, 2, { unreadable: [unreadable] }).memory;
    expect(Object.values(hidden.seen).map(({ subject }) => subject)).toContain("vms.a");
    expect(Object.values(hidden.seen).map(({ subject }) => subject)).not.toContain("vms.b");
    const busy = look(memory, 2, {}, { changing: ["vms.b"] }).memory;
    expect(Object.values(busy.seen).map(({ subject }) => subject)).toEqual(["vms.b"]);
    const failed = look(memory, 2, {}, { errors: 1 }).memory;
    expect(Object.values(failed.seen)).toHaveLength(3);
    expect(look(hidden, 3, { drift: [entry("vms.a", 2048)] }).report.drift[0]?.firstSeenMs).toBe(DAY);
  });

  it("the last success is that of a look that knew everything", () => {
    const first = look(NO_MEMORY, 1, {});
    expect(first.report.lastSuccessMs).toBe(DAY);
    const second = look(first.memory, 2, { unreadable: [unreadable] });
    expect(second.report.lastSuccessMs).toBe(DAY);
    expect(look(second.memory, 3, {}, { errors: 1 }).memory.lastSuccessMs).toBe(DAY);
    expect(look(second.memory, 4, {}).memory.lastSuccessMs).toBe(4 * DAY);
  });
});

describe("what is told", () => {
  it("is of the classes that were asked for; what could not be read and errors are told always", () => {
    const { report } = look(
      NO_MEMORY,
      1,
      { drift: [entry("vms.a", 1, "agreed")], unreadable: [unreadable] },
      { errors: 2 },
    );
    expect(report.findings.map(({ subject }) => subject)).toEqual(["shop", "gcore"]);
    expect(report.drift).toHaveLength(1);
  });

  it("once to each target; a failed look once for the same reason, until one knows anything again", () => {
    const { report, memory } = look(NO_MEMORY, 1, { drift: [entry("vms.a", 2048)] });
    expect(listFresh(memory, "one", report.findings)).toHaveLength(1);
    const told = rememberTold(memory, "one", report.findings);
    expect(listFresh(told, "one", report.findings)).toEqual([]);
    expect(listFresh(told, "two", report.findings)).toHaveLength(1);
    const failure = { key: "f", mark: "m", subject: "shop", firstSeenMs: 0 };
    const failed = rememberFailure(told, "one", failure);
    expect(listFresh(failed, "one", [failure])).toEqual([]);
    expect(listFresh(failed, "one", report.findings)).toEqual([]);
    const again = forgetTold(failed, ["one"]);
    expect(listFresh(again, "one", [failure])).toEqual([failure]);
    expect(listFresh(again, "one", report.findings)).toEqual([]);
  });

  it("of each target by itself, whichever runs name which; but not of targets without end", () => {
    let { memory } = look(NO_MEMORY, 1, { drift: [entry("vms.a", 2048)] });
    const { findings } = look(memory, 1, { drift: [entry("vms.a", 2048)] }).report;
    for (const target of ["one", "two"]) memory = rememberTold(forgetTold(memory, [target]), target, findings);
    for (const target of ["one", "two"]) expect(listFresh(forgetTold(memory, [target]), target, findings)).toEqual([]);
    for (let number = 1; number <= 40; number += 1)
      memory = rememberTold(forgetTold(memory, [`new ${number}`]), `new ${number}`, findings);
    expect(Object.keys(memory.told)).toHaveLength(17);
    expect(Object.keys(memory.told).at(-1)).toBe("new 40");
  });

  it("stays told while it cannot be seen", () => {
    const first = look(NO_MEMORY, 1, { drift: [entry("vms.a", 2048)] });
    const told = rememberTold(first.memory, "one", first.report.findings);
    const hidden = look(told, 2, { unreadable: [unreadable] });
    const later = rememberTold(forgetTold(hidden.memory, ["one"]), "one", hidden.report.findings);
    const back = look(later, 3, { drift: [entry("vms.a", 2048)] });
    expect(listFresh(forgetTold(back.memory, ["one"]), "one", back.report.findings)).toEqual([]);
  });
});

describe("the file", () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });
  const place = async () => {
    const folder = await mkdtemp(join(tmpdir(), "trueup-memory-"));
    folders.push(folder);
    return join(folder, "below", "shop.json");
  };

  it("gives back what was written, is private, and holds no value", async () => {
    const path = await place();
    expect(await readMemory(path, "shop")).toEqual({ memory: NO_MEMORY, isThere: false });
    const { memory, report } = look(NO_MEMORY, 1, {
      drift: [{ ...entry("vms.a", 424_242), by: { who: "user 31", what: "x", whenMs: DAY } }],
    });
    const told = rememberTold(memory, "one", report.findings);
    await writeMemory(path, "shop", told);
    expect((await readMemory(path, "shop")).memory).toEqual(told);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, "utf8")).not.toContain("424242");
  });

  it.each([
    ["no JSON", "{ cut"],
    ["another version", '{"format_version":"9","stack":"shop"}'],
    ["a list", "[]"],
  ])("begun anew where it holds %s", async (_what, content) => {
    const path = join(await place(), "..", "..", "shop.json");
    await writeFile(path, content);
    const { memory, problem } = await readMemory(path, "shop");
    expect(memory).toEqual(NO_MEMORY);
    expect(problem).toMatch(/damaged/);
  });

  it.each([
    ["a state", '{"format_version":1,"serial":7}', false],
    ["a configuration", "version: 1\n", false],
    ["nothing", "", true],
    ["half of a memory", '{\n  "format_version": "1.0",\n  "st', true],
  ])("that is named by hand and holds %s: written over only where it is a memory", async (_what, content, isGood) => {
    const path = join(await place(), "..", "..", "shop.json");
    await writeFile(path, content);
    const judged = await assertMemoryFile(path).then(
      () => true,
      () => false,
    );
    expect(judged).toBe(isGood);
  });

  it("is no device", async () => {
    await expect(assertMemoryFile("/dev/null")).rejects.toThrow(/no regular file/);
  });

  it("that another stack has written is refused; what is not as it was written is left out", async () => {
    const path = join(await place(), "..", "..", "shop.json");
    const seen = {
      good: { mark: "m", subject: "vms.a", first_seen: new Date(DAY).toISOString() },
      bad: { mark: 7 },
      worse: null,
    };
    await writeFile(
      path,
      JSON.stringify({
        format_version: "1.0",
        stack: "shop",
        last_success: "never",
        seen,
        told: { one: { a: 1, b: "m" } },
      }),
    );
    await expect(readMemory(path, "other")).rejects.toMatchObject({ diagnostics: [{ code: "drift.memory" }] });
    expect((await readMemory(path, "shop")).memory).toEqual({
      seen: { good: { mark: "m", subject: "vms.a", firstSeenMs: DAY } },
      told: { one: { b: "m" } },
    });
  });
});
