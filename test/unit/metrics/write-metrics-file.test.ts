import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeMetricsFile } from "../../../src/metrics/write-metrics-file.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trueup-metrics-"));
});
afterEach(async () => {
  await chmod(folder, 0o755);
  await rm(folder, { recursive: true, force: true });
});

describe("the metrics file", () => {
  it("is put in place whole, readable for others whatever the umask, with a last line break, and nothing beside it", async () => {
    const path = join(folder, "trueup.prom");
    await writeFile(path, "old\n", { mode: 0o600 });
    const umask = process.umask(0o077);
    try {
      expect(await writeMetricsFile(path, "a 1")).toEqual([]);
    } finally {
      process.umask(umask);
    }
    expect(await readFile(path, "utf8")).toBe("a 1\n");
    expect((await stat(path)).mode & 0o777).toBe(0o644);
    expect(await readdir(folder)).toEqual(["trueup.prom"]);
  });

  it("is never seen half, nor under another name that is read", async () => {
    const path = join(folder, "trueup.prom");
    const whole = (sign: string) => `${sign.repeat(500_000)}\n`;
    await writeMetricsFile(path, whole("a"));
    const seen = new Set<string>();
    const names = new Set<string>();
    const state = { isDone: false };
    const reader = (async () => {
      while (!state.isDone) {
        const text = await readFile(path, "utf8");
        seen.add(`${text[0]}${text.length}`);
        for (const name of await readdir(folder)) if (name.endsWith(".prom")) names.add(name);
      }
    })();
    for (const sign of ["b", "c", "b", "c", "b"]) await writeMetricsFile(path, whole(sign));
    state.isDone = true;
    await reader;
    expect([...seen].every((text) => text.endsWith("500001"))).toBe(true);
    expect([...names]).toEqual(["trueup.prom"]);
  });

  it("follows a link", async () => {
    await mkdir(join(folder, "real"));
    await writeFile(join(folder, "real/x.prom"), "");
    await symlink("real/x.prom", join(folder, "trueup.prom"));
    expect(await writeMetricsFile(join(folder, "trueup.prom"), "a 1\n")).toEqual([]);
    expect(await readlink(join(folder, "trueup.prom"))).toBe("real/x.prom");
    expect(await readFile(join(folder, "real/x.prom"), "utf8")).toBe("a 1\n");
  });

  it("is written all the same where nobody will read it, with a warning", async () => {
    const path = join(folder, "metrics.txt");
    expect(await writeMetricsFile(path, "a 1\n")).toMatchObject([
      { severity: "warning", code: "metrics.name", fix: `name it ${path}.prom` },
    ]);
    expect(await readFile(path, "utf8")).toBe("a 1\n");
  });

  it.each([
    ["in a folder that is missing", "none/x.prom", "its folder does not exist", "make the folder first"],
    ["below a file", "file/x.prom", "no folder", "name a file in a folder that exists"],
    ["a folder", "sub", "is a folder", "name a file in it"],
    ["with a name too long", `${"x".repeat(300)}.prom`, "its name is too long", "shorter"],
  ])("%s: says what is wrong and what to do, and leaves nothing behind", async (_case, name, why, fix) => {
    await writeFile(join(folder, "file"), "");
    await mkdir(join(folder, "sub"));
    const [only, ...more] = await writeMetricsFile(join(folder, name), "a 1\n");
    expect(more).toEqual([]);
    expect(only).toMatchObject({ severity: "error", code: "metrics.unwritable" });
    expect(only?.summary).toContain(why);
    expect(only?.fix).toContain(fix);
    expect((await readdir(folder)).sort()).toEqual(["file", "sub"]);
  });

  it("never takes the place of a configuration or a state", async () => {
    const path = join(folder, "trueup.yaml");
    await writeFile(path, "version: 1\n");
    expect((await writeMetricsFile(path, "a 1\n"))[0]).toMatchObject({ code: "metrics.unwritable" });
    expect(await readFile(path, "utf8")).toBe("version: 1\n");
  });

  it("never takes the place of a device", async () => {
    const [only] = await writeMetricsFile("/dev/null", "a 1\n");
    expect(only).toMatchObject({ code: "metrics.unwritable", summary: expect.stringContaining("no regular file") });
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  });

  it("says so where it has no right", async () => {
    await chmod(folder, 0o555);
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      const [only] = await writeMetricsFile(join(folder, "x.prom"), "a 1\n");
      expect(only).toMatchObject({ code: "metrics.unwritable", summary: expect.stringContaining("no right") });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});
