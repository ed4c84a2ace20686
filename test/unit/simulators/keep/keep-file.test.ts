// The kept file on disk: replaced whole, held by one, never overwritten where it is not ours; and `sim --keep` around it.
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openKeepFile } from "../../../../src/simulators/engine/keep/keep-file.ts";
import { createKeeper } from "../../../../src/simulators/engine/keep/keeper.ts";
import {
  createDocumentWriter,
  type KeptDocument,
  parseKept,
} from "../../../../src/simulators/engine/keep/kept-document.ts";
import { decodeWorld, encodeWorld } from "../../../../src/simulators/engine/keep/world-code.ts";
import { processSimIo, type SimIo, type StopSignal } from "../../../../src/simulators/engine/sim-io.ts";
import { runSim, type SimOptions } from "../../../../src/simulators/sim-command.ts";
import { virtualClock } from "../support/virtual-clock.ts";

let folder = "";
let path = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "trueup-keep-"));
  path = join(folder, "world.json");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const EMPTY: KeptDocument = { at: 1, pushedMs: 0, ports: {}, worlds: {} };
const text = createDocumentWriter()(EMPTY);
const problem = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => "none",
    (error: Error) => error.message.replaceAll(folder, ""),
  );

describe("a kept file", () => {
  it("is there whole, for its owner alone, and nothing beside it", async () => {
    const file = await openKeepFile(path);
    expect(file.document).toBeUndefined();
    await file.save(text);
    await file.release();
    expect(await readdir(folder)).toEqual(["world.json"]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const again = await openKeepFile(path);
    expect(again.document).toMatchObject(EMPTY);
    await again.release();
  });

  it("is replaced where a link leads to", async () => {
    await mkdir(join(folder, "far"));
    await writeFile(join(folder, "far", "w"), text);
    await symlink(join(folder, "far", "w"), path);
    const file = await openKeepFile(path);
    await file.save(createDocumentWriter()({ ...EMPTY, at: 2 }));
    await file.release();
    expect(parseKept(await readFile(join(folder, "far", "w"), "utf8"), "w").at).toBe(2);
  });

  it("is refused at once where its lock cannot be read", async () => {
    await mkdir(`${path}.lock`);
    expect(await problem(openKeepFile(path))).toBe(
      "/world.json: another simulator may keep it: /world.json.lock cannot be read (EISDIR)",
    );
  });

  it("is made where a link leads to that leads nowhere yet", async () => {
    await mkdir(join(folder, "far"));
    await symlink("far/w", path);
    const file = await openKeepFile(path);
    await file.save(text);
    await file.release();
    expect(await readFile(join(folder, "far", "w"), "utf8")).toBe(text);
    expect(await readFile(path, "utf8")).toBe(text);
  });

  it.each([
    ["nothing of ours", '{"resources":[]}', "/world.json: this file holds no kept worlds; it is left as it is"],
    ["a seed", "serveroid: { vms: [] }", "/world.json: this file holds no kept worlds"],
    ["a cut one", text.slice(0, -40), "/world.json: this file is damaged: its end is missing; it is left as it is"],
    [
      "one that was changed",
      text.replace('"at":1', '"at":7'),
      "/world.json: this file is damaged or was changed by hand",
    ],
    [
      "a later one",
      text.replace('simulators":1', 'simulators":9'),
      "kept by another version of trueup (format 9, this one reads 1)",
    ],
  ])("is refused, and left as it is: %s", async (_what, given, expected) => {
    await writeFile(path, given);
    expect(await problem(openKeepFile(path))).toContain(expected);
    expect(await readFile(path, "utf8")).toBe(given);
    expect(await readdir(folder)).toEqual(["world.json"]);
  });

  it("belongs to one simulator at a time", async () => {
    const first = await openKeepFile(path);
    expect(await problem(openKeepFile(path))).toMatch(
      new RegExp(
        `^/world.json: kept by another simulator, process ${process.pid}; stop that one, or name another file`,
      ),
    );
    await first.release();
    await (await openKeepFile(path)).release();
  });

  it.each([
    ["a process that has ended", { pid: 2 ** 22 + 1, started: "1", host: hostname() }],
    ["another process of that number", { pid: process.pid, started: "1", host: hostname() }],
    ["nobody", {}],
  ])("is taken over from %s", async (_who, lock) => {
    const isLinux = process.platform === "linux";
    await writeFile(`${path}.lock`, JSON.stringify(isLinux ? lock : {}));
    await (await openKeepFile(path)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it("is not taken over from another machine", async () => {
    await writeFile(`${path}.lock`, JSON.stringify({ pid: 1, started: "1", host: "elsewhere" }));
    expect(await problem(openKeepFile(path))).toContain("kept by another simulator, process 1 on elsewhere");
  });

  it.each([
    ["no/world.json", "/no/world.json: cannot be kept (its folder does not exist)"],
    ["file/world.json", "/file/world.json: cannot be kept (its folder is a file)"],
    [".", "cannot be kept (it is a folder)"],
  ])("cannot be %s", async (name, expected) => {
    await writeFile(join(folder, "file"), "");
    expect(await problem(openKeepFile(join(folder, name)))).toContain(expected);
  });
});

describe("what is kept", () => {
  it("is the same world: maps, great numbers, and what is one object in two places", () => {
    const shared = { "@ref": 1, "@@x": [Number.POSITIVE_INFINITY] };
    const world = {
      a: shared,
      b: new Map<unknown, unknown>([
        [1, shared],
        ["1", 5n],
      ]),
      c: null,
      d: [shared],
    };
    const read = decodeWorld(
      JSON.parse(JSON.stringify(encodeWorld({ ...world, act: () => 1 }))) as never,
    ) as typeof world;
    expect(read).toEqual(world);
    expect(read.b.get(1)).toBe(read.a);
    expect(read.d[0]).toBe(read.a);
  });

  it("is written soon after a change, once for several; what fails is told once and tried again", async () => {
    const clock = virtualClock();
    const saved: string[] = [];
    const told: string[] = [];
    let now = "1";
    let isFull = false;
    const save = async (one: string): Promise<void> => {
      if (isFull) throw new Error("no space is left");
      saved.push(one);
    };
    const keeper = createKeeper({ text: () => now, save, onTrouble: (message) => told.push(message), clock });
    keeper.changed();
    keeper.changed();
    now = "2";
    clock.advance(100);
    await expect.poll(() => saved).toEqual(["2"]);
    isFull = true;
    for (const one of ["3", "4"]) {
      now = one;
      keeper.changed();
      await clock.someoneSleeps();
      clock.advance(100);
      await expect.poll(() => told.length).toBe(1);
    }
    expect(await keeper.finish()).toBe(false);
    expect([saved, told]).toEqual([["2"], ["no space is left"]]);
    isFull = false;
    expect(await keeper.finish()).toBe(true);
    expect(saved).toEqual(["2", "4"]);
  });

  it("is kept although somebody asks for a change while it is written for the first time", async () => {
    const clock = virtualClock();
    const save = async (): Promise<void> => keeper.changed();
    const keeper = createKeeper({ text: () => "1", save, onTrouble: () => undefined, clock });
    expect(await keeper.writeNow()).toBe(true);
  });

  it("is never written twice at once, also where a change comes during the last write but one", async () => {
    const clock = virtualClock();
    let now = "1";
    let [writing, most] = [0, 0];
    const saved: string[] = [];
    const goOn: (() => void)[] = [];
    const save = async (whole: string): Promise<void> => {
      writing += 1;
      most = Math.max(most, writing);
      await new Promise<void>((resolve) => goOn.push(resolve));
      writing -= 1;
      saved.push(whole);
    };
    const keeper = createKeeper({ text: () => now, save, onTrouble: () => undefined, clock });
    keeper.changed();
    clock.advance(100);
    await expect.poll(() => writing).toBe(1);
    now = "2";
    keeper.changed();
    const finished = keeper.finish();
    let isDone = false;
    void finished.then(() => {
      isDone = true;
    });
    const letGo = (): boolean => {
      for (const one of goOn.splice(0)) one();
      return isDone;
    };
    await expect.poll(letGo).toBe(true);
    expect([await finished, most, saved.at(-1)]).toEqual([true, 1, "2"]);
  });
});

interface Run {
  out: string;
  err: string;
  code: number;
}

/** Starts `sim`, asks, and ends it as Ctrl-C does. */
async function run(
  options: SimOptions,
  during: (endpoint: string) => Promise<void> = async () => undefined,
): Promise<Run> {
  const said = { out: "", err: "" };
  const listeners = new Set<(signal: StopSignal) => void>();
  const io: SimIo = {
    ...processSimIo(),
    out: (one) => {
      said.out += one;
    },
    err: (one) => {
      said.err += one;
    },
    readText: async () => "serveroid: { pubkeys: [{ id: 40, name: seeded, publicKey: ssh-rsa AAAA }] }",
    isTerminal: false,
    isErrTerminal: false,
    onSignal: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
  };
  const ended = runSim({ keep: path, ...options }, io);
  const outcome = await Promise.race([
    ended,
    expect
      .poll(() => listeners.size)
      .toBe(1)
      .then(() => "listens"),
  ]);
  if (outcome === "listens" && options.command === undefined) {
    await during(/http:\/\/\S+/.exec(said.out)?.[0] ?? "");
    for (const listen of listeners) listen("SIGINT");
  }
  const code = await ended;
  return { ...said, code };
}

const ask = async (endpoint: string, method: string, query = ""): Promise<string> =>
  (await fetch(`${endpoint}/api/v1/${method}?clientId=sim&apiKey=sim${query}`)).text();
const addKey = (name: string) => `&tenantId=111&name=${name}&publicKey=ssh-rsa%20AAAAB3NzaC1yc2EAAAADAQAB%20x`;

describe("sim --keep", () => {
  it("goes on: objects, ids, the pushed clock and the ports; a seed counts at the first start alone", async () => {
    const first = await run({ seed: "seed.yaml" }, async (endpoint) => {
      expect(await ask(endpoint, "pubkeys/add", addKey("first"))).toContain('"OK"');
      await fetch(`${endpoint}/_sim/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"pushMs":3600000}',
      });
    });
    expect(first).toMatchObject({ code: 130, err: "" });
    expect(first.out).toContain(`what was made in them is kept in ${path}.`);
    const second = await run({ seed: "seed.yaml" }, async (endpoint) => {
      const keys = await ask(endpoint, "pubkeys");
      expect([keys.includes('"id":40'), keys.includes('"id":41')]).toEqual([true, true]);
      expect(await (await fetch(`${endpoint}/_sim/clock`)).json()).toMatchObject({ pushedMs: 3_600_000 });
      expect(await ask(endpoint, "pubkeys/41/delete", "&tenantId=111")).toContain('"OK"');
      expect(await ask(endpoint, "pubkeys/add", addKey("third"))).toContain(":42");
    });
    expect(second.err).toBe(`sim: ${path} goes on as it was kept; seed.yaml is not read again\n`);
    const endpoints = (text: string) => text.match(/http:\/\/127[^\s/]+/g)?.slice(0, 3);
    expect(endpoints(second.out)).toEqual(endpoints(first.out));
  });

  it("takes other ports where its own are taken, and says so", async () => {
    await run({});
    await run(
      { keep: join(folder, "other.json"), ports: parseKept(await readFile(path, "utf8"), path).ports },
      async () => {
        const { err, code } = await run({});
        expect(code).toBe(130);
        expect(err).toMatch(/^sim: serveroid: port \d+ of the kept file is taken; it is \d+ this time\nsim: zomro: /);
      },
    );
  });

  it("says at the start that nothing can be kept, and runs nothing then", async () => {
    const command = [process.execPath, "-e", "process.exit(0)"];
    const { code, err, out } = await run({ keep: join(folder, "no", "w.json"), command });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toBe(`sim: ${join(folder, "no", "w.json")}: cannot be kept (its folder does not exist)\n`);
  });

  it("passes a command's exit code on, unless what it did is not kept", async () => {
    const command = [process.execPath, "-e", "process.exit(0)"];
    expect((await run({ command })).code).toBe(0);
    const spoil = `require("node:fs").rmSync(${JSON.stringify(folder)}, { recursive: true })`;
    const { code, err } = await run({ command: [process.execPath, "-e", spoil] });
    expect(code).toBe(1);
    expect(err).toBe(`sim: ${path}: cannot be kept (its folder does not exist)\n`);
  });
});
