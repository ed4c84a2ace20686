import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  unlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import type { StateDocument } from "../../../src/core/state-document.ts";
import { formatLease } from "../../../src/state/lease-record.ts";
import { createLocalBackend, type LocalBackendOptions } from "../../../src/state/local-backend.ts";
import { linuxWitness } from "../../../src/state/process-identity.ts";
import { nodeFiles, type StateFiles } from "../../../src/state/state-files.ts";
import { expectProblem } from "../../kits/state-backend-kit.ts";
import { sampleDocument } from "../../support/sample-state.ts";
import { createVirtualClock } from "../../support/virtual-clock.ts";

let folder: string;
let path: string;
let warnings: string[];
const clock = createVirtualClock({ startMs: Date.now() });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trueup state ü-"));
  path = join(folder, ".trueup", "shop.json");
  warnings = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function open(more: Partial<LocalBackendOptions> = {}) {
  return createLocalBackend({
    path,
    clock,
    identity: { who: "ops", host: hostname(), pid: process.pid },
    randomId: randomUUID,
    warn: (message) => warnings.push(message),
    ...more,
  });
}

async function store(serials: number, more: Partial<StateDocument> = {}) {
  const backend = open();
  const lease = await backend.acquire({ operation: "apply", waitMs: 0 });
  for (let serial = 1; serial <= serials; serial += 1) {
    await backend.create(sampleDocument({ serial, token: lease.token, files: [`${serial}`], ...more }));
  }
  return { backend, lease };
}

const numbered = (serial: number): string => join(`${path}.d`, `serial-${String(serial).padStart(12, "0")}.json`);
const failing = (code: string): Error => Object.assign(new Error(`${code}: no`), { code });

describe("the local backend's files", () => {
  it("are readable by their owner only, in folders that are too", async () => {
    const { lease } = await store(2);
    await lease.release();
    const modes = async (at: string) => ((await stat(at)).mode & 0o777).toString(8);
    expect(await modes(join(folder, ".trueup"))).toBe("700");
    expect(await modes(`${path}.d`)).toBe("700");
    for (const name of await readdir(`${path}.d`)) expect(await modes(join(`${path}.d`, name))).toBe("600");
    expect(await modes(path)).toBe("600");
    expect((await readdir(`${path}.d`)).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("hold the newest document twice, as the same text", async () => {
    await store(3);
    expect(await readFile(path, "utf8")).toBe(await readFile(numbered(3), "utf8"));
    expect(warnings).toEqual([]);
  });

  it("stand where a symbolic link leads to; the link stays", async () => {
    const real = join(folder, "real", "state.json");
    await mkdir(join(folder, ".trueup"));
    await symlink("../real/state.json", path);
    await store(2);
    expect(await readdir(join(folder, "real"))).toEqual(["state.json", "state.json.d"]);
    expect(await open({ path: real }).read()).toMatchObject({ serial: 2 });
    expect(await open().read()).toMatchObject({ serial: 2 });
    await expectProblem(open({ path: real }).acquire({ operation: "x", waitMs: 0 }), "locked");
  });
});

describe("reading, when somebody has been at the files", () => {
  it("takes the numbered document where the copy is missing, cut or nonsense, and says so", async () => {
    await store(3);
    for (const harm of [
      () => unlink(path),
      () => writeFile(path, "{"),
      () => writeFile(path, ""),
      () => writeFile(path, "[]"),
    ]) {
      warnings = [];
      await harm();
      expect(await open().read()).toMatchObject({ serial: 3, files: ["3"] });
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain("serial 3 is read from");
    }
  });

  it("takes a copy that was edited, or put back with a higher serial", async () => {
    await store(3);
    const edited = { ...(await open().read()), files: ["edited"] };
    await writeFile(path, JSON.stringify(edited));
    expect(await open().read()).toMatchObject({ serial: 3, files: ["edited"] });
    await writeFile(path, JSON.stringify({ ...edited, serial: 9 }));
    expect(await open().read()).toMatchObject({ serial: 9 });
  });

  it("does not let a writer go behind a copy that was put back", async () => {
    const { lease } = await store(3);
    await writeFile(path, JSON.stringify(sampleDocument({ serial: 9, token: lease.token })));
    await expectProblem(open().create(sampleDocument({ serial: 4, token: lease.token })), "stale-serial");
    await open().create(sampleDocument({ serial: 10, token: lease.token }));
    expect(await open().read()).toMatchObject({ serial: 10 });
  });

  it("ignores a copy that is older, and says so unless it is by one", async () => {
    await store(3);
    await writeFile(path, JSON.stringify(sampleDocument({ serial: 2 })));
    expect(await open().read()).toMatchObject({ serial: 3 });
    expect(warnings).toEqual([]);
    await writeFile(path, JSON.stringify(sampleDocument({ serial: 1 })));
    expect(await open().read()).toMatchObject({ serial: 3 });
    expect(warnings[0]).toContain("older than serial 3");
  });

  it("never goes back to an older serial by itself", async () => {
    await store(3);
    await writeFile(numbered(3), "{");
    await writeFile(path, JSON.stringify(sampleDocument({ serial: 2 })));
    const error = await expectProblem(open().read(), "corrupt");
    expect(error.hint).toContain("keeps the newest serials");
    expect(await open().readSerial(2)).toMatchObject({ serial: 2, files: ["2"] });
  });

  it("goes back to the serial before a damaged one as soon as that is moved away, as the error says", async () => {
    await store(3);
    for (const text of ["", "{", JSON.stringify(sampleDocument({ serial: 2 }))]) {
      await writeFile(numbered(3), text);
      await writeFile(path, "{");
      const error = await expectProblem(open().read(), "corrupt");
      expect(error.message).toContain(numbered(3));
      expect(error.hint).toContain(`${path}.d`);
      expect(error.hint).toContain("move it away");
    }
    await unlink(numbered(3));
    expect(await open().read()).toMatchObject({ serial: 2 });
  });

  it("names the file that is a folder, and never advises another state", async () => {
    await store(3);
    const lease = join(`${path}.d`, "lease-000000000009.json");
    await mkdir(lease);
    const error = await expectProblem(open().acquire({ operation: "apply", waitMs: 0 }), "unwritable");
    expect(error.message).toContain(lease);
    expect(error.hint).not.toContain("state: {");
  });

  it("refuses a numbered document that holds another serial", async () => {
    await store(3);
    await unlink(path);
    await writeFile(numbered(3), JSON.stringify(sampleDocument({ serial: 2 })));
    await expectProblem(open().read(), "corrupt");
  });

  it("refuses a document of a newer trueup, whatever older ones there are", async () => {
    await store(3);
    await writeFile(path, JSON.stringify({ ...sampleDocument({ serial: 4 }), format_version: 2 }));
    await expectProblem(open().read(), "newer-format");
  });

  it("can be written anew after damage, above every number", async () => {
    const { lease } = await store(3);
    await writeFile(numbered(3), "{");
    await unlink(path);
    await expectProblem(open().read(), "corrupt");
    await expectProblem(open().create(sampleDocument({ serial: 3, token: lease.token })), "stale-serial");
    await open().create(sampleDocument({ serial: 4, token: lease.token }));
    expect(await open().read()).toMatchObject({ serial: 4 });
  });
});

describe("old serials", () => {
  it("stay readable, the last twenty; of older ones the number stays", async () => {
    const { backend } = await store(30);
    const history = await backend.history();
    expect(history.map(({ serial }) => serial)).toEqual(Array.from({ length: 20 }, (_, index) => 30 - index));
    expect(await backend.readSerial(11)).toMatchObject({ serial: 11, files: ["11"] });
    await expectProblem(backend.readSerial(10), "corrupt");
    expect((await readdir(`${path}.d`)).filter((name) => name.startsWith("serial-"))).toHaveLength(30);
    expect((await stat(numbered(10))).size).toBeLessThan(30);
  });

  it("go when they are older than a day, and so do old leases and what crashes left behind", async () => {
    const { backend, lease } = await store(25);
    await lease.release();
    const next = await backend.acquire({ operation: "next", waitMs: 0 });
    await writeFile(join(`${path}.d`, ".tmp-1-x"), "left");
    const old = new Date(Date.now() - 25 * 3_600_000);
    for (const name of await readdir(`${path}.d`)) await utimes(join(`${path}.d`, name), old, old);
    await writeFile(join(`${path}.d`, ".tmp-2-y"), "being written");
    await backend.create(sampleDocument({ serial: 26, token: next.token }));
    const names = await readdir(`${path}.d`);
    const serials = names.filter((name) => name.startsWith("serial-"));
    expect(serials.at(0)).toContain("000006.json");
    expect(serials).toHaveLength(21);
    expect(names.filter((name) => name.startsWith("lease-"))).toHaveLength(1);
    expect(names.filter((name) => name.startsWith(".tmp-"))).toEqual([".tmp-2-y"]);
  });
});

describe("writing, when the disk does not want to", () => {
  it.each([
    ["ENOSPC", /the disk is full/],
    ["EDQUOT", /quota/],
    ["EROFS", /read-only/],
    ["EACCES", /permission denied/],
  ])("%s is told in words, with the path and what to do", async (code, words) => {
    const { lease } = await store(1);
    const files: StateFiles = { ...nodeFiles, create: () => Promise.reject(failing(code)) };
    const error = await expectProblem(
      open({ files }).create(sampleDocument({ serial: 2, token: lease.token })),
      "unwritable",
    );
    expect(error.message).toMatch(words);
    expect(error.message).toContain(path);
    expect(error.hint).toBeTruthy();
    expect(await open().read()).toMatchObject({ serial: 1 });
    const locking = open({ files, path: join(folder, "other.json") });
    await expectProblem(locking.acquire({ operation: "apply", waitMs: 0 }), "unwritable");
  });

  it("a copy that cannot be replaced is no failed write: the document is there under its number", async () => {
    const { lease } = await store(1);
    const files: StateFiles = { ...nodeFiles, replace: () => Promise.reject(failing("EACCES")) };
    await open({ files }).create(sampleDocument({ serial: 2, token: lease.token }));
    expect(warnings[0]).toContain("serial 2 is written, but its copy is not");
    expect(await open().read()).toMatchObject({ serial: 2 });
  });

  it("a full file system leaves nothing half-written and no temporary file", async (context) => {
    const mount = join(folder, "tiny");
    await mkdir(mount);
    const mounted = await run("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", mount]);
    if (mounted !== 0) return context.skip("needs root to mount a tiny file system");
    try {
      path = join(mount, "state.json");
      const backend = open();
      const lease = await backend.acquire({ operation: "apply", waitMs: 0 });
      let serial = 0;
      const grow = async (): Promise<void> => {
        for (;;) {
          await backend.create(sampleDocument({ serial: serial + 1, token: lease.token, files: ["x".repeat(9000)] }));
          serial += 1;
        }
      };
      await expectProblem(grow(), "unwritable");
      expect(serial).toBeGreaterThan(2);
      expect(await open().read()).toMatchObject({ serial });
      expect((await readdir(`${path}.d`)).filter((name) => name.startsWith("."))).toEqual([]);
      await lease.release();
    } finally {
      await run("umount", [mount]);
    }
  });

  it("a folder that may not be written is told as such", async (context) => {
    const shut = join(folder, ".trueup");
    await mkdir(shut);
    // Root may write everywhere but on a file system that nobody may write.
    const isRoot = process.getuid?.() === 0;
    if (isRoot && (await run("mount", ["-t", "tmpfs", "-o", "ro", "tmpfs", shut])) !== 0)
      return context.skip("root may write everywhere, and may not mount here");
    try {
      if (!isRoot) await chmod(shut, 0o500);
      await expectProblem(open().acquire({ operation: "apply", waitMs: 0 }), "unwritable");
    } finally {
      if (isRoot) await run("umount", [shut]);
    }
  });

  it("a path through a file, or that is a folder, is told as such", async () => {
    await writeFile(join(folder, "file"), "");
    const through = open({ path: join(folder, "file", "state.json") });
    await expectProblem(through.acquire({ operation: "apply", waitMs: 0 }), "unwritable");
    await expectProblem(open({ path: folder }).read(), "unwritable");
  });
});

describe("file systems that are not as they should be", () => {
  const refusing = (code: string): StateFiles => ({
    ...nodeFiles,
    create: () => Promise.reject(Object.assign(failing(code), { syscall: "link", path: "x" })),
  });

  it.each(["EPERM", "ENOTSUP", "ERANGE", "ENOSYS"])(
    "one without hard links (%s) is told before anything",
    async (code) => {
      const error = await expectProblem(
        open({ files: refusing(code) }).acquire({ operation: "apply", waitMs: 0 }),
        "unwritable",
      );
      expect(error.message).toContain("makes no hard links");
      expect(error.hint).toContain("another file system");
    },
  );

  it("one that keeps no rights is told with a warning, once, and used", async () => {
    const files: StateFiles = { ...nodeFiles, isPrivate: async () => false };
    const lease = await open({ files }).acquire({ operation: "apply", waitMs: 0 });
    expect(warnings).toEqual([expect.stringContaining("can be read by others")]);
    await lease.release();
  });

  it("a list that is old hides nothing: the next number is tried by its name", async () => {
    const { lease } = await store(3);
    const stale = await readdir(`${path}.d`);
    const other = open({ files: { ...nodeFiles, list: async () => stale } });
    await open().create(sampleDocument({ serial: 4, token: lease.token, files: ["4"] }));
    await open().create(sampleDocument({ serial: 5, token: lease.token, files: ["5"] }));
    await writeFile(path, JSON.stringify(sampleDocument({ serial: 3 })));
    expect(await other.read()).toMatchObject({ serial: 5, files: ["5"] });
    await expectProblem(other.create(sampleDocument({ serial: 4, token: lease.token })), "stale-serial");
  });

  it("a copy that reads as cut is read again before it is called damaged", async () => {
    await store(2);
    let reads = 0;
    const files: StateFiles = {
      ...nodeFiles,
      async read(file) {
        const text = await nodeFiles.read(file);
        return file === path && ++reads === 1 ? text?.slice(0, 100) : text;
      },
    };
    expect(await open({ files }).read()).toMatchObject({ serial: 2 });
    expect(warnings).toEqual([]);
    expect(reads).toBe(2);
  });

  it("a name that is taken by our own text is ours; by another's it is not", async () => {
    const file = join(folder, "numbered");
    expect(await nodeFiles.create(file, "ours")).toBe(true);
    expect(await nodeFiles.create(file, "ours")).toBe(true);
    expect(await nodeFiles.create(file, "theirs")).toBe(false);
  });

  it("one that refuses every name and shows none ends the waiting", async () => {
    const files: StateFiles = { ...nodeFiles, create: async () => false };
    await expectProblem(open({ files }).acquire({ operation: "apply", waitMs: 0 }), "locked");
  });
});

describe("the local lock", () => {
  const writeLease = async (token: number, more: object): Promise<void> => {
    await mkdir(`${path}.d`, { recursive: true });
    const self = await linuxWitness.self();
    const record = {
      holder: { id: "old", who: "ops", host: hostname(), pid: process.pid, operation: "apply", created: "now" },
      ...(self === undefined ? {} : { process: self }),
      heartbeat: 0,
      leaseMs: 60_000,
      released: false,
      ...more,
    };
    await writeFile(join(`${path}.d`, `lease-${String(token).padStart(12, "0")}.json`), formatLease(record));
  };
  const holder = (more: object) => ({
    holder: { id: "old", who: "ops", host: hostname(), pid: process.pid, operation: "apply", created: "now", ...more },
  });

  it("is taken over at once where the holder's process is provably gone", async (context) => {
    const self = await linuxWitness.self();
    if (self === undefined) return context.skip("only Linux offers the proof");
    const child = spawn("sleep", ["0"]);
    await new Promise((resolve) => child.once("exit", resolve));
    await writeLease(3, holder({ pid: child.pid }));
    expect((await open().acquire({ operation: "next", waitMs: 0 })).token).toBe(4);
  });

  it("is taken over at once where another process has the pid now", async (context) => {
    const self = await linuxWitness.self();
    if (self === undefined) return context.skip("only Linux offers the proof");
    await writeLease(3, { process: { ...self, startTime: "1" } });
    expect((await open().acquire({ operation: "next", waitMs: 0 })).token).toBe(4);
  });

  it.each([
    ["another host", holder({ host: "elsewhere", pid: 4_194_000 })],
    [
      "another boot",
      { ...holder({ pid: 4_194_000 }), process: { bootId: "x", pidNamespace: "pid:[1]", startTime: "1" } },
    ],
    ["no proof at all", { ...holder({ pid: 4_194_000 }), process: undefined }],
    ["a process that is running", {}],
  ])("is not taken over at once where it is of %s", async (_name, more) => {
    await writeLease(3, more);
    const error = await expectProblem(open().acquire({ operation: "next", waitMs: 59_000 }), "locked");
    expect(error.message).toContain("locked by ops on");
    expect(error.hint).toContain("trueup unlock old");
    const began = clock.monotonic();
    expect((await open().acquire({ operation: "next", waitMs: 120_000 })).token).toBe(4);
    expect(clock.monotonic() - began).toBeGreaterThanOrEqual(60_000);
  });

  it("that makes no sense counts as held, for a lease", async () => {
    await writeLease(3, {});
    await writeFile(join(`${path}.d`, "lease-000000000003.json"), "nonsense");
    expect(await open().holder()).toMatchObject({ id: "unknown" });
    await expectProblem(open().acquire({ operation: "next", waitMs: 1000 }), "locked");
    expect((await open().acquire({ operation: "next", waitMs: 61_000 })).token).toBe(4);
  });

  it("is not taken over by an observer that was stopped in the middle of a look", async () => {
    await writeLease(3, {});
    let looks = 0;
    const stopped: StateFiles = {
      ...nodeFiles,
      async read(file) {
        const text = await nodeFiles.read(file);
        // Stopped for two leases after reading; meanwhile the holder goes on with its heartbeats.
        if (!file.includes("lease-") || ++looks !== 2) return text;
        await writeLease(3, { heartbeat: 1 });
        await clock.advance(120_000);
        return text;
      },
    };
    await expectProblem(open({ files: stopped }).acquire({ operation: "next", waitMs: 2000 }), "locked");
    expect(looks).toBeGreaterThanOrEqual(2);
  });

  it("never gives out a token that the state was written under", async () => {
    await store(2, { token: 1 });
    await writeFile(path, JSON.stringify(sampleDocument({ serial: 3, token: 17 })));
    await rm(`${path}.d`, { recursive: true });
    expect((await open().acquire({ operation: "next", waitMs: 0 })).token).toBe(18);
  });

  it("is lost where the folder was moved away and another run has begun anew under the same token", async () => {
    const { backend, lease } = await store(1);
    await rename(join(folder, ".trueup"), join(folder, "gone"));
    const other = open();
    const begun = await other.acquire({ operation: "apply", waitMs: 0 });
    expect(begun.token).toBe(lease.token);
    const document = sampleDocument({ serial: 2, token: lease.token });
    await expectProblem(backend.create(document), "lost-lease");
    await lease.release();
    expect(await other.holder()).toEqual(begun.holder);
    await other.create(sampleDocument({ serial: 1, token: begun.token }));
    await begun.release();
  });

  it("ends with the next heartbeat where another run has begun anew", async () => {
    const { lease } = await store(1);
    await rename(join(folder, ".trueup"), join(folder, "gone"));
    const begun = await open().acquire({ operation: "apply", waitMs: 0 });
    await clock.advance(20_000);
    await expect.poll(() => lease.lost.aborted).toBe(true);
    expect(begun.lost.aborted).toBe(false);
    await begun.release();
  });

  it("is lost at once when the wall clock jumps a lease ahead, and the holder's writes fail", async () => {
    const { lease } = await store(1);
    const reasons: unknown[] = [];
    lease.lost.addEventListener("abort", () => reasons.push(lease.lost.reason));
    clock.jumpWall(61_000);
    expect(lease.leftMs()).toBeLessThanOrEqual(0);
    expect(reasons).toMatchObject([{ problem: "lost-lease" }]);
    clock.jumpWall(-61_000);
    await clock.advance(120_000);
    expect(lease.leftMs()).toBeLessThanOrEqual(0);
  });

  it("is kept while heartbeats fail for less than a lease, and lost after", async () => {
    let fails = false;
    const files: StateFiles = {
      ...nodeFiles,
      replace: (...args) => (fails ? Promise.reject(failing("ENOSPC")) : nodeFiles.replace(...args)),
    };
    const lease = await open({ files }).acquire({ operation: "apply", waitMs: 0 });
    fails = true;
    await clock.advance(31_000);
    expect(lease.leftMs()).toBe(29_000);
    expect(warnings.length).toBeGreaterThan(0);
    fails = false;
    await clock.advance(15_000);
    expect(lease.leftMs()).toBeGreaterThan(45_000);
    fails = true;
    await clock.advance(61_000);
    expect(lease.lost.aborted).toBe(true);
  });

  it("names the CI job that holds it", async () => {
    const backend = open({ identity: { who: "ci", host: "runner", pid: 1, jobUrl: "https://ci.example/1" } });
    await backend.acquire({ operation: "apply", waitMs: 0 });
    const error = await expectProblem(open().acquire({ operation: "apply", waitMs: 0 }), "locked");
    expect(error.holder).toMatchObject({ who: "ci", jobUrl: "https://ci.example/1" });
  });
});

function run(command: string, args: readonly string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "ignore" });
    child.once("error", () => resolve(null));
    child.once("exit", resolve);
  });
}
