// The file of `import --all --out`: whole or not there, and never over another one.
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { writeNewFile } from "../../../src/cli/write-new-file.ts";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "trueup-new-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const fails = (code: string) => ({
  link: () => Promise.reject(Object.assign(new Error(code), { code })),
});

it("has its name only once it is whole, and leaves nothing beside it", async () => {
  const seen: string[][] = [];
  const link = async (from: string, to: string) => {
    seen.push((await readdir(dir)).filter((name) => /\.ya?ml$/.test(name)));
    expect(await readFile(from, "utf8")).toBe("all of it");
    await writeFile(to, await readFile(from), { flag: "wx" });
  };
  await writeNewFile(join(dir, "a.yaml"), "all of it", 0o600, { link });
  expect(seen).toEqual([[]]);
  expect(await readdir(dir)).toEqual(["a.yaml"]);
  await writeNewFile(join(dir, "b.yaml"), "all of it", 0o600);
  expect(await readFile(join(dir, "b.yaml"), "utf8")).toBe("all of it");
  expect((await stat(join(dir, "b.yaml"))).mode & 0o777).toBe(0o600);
});

it("leaves alone what has the name already, also a link that leads nowhere", async () => {
  await writeFile(join(dir, "a.yaml"), "mine");
  await symlink("nowhere", join(dir, "b.yaml"));
  for (const name of ["a.yaml", "b.yaml"])
    await expect(writeNewFile(join(dir, name), "other")).rejects.toMatchObject({ code: "EEXIST" });
  expect(await readFile(join(dir, "a.yaml"), "utf8")).toBe("mine");
  expect(await readdir(dir)).toEqual(["a.yaml", "b.yaml"]);
});

it("is written in place where the file system has no links", async () => {
  await writeNewFile(join(dir, "a.yaml"), "text", undefined, fails("EPERM"));
  expect(await readFile(join(dir, "a.yaml"), "utf8")).toBe("text");
  await expect(writeNewFile(join(dir, "a.yaml"), "other", undefined, fails("EPERM"))).rejects.toThrow("EEXIST");
  expect(await readFile(join(dir, "a.yaml"), "utf8")).toBe("text");
});

it("is not there where it cannot be written", async () => {
  await expect(writeNewFile(join(dir, "a.yaml"), "text", undefined, fails("ENOSPC"))).rejects.toThrow("ENOSPC");
  expect(await readdir(dir)).toEqual([]);
  await expect(writeNewFile(join(dir, "none/a.yaml"), "text")).rejects.toMatchObject({ code: "ENOENT" });
});
