// The file of `plan --out`: private and whole, or written through where it is no file.
import { execFileSync } from "node:child_process";
import { lstat, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writePrivately } from "../../../src/cli/plan-file.ts";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "trueup-out-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

it("takes the place of a file that others may read, also behind a link", async () => {
  await writeFile(join(dir, "real"), "before", { mode: 0o644 });
  await symlink("real", join(dir, "link"));
  await writePrivately(join(dir, "link"), "after");
  expect((await lstat(join(dir, "link"))).isSymbolicLink()).toBe(true);
  expect(await readFile(join(dir, "real"), "utf8")).toBe("after");
  expect((await stat(join(dir, "real"))).mode & 0o777).toBe(0o600);
});

it("goes through a pipe, which stays one", async () => {
  const pipe = join(dir, "pipe");
  execFileSync("/bin/sh", ["-c", "mkfifo pipe"], { cwd: dir });
  const [, read] = await Promise.all([writePrivately(pipe, "a plan"), readFile(pipe, "utf8")]);
  expect(read).toBe("a plan");
  expect((await stat(pipe)).isFIFO()).toBe(true);
});

it("names what was asked for where it cannot be written", async () => {
  const path = join(dir, "none/plan.json");
  await expect(writePrivately(path, "")).rejects.toMatchObject({ code: "ENOENT", path });
});
