// Folders of states: made with their parents, for their owner alone, and refused at once where none can be made.
import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { nodeFiles } from "../../../src/state/state-files.ts";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function makeTemporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "trueup-files-"));
  folders.push(folder);
  return folder;
}

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

it("are made with their parents, for their owner alone; one that is there stays as it is", async () => {
  const folder = await makeTemporary();
  await Promise.all([1, 2, 3].map(() => nodeFiles.makeFolder(join(folder, "a", "b", "c"))));
  expect([await modeOf(join(folder, "a")), await modeOf(join(folder, "a/b/c"))]).toEqual([0o700, 0o700]);
  await chmod(join(folder, "a"), 0o755);
  await nodeFiles.makeFolder(join(folder, "a"));
  expect(await modeOf(join(folder, "a"))).toBe(0o755);
});

it("are made by any number of runs at once, each a little later than the one before", async () => {
  const folder = await makeTemporary();
  for (let round = 0; round < 60; round += 1) {
    const made = Array.from({ length: 12 }, async (_, place) => {
      for (let tick = 0; tick < place; tick += 1) await new Promise(setImmediate);
      await nodeFiles.makeFolder(join(folder, `${round}`, "b", "c"));
    });
    await Promise.all(made);
  }
});

it("are refused where a file stands, and where a file is a part of the path", async () => {
  const folder = await makeTemporary();
  await writeFile(join(folder, "file"), "");
  await expect(nodeFiles.makeFolder(join(folder, "file"))).rejects.toMatchObject({ code: "EEXIST" });
  await expect(nodeFiles.makeFolder(join(folder, "file", "b"))).rejects.toMatchObject({ code: "ENOTDIR" });
});

it.skipIf(process.platform !== "linux")("are refused at once where the system lets nobody make any", async () => {
  await expect(nodeFiles.makeFolder("/proc/trueup/state")).rejects.toMatchObject({ code: "ENOENT" });
});
