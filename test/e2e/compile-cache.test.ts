// The compiled code that the built program keeps: used where it is whole and ours, made anew where it is not, and never in the way.
import { chmod, chown, cp, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { expect, it } from "vitest";
import { readCompiled, writeCompiled } from "../../src/cli/compile-cache/compiled-chunks.ts";
import { CLI, closeBenchesAfterEach, openBench } from "../support/cli.ts";

closeBenchesAfterEach();

async function openCache() {
  const bench = await openBench();
  const folder = join(bench.dir, "cache");
  bench.env["TRUEUP_COMPILE_CACHE"] = folder;
  const first = await bench.run(["--help"]);
  const [name = "none"] = await readdir(folder);
  return { bench, folder, first, file: join(folder, name) };
}

it("is kept by the first run, for its user alone, and taken by the second", async () => {
  const { bench, folder, first, file } = await openCache();
  const kept = await stat(file);
  const again = await bench.run(["--help"]);
  expect(again).toEqual(first);
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(file).toMatch(/\/other-[0-9a-f]{16}\.bin$/);
  expect([(await stat(folder)).mode & 0o777, kept.mode & 0o777]).toEqual([0o700, 0o600]);
  expect((await stat(file)).ino).toBe(kept.ino);
});

it("has a file for each frequent command, and one for the rest", async () => {
  const { bench, folder } = await openCache();
  await bench.run(["validate"]);
  await bench.run(["version"]);
  await bench.run(["plan", "--json"]);
  const kinds = (await readdir(folder)).map((name) => name.replace(/-.*/, "")).sort();
  expect(kinds).toEqual(["other", "plan", "validate"]);
});

it.each([
  ["a bit of it is another", (bytes: Buffer) => bytes.fill((bytes[50_000] ?? 0) ^ 4, 50_000, 50_001)],
  ["it is cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
  ["it is empty", () => Buffer.alloc(0)],
  ["the disk has kept its length alone", (bytes: Buffer) => Buffer.alloc(bytes.length)],
  ["all but its head is lost", (bytes: Buffer) => bytes.fill(0, 16)],
  ["its list is no list", (bytes: Buffer) => swapList(bytes)],
])("is passed over and made anew where %s", async (_what, damage) => {
  const { bench, first, file } = await openCache();
  const whole = await readFile(file);
  const damaged = Buffer.from(damage(Buffer.from(whole)));
  expect(damaged.equals(whole)).toBe(false);
  await writeFile(file, damaged);
  expect(await bench.run(["--help"])).toEqual(first);
  expect((await readFile(file)).length).toBeGreaterThan(whole.length / 2);
  const mended = await stat(file);
  expect(await bench.run(["--help"])).toEqual(first);
  expect((await stat(file)).ino).toBe(mended.ino);
});

/** Both copies, alike. */
function swapList(bytes: Buffer): Buffer {
  const half = (bytes.length - 16) / 2;
  for (const start of [16, 16 + half]) bytes.write("{", start);
  return bytes;
}

it.each([
  ["the file", (_folder: string, file: string) => chmod(file, 0o622)],
  ["the folder", (folder: string) => chmod(folder, 0o777)],
])("is passed over where others can write %s", async (_what, open) => {
  const { bench, folder, first, file } = await openCache();
  expect(readCompiled(file)?.size).toBeGreaterThan(0);
  await open(folder, file);
  expect(readCompiled(file)).toBeUndefined();
  expect(await bench.run(["--help"])).toEqual(first);
});

it("has what it was given", async () => {
  const bench = await openBench();
  const file = join(bench.dir, "cache/plan-0123456789abcdef.bin");
  const chunk = (path: string, length: number) => ({
    path,
    size: 7,
    mtimeMs: 1.5,
    compiled: Buffer.alloc(length, path),
  });
  const chunks = [chunk("a", 1), chunk("b", 0), chunk("c\u2026", 17), chunk("d", 8)];
  writeCompiled(file, chunks);
  expect(readCompiled(file)).toEqual(new Map(chunks.map((one) => [one.path, one])));
});

it("lets --help and validate load of Node no streams, no cryptography and no network", async () => {
  const bench = await openBench({ files: { "trueup.yaml": YAML, "list.cjs": LIST } });
  const list = async (...args: string[]) => (await bench.shell(`node -r ./list.cjs ${CLI} ${args.join(" ")}`)).err;
  for (const command of ["--help", "validate"]) {
    await list(command);
    expect(await list(command)).not.toMatch(/NativeModule (stream|crypto|net|tls|http|zlib|fs\/promises)\b/);
  }
  const plan = (await list("plan")).match(/NativeModule \S+/g);
  expect(plan).toContain("NativeModule net");
  expect(plan).not.toContain("NativeModule http");
  expect(plan).not.toContain("NativeModule tls");
  expect(plan).not.toContain("NativeModule zlib");
});

const LIST = 'process.on("exit", () => process._rawDebug(process.moduleLoadList.join("\\n")));';
const YAML = `version: 1
stack: shop
providers: { serveroid: { project: Проект 1 } }
vms: { a: { provider: serveroid, image: { name: UBUNTU, bitness: 64, description: Ubuntu 14.04 }, tariff: Облачный 1024, sendPassword: true } }
`;

it.each<[string, Record<string, string>]>([
  ["TRUEUP_COMPILE_CACHE=off", { TRUEUP_COMPILE_CACHE: "off" }],
  ["a CI job", { TRUEUP_COMPILE_CACHE: "", CI: "true" }],
  ["no home", { TRUEUP_COMPILE_CACHE: "", HOME: "" }],
  ["a home that is not there", { TRUEUP_COMPILE_CACHE: "", HOME: "MISSING" }],
  ["a home that cannot be looked at", { TRUEUP_COMPILE_CACHE: "", HOME: "/etc/passwd/home" }],
  ["a folder below the working folder, which may be from a repository", { TRUEUP_COMPILE_CACHE: "cache" }],
])("is not kept with %s", async (_what, given) => {
  const bench = await openBench();
  const env = given["HOME"] === "MISSING" ? { ...given, HOME: join(bench.dir, "missing") } : given;
  expect(await bench.run(["--help"], { env })).toMatchObject({ code: 0, err: "" });
  expect(await readdir(bench.dir)).toEqual([]);
});

it("goes below the cache of the home", async () => {
  const bench = await openBench();
  await bench.run(["--help"], { env: { TRUEUP_COMPILE_CACHE: "" } });
  expect(await readdir(join(bench.dir, ".cache/trueup"))).toHaveLength(1);
  await bench.run(["--help"], { env: { TRUEUP_COMPILE_CACHE: "", XDG_CACHE_HOME: join(bench.dir, "other") } });
  expect(await readdir(join(bench.dir, "other/trueup"))).toHaveLength(1);
});

it("changes no end of a command that cannot keep it", async () => {
  const bench = await openBench();
  await bench.write("file", "");
  const env = { TRUEUP_COMPILE_CACHE: join(bench.dir, "file/below") };
  expect(await bench.run(["--help"], { env })).toMatchObject({ code: 0, err: "" });
  expect(await bench.run(["validate"], { env })).toMatchObject({ code: 1 });
});

it("is that of the chunk as it is now, though size and name are those of before", async () => {
  const bench = await openBench();
  const program = join(bench.dir, "dist");
  await cp(dirname(CLI), program, { recursive: true });
  const env = { ...bench.env, TRUEUP_COMPILE_CACHE: join(bench.dir, "cache") };
  const run = async () => (await execa(process.execPath, [join(program, "cli.cjs"), "--help"], { env })).stdout;
  await run();
  expect(await run()).toContain("print the version");
  const texts = await Promise.all(
    (await readdir(join(program, "cli"))).map(async (name): Promise<[string, string]> => {
      const path = join(program, "cli", name);
      return [path, await readFile(path, "utf8")];
    }),
  );
  const [path, text] = texts.find(([, text]) => text.includes("print the version")) ?? ["none", ""];
  await writeFile(path, text.replace("print the version", "print its version"));
  await utimes(path, new Date(), new Date(Date.now() + 1000));
  expect(await run()).toContain("print its version");
});

it("is added to by other uses of the same kind, and by what failed", async () => {
  const { bench, folder } = await openCache();
  const sizes = async () =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(folder)).map(async (name) => [name.replace(/-.*/, ""), (await stat(join(folder, name))).size]),
      ),
    );
  await bench.run(["plan"]);
  const whole = await sizes();
  await bench.run(["plan", "--nosuch"]);
  await bench.run(["explain", "vms"]);
  await bench.run(["sim", "--", "true", "plan"]);
  const after = await sizes();
  expect(after["plan"]).toBeGreaterThanOrEqual(whole["plan"]);
  expect(after["other"]).toBeGreaterThan(whole["other"]);
  await bench.run(["--help"]);
  await bench.run(["explain", "vms"]);
  expect(await sizes()).toEqual(after);
});

it.skipIf(process.getuid?.() !== 0)("is not left in a folder of another user", async () => {
  const bench = await openBench();
  const theirs = join(bench.dir, "theirs");
  await mkdir(theirs);
  await chown(theirs, 65_534, 65_534);
  const env = { TRUEUP_COMPILE_CACHE: "", XDG_CACHE_HOME: join(theirs, ".cache") };
  expect(await bench.run(["--help"], { env })).toMatchObject({ code: 0 });
  expect(await readdir(theirs)).toEqual([]);
});

it("is no pipe that holds the program", async () => {
  const { bench, first, file } = await openCache();
  await rm(file);
  await bench.shell(`mkfifo -m 600 ${file}`);
  expect(await bench.run(["--help"], { timeoutMs: 10_000 })).toEqual(first);
});

it("tells of a chunk that is missing as Node does", async () => {
  const bench = await openBench();
  const program = join(bench.dir, "dist");
  await cp(dirname(CLI), program, { recursive: true });
  const [chunk = "none"] = (await readdir(join(program, "cli"))).filter((name) => name.startsWith("configuration-"));
  await rm(join(program, "cli", chunk));
  const ended = await bench.shell(`node ${program}/cli.cjs validate`);
  expect(ended.err).toMatch(/ENOENT|Cannot find module/);
  expect(ended.code).toBe(1);
});

it("is ten files at most", async () => {
  const { bench, folder, file } = await openCache();
  for (let index = 0; index < 15; index++) {
    const other = join(folder, `plan-${index.toString(16).padStart(16, "0")}.bin`);
    await writeFile(other, "");
    await utimes(other, new Date(), new Date(Date.now() - index * 60_000));
  }
  await writeFile(file, "");
  await bench.run(["--help"]);
  const left = (await readdir(folder)).sort();
  expect(left).toHaveLength(10);
  expect(left).toContain("plan-0000000000000008.bin");
});

it("is cleared of what has not been made for two months, and of nothing else", async () => {
  const { bench, folder, file } = await openCache();
  const old = ["plan-0123456789abcdef.bin", "other-0123456789abcdef.bin.77", "notes.bin"];
  const long = new Date(Date.now() - 61 * 86_400_000);
  for (const name of old) {
    await writeFile(join(folder, name), "");
    await utimes(join(folder, name), long, long);
  }
  await writeFile(file, "");
  await bench.run(["--help"]);
  expect((await readdir(folder)).sort()).toEqual(["notes.bin", file.slice(folder.length + 1)]);
});

it("may be made by many at once", async () => {
  const bench = await openBench();
  const folder = join(bench.dir, "cache");
  await mkdir(folder, { mode: 0o700 });
  const env = { TRUEUP_COMPILE_CACHE: folder };
  const ended = await Promise.all(Array.from({ length: 6 }, () => bench.run(["--help"], { env })));
  expect(new Set(ended.map(({ code, out, err }) => JSON.stringify([code, out, err]))).size).toBe(1);
  expect(await readdir(folder)).toHaveLength(1);
});
