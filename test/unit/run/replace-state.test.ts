// Contract 6 for `state push` and `state restore`: never a lower serial, never another lineage, never a machine out of the
// record without its number, never a request that is under way.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Replacement } from "../../../src/core/replaced-state.ts";
import type { StateDocument } from "../../../src/core/state-document.ts";
import { pushRecoveries } from "../../../src/run/push-recoveries.ts";
import { pushState, type ReplaceRequest, restoreState } from "../../../src/run/replace-state.ts";
import { writeRecovery } from "../../../src/state/recovery-file.ts";
import { sampleDocument, sampleIntent, sampleResource, sampleSurplus } from "../../support/sample-state.ts";
import { codeOf, type OpenedOwn, openOwn } from "./own-state.ts";

const web = sampleResource("web");
const db = sampleResource("db");
const one = sampleDocument({ resources: { "vms.web": web }, pending: [] });
const two = sampleDocument({ resources: { "vms.web": web, "vms.db": db }, pending: [] });

const ask = (more: Partial<ReplaceRequest> = {}): ReplaceRequest => ({
  ...{ operation: "test", force: false, mayLose: 0, approve: async () => true },
  ...more,
});

const push = (own: OpenedOwn, document: StateDocument, more: Partial<ReplaceRequest> = {}) =>
  pushState(own, { document, label: "backup.json" }, ask(more));

/** All files but those of the lock. */
async function filesOf({ path }: OpenedOwn): Promise<Record<string, string>> {
  const folder = `${path}.d`;
  const names = (await readdir(folder)).filter((name) => name.startsWith("serial"));
  const files = [path, ...names.map((name) => join(folder, name))];
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await readFile(file, "utf8")])));
}

async function expectRefused(own: OpenedOwn, work: () => Promise<unknown>, code: string): Promise<void> {
  const before = await filesOf(own);
  expect(await codeOf(work())).toBe(code);
  expect(await filesOf(own)).toEqual(before);
  expect(await own.backend.holder()).toBeUndefined();
}

describe("push", () => {
  it("into nothing writes it under its own serial", async () => {
    const own = await openOwn();
    expect(await push(own, { ...two, serial: 7 })).toEqual({ kind: "written", serial: 7 });
    expect(await own.backend.read()).toMatchObject({ serial: 7, resources: two.resources, lineage: two.lineage });
  });

  it("of what was pulled and changed writes the next serial", async () => {
    const own = await openOwn();
    await own.store(one, two);
    const changed = { ...two, resources: { "vms.web": web, "vms.base": db } };
    const seen: Replacement[] = [];
    const approve = async (replacement: Replacement) => seen.push(replacement) > 0;
    expect(await push(own, { ...changed, serial: 2 }, { approve })).toEqual({ kind: "written", serial: 3 });
    expect(seen[0]).toMatchObject({ lost: [], found: [], changed: [] });
    expect(Object.keys((await own.backend.read())?.resources ?? {})).toEqual(["vms.base", "vms.web"]);
  });

  it("of what is there already writes nothing; answered with no, neither", async () => {
    const own = await openOwn();
    await own.store(two);
    const before = await filesOf(own);
    expect(await push(own, { ...two, serial: 1 })).toEqual({ kind: "same", serial: 1 });
    const approve = async () => false;
    expect(await push(own, { ...one, serial: 1 }, { mayLose: 1, approve })).toEqual({ kind: "cancelled", serial: 1 });
    expect(await filesOf(own)).toEqual(before);
  });

  it("is refused with an older serial or another lineage; with force it goes above what is there", async () => {
    const own = await openOwn();
    await own.store(one, two, two);
    await expectRefused(own, () => push(own, { ...two, files: [], serial: 2 }), "state.older-serial");
    await expectRefused(own, () => push(own, { ...two, files: [], serial: 1e12 }), "state.serial");
    await expectRefused(own, () => push(own, { ...two, lineage: "other", serial: 9 }), "state.lineage");
    expect(await push(own, { ...two, files: [], serial: 2 }, { force: true })).toEqual({ kind: "written", serial: 4 });
    const foreign = { ...two, files: ["more"], lineage: "other", serial: 9 };
    expect(await push(own, foreign, { force: true })).toEqual({ kind: "written", serial: 9 });
    expect(await own.backend.read()).toMatchObject({ files: ["more"], lineage: two.lineage, serial: 9 });
  });

  it("is refused for another stack, also with force", async () => {
    const own = await openOwn();
    await own.store(two);
    await expectRefused(own, () => push(own, { ...two, stack: "other", serial: 2 }, { force: true }), "wrong-stack");
  });

  it("is refused where an object would be lost, whatever its address, unless its number is named", async () => {
    const own = await openOwn();
    await own.store(two);
    const lost = () => push(own, { ...one, serial: 1 });
    await expectRefused(own, lost, "state.would-lose");
    await expectRefused(own, () => push(own, { ...one, serial: 1 }, { force: true }), "state.would-lose");
    expect(await push(own, { ...one, serial: 1 }, { mayLose: 1 })).toEqual({ kind: "written", serial: 2 });
  });

  it("what a replacement left behind, and what was made twice, is not lost either", async () => {
    const own = await openOwn();
    const held = { ...web, deposed: [{ remoteId: "old", name: "web" }] };
    await own.store({ ...one, resources: { "vms.web": held }, surplus: [sampleSurplus("vms.web")] });
    await expectRefused(own, () => push(own, { ...one, serial: 1 }, { mayLose: 1 }), "state.would-lose");
    expect(await codeOf(push(own, { ...one, serial: 1 }, { mayLose: 2 }))).toContain("went through");
  });

  it("never drops a request that is under way", async () => {
    const own = await openOwn();
    await own.store({ ...two, pending: [sampleIntent("new")] });
    await expectRefused(own, () => push(own, { ...two, serial: 1 }, { force: true, mayLose: 9 }), "state.pending");
  });

  it("refuses two addresses for one object", async () => {
    const own = await openOwn();
    await own.store(one);
    const twice = { ...one, serial: 1, resources: { "vms.web": web, "vms.same": web } };
    await expectRefused(own, () => push(own, twice, { force: true }), "state.held-twice");
  });

  it("over a state that cannot be read needs force, and says that nobody knows what it held", async () => {
    const own = await openOwn();
    await own.store(one, two);
    await writeFile(own.path, "{");
    await writeFile(join(`${own.path}.d`, "serial-000000000002.json"), "{");
    await expectRefused(own, () => push(own, { ...two, serial: 2 }), "corrupt");
    const notes: string[] = [];
    const approve = async (replacement: Replacement) => notes.push(...replacement.notes) > 0;
    expect(await push(own, { ...two, serial: 2 }, { force: true, approve })).toEqual({ kind: "written", serial: 3 });
    expect(notes.join()).toContain("cannot be read");
  });

  it("waits for nobody: a lock that another holds is told", async () => {
    const own = await openOwn();
    await own.store(one);
    const lease = await own.backend.acquire({ operation: "apply", waitMs: 0 });
    expect(await codeOf(push(own, { ...two, serial: 1 }))).toBe("locked");
    await lease.release();
  });
});

describe("restore", () => {
  it("writes the old content as a new serial", async () => {
    const own = await openOwn();
    await own.store(two, { ...two, files: ["other.yaml"] });
    expect(await restoreState(own, 1, ask())).toEqual({ kind: "written", serial: 3 });
    expect(await own.backend.read()).toMatchObject({ serial: 3, files: two.files });
  });

  it("is refused where it would lose what was made since, unless the number is named", async () => {
    const own = await openOwn();
    await own.store(one, two);
    await expectRefused(own, () => restoreState(own, 1, ask()), "state.would-lose");
    const seen: Replacement[] = [];
    const approve = async (replacement: Replacement) => seen.push(replacement) > 0;
    expect(await restoreState(own, 1, ask({ mayLose: 1, approve }))).toEqual({ kind: "written", serial: 3 });
    expect(seen[0]?.lost.map(({ address, remoteId }) => `${address} ${remoteId}`)).toEqual(["vms.db id-db"]);
  });

  it("keeps what is open now and what was made twice, and leaves out what was open then", async () => {
    const own = await openOwn();
    const now = { ...two, pending: [sampleIntent("now")], surplus: [sampleSurplus("vms.web")] };
    await own.store({ ...two, files: [], pending: [sampleIntent("then")] }, now);
    expect(await codeOf(restoreState(own, 1, ask()))).toContain("written");
    const read = await own.backend.read();
    expect(read?.pending.map(({ id }) => id)).toEqual(["now"]);
    expect(read).toMatchObject({ files: [], surplus: now.surplus });
  });

  it("of a serial that is not kept says which are", async () => {
    const own = await openOwn();
    await own.store(one, two);
    await expectRefused(own, () => restoreState(own, 9, ask()), "state.no-serial");
  });

  it("of a state that was migrated needs force", async () => {
    const own = await openOwn();
    await own.store(two, { ...two, migrated: { to: "elsewhere", at: "then" } });
    await expectRefused(own, () => restoreState(own, 1, ask()), "moved-away");
    expect(await restoreState(own, 1, ask({ force: true }))).toEqual({ kind: "written", serial: 3 });
    expect((await own.backend.read())?.migrated).toBeUndefined();
  });
});

describe("push --recovery", () => {
  const settled = { ...two, pending: [], settled: ["new"], settledAddresses: { new: "vms.db" } };
  const recovered = (own: OpenedOwn) => pushRecoveries(own, { operation: "test", approve: async () => true });

  it("settles what is pending, and removes what it took up", async () => {
    const own = await openOwn();
    const intent = sampleIntent("new", { address: "vms.db", place: db.place });
    await own.store({ ...one, pending: [intent] });
    await writeRecovery({ ...settled, serial: 1 }, own.recoveryFolder);
    expect(await recovered(own)).toEqual({ kind: "written", serial: 2 });
    expect(await own.backend.read()).toMatchObject({ pending: [], resources: { "vms.db": { remoteId: "id-db" } } });
    expect(await recovered(own)).toBeUndefined();
  });

  it("becomes the state where there is none", async () => {
    const own = await openOwn();
    await writeRecovery({ ...settled, serial: 4 }, own.recoveryFolder);
    expect(await recovered(own)).toEqual({ kind: "written", serial: 5 });
    const read = await own.backend.read();
    expect(Object.keys(read?.resources ?? {})).toEqual(["vms.db", "vms.web"]);
    expect(read).not.toHaveProperty("settled");
  });

  it("of two lost states is refused, and left where it is", async () => {
    const own = await openOwn();
    await writeRecovery(settled, own.recoveryFolder);
    await writeRecovery({ ...settled, lineage: "other" }, own.recoveryFolder);
    expect(await codeOf(recovered(own))).toBe("state.recoverable");
    expect((await readdir(dirname(own.path))).filter((name) => name.startsWith("recovery"))).toHaveLength(2);
  });
});
