// A disk that is full or read-only where the state is kept: nothing leaves whose intent is not durable; with room again,
// the next apply goes on, and nothing is there twice. Needs the right to mount a small file system of its own.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Bench, CLI, closeBenchesAfterEach, type Ended, expectCode, openBench, until } from "../support/cli.ts";
import type { GateVerdict } from "../support/gate.ts";
import { EMPTY, SHOP } from "../support/shop.ts";

const MOUNT: string = "mount";
const UNMOUNT: string = "umount";
const mounted = new Set<string>();
const unmount = (folder: string) => {
  mounted.delete(folder);
  spawnSync(UNMOUNT, ["--lazy", folder]);
};
// Hooks run in reverse order: what is mounted goes before the folders do.
closeBenchesAfterEach();
afterEach(() => [...mounted].map(unmount));

const canMount = await tryMount();
if (!canMount) process.stderr.write("skipped: a full and a read-only disk need the right to mount a tmpfs\n");

async function tryMount(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "trueup-mount-"));
  const { status } = spawnSync(MOUNT, ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], { stdio: "ignore" });
  if (status === 0) spawnSync(UNMOUNT, [folder]);
  await rm(folder, { recursive: true, force: true });
  return status === 0;
}

interface Disk {
  readonly name: string;
  readonly said: RegExp;
  /** From now on nothing can be written. */
  spoil(folder: string): Promise<void>;
  mend(folder: string): Promise<void>;
}

const DISKS: readonly Disk[] = [
  {
    name: "full",
    said: /the disk is full/,
    async spoil(folder) {
      // Whole pages first, then until not even an empty file fits.
      for (let at = 0; at < 2000; at++) {
        try {
          await writeFile(join(folder, `filler-${at}`), Buffer.alloc(4096));
        } catch {
          return;
        }
      }
      throw new Error("the disk is not full yet");
    },
    async mend(folder) {
      const names = await readdir(folder);
      await Promise.all(names.filter((name) => name.startsWith("filler-")).map((name) => rm(join(folder, name))));
    },
  },
  {
    name: "read-only",
    said: /the file system is read-only/,
    spoil: (folder) => remount(folder, "ro"),
    mend: (folder) => remount(folder, "rw"),
  },
];

/** Refused for as long as a file is open for writing. */
async function remount(folder: string, mode: "ro" | "rw"): Promise<void> {
  await until(() => execFileSync(MOUNT, ["-o", `remount,${mode}`, folder], { stdio: "ignore" }));
}

async function openOnDisk(): Promise<{ bench: Bench; folder: string }> {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP } });
  const folder = join(bench.dir, ".trueup");
  await mkdir(folder);
  execFileSync(MOUNT, ["-t", "tmpfs", "-o", "size=512k,mode=700", "tmpfs", folder]);
  mounted.add(folder);
  return { bench, folder };
}

async function expectCleanEnd(bench: Bench): Promise<void> {
  let last: Ended | undefined;
  for (let round = 0; round < 3 && last?.code !== 0; round++) {
    last = await bench.run(["apply", "-y"], { laterMs: round * 120_000 });
    if (last.code !== 0) expectCode(last, 3);
  }
  expectCode(await bench.run(["plan", "--detailed-exitcode"]), 0);
  const { vms, pubkeys, snapshots } = bench.sim.state("serveroid") as {
    vms?: { name: string }[];
    pubkeys?: object[];
    snapshots?: Record<string, object[]>;
  };
  expect(vms?.map((each) => each.name).sort()).toEqual(["db", "web"]);
  expect([pubkeys?.length, Object.values(snapshots ?? {}).flat().length]).toEqual([1, 1]);
  expect((await bench.state()).pending).toEqual([]);
}

describe.skipIf(!canMount).each(DISKS)("a disk that is $name", ({ said, spoil, mend }) => {
  it("before the first request: nothing is sent, exit 1", async () => {
    const { bench, folder } = await openOnDisk();
    await spoil(folder);
    const ended = await bench.run(["apply", "-y"]);
    expectCode(ended, 1);
    expect(ended.err.replace(/\s+/g, " ")).toMatch(said);
    expect(ended.err).toMatch(/fix:/);
    expect(bench.sent()).toEqual([]);
    await mend(folder);
    await expectCleanEnd(bench);
  });

  it("after the lock was taken, before the first request: nothing is sent, exit 1", async () => {
    const { bench, folder } = await openOnDisk();
    const gate = await bench.gate({
      async arrived({ path }): Promise<GateVerdict> {
        if (/\/vm\/?$/.test(path)) await spoil(folder);
        return "pass";
      },
    });
    const ended = await bench.run(["apply", "-y"]);
    gate.rules = {};
    expectCode(ended, 1);
    expect(ended.err.replace(/\s+/g, " ")).toMatch(said);
    expect(bench.sent()).toEqual([]);
    await mend(folder);
    await expectCleanEnd(bench);
  });

  it.each([1, 2, 3, 4])("from the request number %i on: nothing leaves without a durable intent, exit 3", async (n) => {
    const { bench, folder } = await openOnDisk();
    const unintended: string[] = [];
    let answered = 0;
    const gate = await bench.gate({
      async arrived({ isMutating, nth, path }): Promise<GateVerdict> {
        if (!isMutating) return "pass";
        // Every request that is under way has its own durable intent.
        const { pending } = await bench.state();
        if (pending.length < nth - answered) unintended.push(path);
        if (nth === n) await spoil(folder);
        return "pass";
      },
      answered({ isMutating }) {
        if (isMutating) answered++;
        return "pass";
      },
    });
    const ended = await bench.run(["apply", "-y"]);
    gate.rules = {};
    expect(unintended).toEqual([]);
    expectCode(ended, 3);
    const text = ended.all.replace(/\s+/g, " ");
    expect(text).toMatch(said);
    expect(text).toMatch(/fix: make it writable again .* then: trueup apply/);
    await mend(folder);
    await expectCleanEnd(bench);
  });
});

/** A log on a disk of one page, of which so much is used already. */
async function openWithLog(used: number): Promise<Bench> {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": SHOP } });
  const folder = join(bench.dir, "logs");
  await mkdir(folder);
  execFileSync(MOUNT, ["-t", "tmpfs", "-o", "size=4k,mode=700", "tmpfs", folder]);
  mounted.add(folder);
  await writeFile(join(folder, "log"), "\n".repeat(used));
  return bench;
}

it.skipIf(!canMount)("a disk that fills up under TRUEUP_LOG_FILE ends no apply", async () => {
  const bench = await openWithLog(2000);
  const ended = await bench.run(["apply", "-y"], { env: { TRUEUP_LOG: "debug", TRUEUP_LOG_FILE: "logs/log" } });
  expectCode(ended, 0);
  expect(ended.err.match(/warning: TRUEUP_LOG_FILE cannot be written/g)).toHaveLength(1);
  expect(await bench.read("logs/log")).toContain(" debug {");
  await expectCleanEnd(bench);
});

describe.skipIf(!canMount).each(["stdout", "stderr"])("a disk that fills up under the log on %s", (stream) => {
  const flags = stream === "stdout" ? " --json" : "";
  const sign = stream === "stdout" ? "1" : "2";
  const command = `"${process.execPath}" "${CLI}" apply -y${flags} ${sign}>> logs/log`;

  it("ends no apply: everything is done once, exit 0", async () => {
    const bench = await openWithLog(stream === "stdout" ? 300 : 4000);
    const ended = await bench.shell(command);
    expectCode(ended, 0);
    const lines = (await bench.read("logs/log")).split("\n").filter((line) => line !== "");
    expect(lines.join("\n")).toContain(stream === "stdout" ? "apply_start" : "Reading account");
    expect(lines.join("\n")).not.toContain("Apply complete!");
    if (stream === "stdout") expect(ended.err).toMatch(/warning: standard output cannot be written/);
    await expectCleanEnd(bench);
  });

  it("changes no exit code: a state that is locked is 5", async () => {
    const bench = await openWithLog(stream === "stdout" ? 3800 : 4090);
    expectCode(await bench.run(["apply", "-y"]), 0);
    const [lease] = (await readdir(join(bench.dir, ".trueup/shop.json.d"))).filter((name) => name.startsWith("lease-"));
    await bench.write(`.trueup/shop.json.d/${lease}`, "{");
    expectCode(await bench.shell(command), 5);
  });
});
