// No secret in anything that the program says, writes or is started with, whatever goes wrong.
import { readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type Bench,
  closeBenchesAfterEach,
  expectCode,
  inParallel,
  openBench,
  readTree,
  until,
} from "../support/cli.ts";
import type { GateAnswer, GateRequest, GateRules } from "../support/gate.ts";
import { findLeaks } from "../support/leaks.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";

closeBenchesAfterEach();

const SECRETS = {
  apiKey: "aK9/x+Z=q7&W%3Dz ключ",
  fromEnvironment: "Env!Pass(9~word)x",
  literal: "Lit[Pa]55-`word?",
  changed: "New!Pass(7~words)",
};
const SEED = {
  serveroid: { ...EMPTY.serveroid, credentials: [{ clientId: "someone@example.org", apiKey: SECRETS.apiKey }] },
};
const ENV = {
  SERVEROID_CLIENT_ID: "someone@example.org",
  SERVEROID_API_KEY: SECRETS.apiKey,
  VM_PASSWORD: SECRETS.fromEnvironment,
  TRUEUP_LOG: "trace",
};
const YAML = `${head()}keys:
${key("ops")}vms:
${vm("web", 'password: "${env:VM_PASSWORD}"')}${vm("db", `password: "${SECRETS.literal}"`)}snapshots:
  golden: { vm: web }
`;

/** Runs commands and keeps everything that they say. */
class Listener {
  readonly heard: Record<string, string> = {};
  readonly #bench: Bench;
  constructor(bench: Bench) {
    this.#bench = bench;
  }
  async run(...args: string[]): Promise<number | undefined> {
    const ended = await this.#bench.run(args);
    this.heard[`the output of ${args.join(" ")}`] = ended.all;
    return ended.code;
  }
  async leaks(): Promise<string[]> {
    const { "trueup.yaml": _, ...files } = await readTree(this.#bench.dir);
    return findLeaks({ ...this.heard, ...files }, SECRETS);
  }
}

async function open(rules?: GateRules): Promise<{ bench: Bench; listener: Listener }> {
  const bench = await openBench({ seed: SEED, files: { "trueup.yaml": YAML }, env: ENV });
  if (rules !== undefined) await bench.gate(rules);
  return { bench, listener: new Listener(bench) };
}

describe("no secret is shown or kept", () => {
  it("when all goes well, in any command and any format", async () => {
    const { bench, listener } = await open();
    const { write } = bench;
    expect(await listener.run("validate")).toBe(0);
    expect(await listener.run("validate", "--json")).toBe(0);
    expect(await listener.run("plan", "--verbose", "--out", "saved.json")).toBe(0);
    expect(await listener.run("plan", "--format", "json")).toBe(0);
    expect(await listener.run("plan", "--json")).toBe(0);
    expect(await listener.run("show", "saved.json", "--verbose")).toBe(0);
    expect(await listener.run("show", "saved.json", "--format", "json")).toBe(0);
    expect(await listener.run("apply", "-y", "--json")).toBe(0);
    expect(await listener.run("state", "show", "vms.web")).toBe(0);
    expect(await listener.run("state", "show", "vms.db", "--json")).toBe(0);
    expect(await listener.run("drift", "--format", "json")).toBe(0);
    expect(await listener.run("catalog", "serveroid", "--json")).toBe(0);
    await write("trueup.yaml", YAML.replace(SECRETS.literal, SECRETS.changed));
    expect(await listener.run("plan", "--verbose", "--detailed-exitcode", "--out", "changed.json")).toBe(2);
    expect(await listener.run("apply", "-y", "--verbose")).toBe(0);
    expect(bench.sent("password_change")).toHaveLength(1);
    expect(await listener.run("destroy", "-y", "--allow-deletes", "9", "--format", "json")).toBe(0);
    expect(Object.keys(await readTree(bench.dir)).length).toBeGreaterThan(20);
    expect(await listener.leaks()).toEqual([]);
    const heard = Object.values(listener.heard).join("\n");
    expect(heard, "the log is on").toMatch(/vm\/install/);
  }, 60_000);

  it("by the commands that print, mend and rebuild the state", async () => {
    const { bench, listener } = await open();
    expect(await listener.run("apply", "-y")).toBe(0);
    expect(await listener.run("state", "pull")).toBe(0);
    await bench.write("pulled.json", (await bench.run(["state", "pull"])).out);
    expect(await listener.run("state", "history", "--json")).toBe(0);
    expect(await listener.run("state", "push", "pulled.json", "-y")).toBe(0);
    await rm(join(bench.dir, ".trueup"), { recursive: true });
    expect(await listener.run("state", "rebuild", "--dry-run")).toBe(0);
    expect(await listener.run("state", "rebuild", "-y", "--allow-adopt", "9", "--json")).toBe(0);
    expect(await listener.run("state", "show", "vms.web", "--json")).toBe(0);
    expect(await listener.leaks()).toEqual([]);
  }, 60_000);

  it("in the log file", async () => {
    const { bench, listener } = await open();
    const ended = await bench.run(["apply", "-y"], { env: { TRUEUP_LOG_FILE: join(bench.dir, "trueup.log") } });
    expectCode(ended, 0);
    expect(await bench.read("trueup.log")).toMatch(/vm\/install/);
    expect(await listener.leaks()).toEqual([]);
  });

  it("in the arguments of the process while it works", async () => {
    const { bench } = await open();
    bench.sim.faults.set([{ effect: "hang", match: { method: "pubkeys_add" } }]);
    const run = bench.start(["apply", "-y"]);
    await until(() => expect(bench.sent()).toEqual(["pubkeys_add"]));
    const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
    const lines = processes.map((pid) => [`/proc/${pid}/cmdline`, readQuietly(`/proc/${pid}/cmdline`)] as const);
    expect(lines.find(([path]) => path === `/proc/${run.pid}/cmdline`)?.[1]).toContain("apply");
    expect(findLeaks(Object.fromEntries(lines), SECRETS)).toEqual([]);
    run.kill("SIGKILL");
    await run.ended;
  });
});

const json = { "content-type": "application/json;charset=UTF-8" };
const echo = ({ path, query }: GateRequest) =>
  `${path}${query} ${decodeURIComponent(query)} ${Buffer.from(query).toString("base64")}`;

/** Answers of a broken or hostile provider, which give the request back. */
const ANSWERS: Record<string, (request: GateRequest) => GateAnswer> = {
  "500 with the request in it": (request) => ({ status: 500, body: `<html>${echo(request)}</html>` }),
  "502 without a body": () => ({ status: 502, body: "" }),
  "403 with the request in it": (request) => ({
    status: 403,
    headers: json,
    body: JSON.stringify({ error: echo(request) }),
  }),
  "200 with a page instead of JSON": (request) => ({
    status: 200,
    headers: { "content-type": "text/html" },
    body: `<html>${echo(request)}</html>`,
  }),
  "200 with JSON cut short": (request) => ({
    status: 200,
    headers: json,
    body: `{"status":"OK","result":"${echo(request)}`,
  }),
  "200 with JSON of another shape": (request) => ({
    status: 200,
    headers: json,
    body: JSON.stringify({ [echo(request)]: [echo(request)] }),
  }),
  "an error of the vendor that repeats the request": (request) => ({
    status: 200,
    headers: json,
    body: JSON.stringify({
      status: "ERROR",
      errorCode: "unexpected.exception",
      errorMessage: echo(request),
      result: echo(request),
    }),
  }),
  "a status that repeats the request": (request) => ({
    status: 200,
    headers: json,
    body: JSON.stringify({ status: echo(request) }),
  }),
  "a redirect that carries the request on": (request) => ({
    status: 302,
    headers: { location: `http://127.0.0.1:9/elsewhere${request.query}` },
    body: echo(request),
  }),
};

describe("no secret is shown or kept when the provider answers", () => {
  const titles = Object.keys(ANSWERS);

  it("nonsense to reads", async () => {
    await inParallel(titles, 3, expectNothingOnReads);
  }, 90_000);

  it("nonsense to changes", async () => {
    await inParallel(titles, 3, async (title) => {
      const { bench, listener } = await open({
        arrived: (request) => (request.isMutating ? answerOf(title)(request) : "pass"),
      });
      expect([1, 3]).toContain(await listener.run("apply", "-y"));
      expect([1, 3]).toContain(await listener.run("apply", "-y", "--json"));
      expect(await listener.run("plan", "--out", "saved.json", "--format", "json")).toBe(0);
      expect(await listener.leaks()).toEqual([]);
      await bench.close();
    });
  }, 90_000);

  async function expectNothingOnReads(title: string): Promise<void> {
    const { bench, listener } = await open({ arrived: answerOf(title) });
    const codes = [listener.run("plan"), listener.run("apply", "-y", "--json"), listener.run("catalog", "serveroid")];
    expect(await Promise.all(codes)).toEqual([1, 1, 1]);
    expect(bench.sent()).toEqual([]);
    expect(await listener.leaks()).toEqual([]);
    await bench.close();
  }

  function answerOf(title: string): (request: GateRequest) => GateAnswer {
    return ANSWERS[title] ?? (() => ({ status: 500, body: "" }));
  }

  it("that the key is wrong", async () => {
    const { bench, listener } = await open();
    bench.env["SERVEROID_CLIENT_ID"] = "somebody.else";
    expect(await listener.run("plan")).toBe(1);
    expect(await listener.run("apply", "-y")).toBe(1);
    expect(await listener.leaks()).toEqual([]);
  });

  it("nothing, because nobody listens", async () => {
    const { bench, listener } = await open();
    bench.env["SERVEROID_ENDPOINT"] = "http://127.0.0.1:9";
    expect(await listener.run("plan")).toBe(1);
    expect(await listener.run("apply", "-y", "--json")).toBe(1);
    expect(await listener.leaks()).toEqual([]);
  });
});

describe("no secret is shown", () => {
  const readings = (wrong: string) =>
    openBench({ files: { "trueup.yaml": wrong }, env: { VM_PASSWORD: SECRETS.fromEnvironment } }).then(
      async (bench) => {
        const said = {
          text: (await bench.run(["validate"])).all,
          json: (await bench.run(["validate", "--json"])).all,
          plan: (await bench.run(["plan"])).all,
        };
        for (const text of Object.values(said)) expect(text).toMatch(/error/);
        return findLeaks(said, SECRETS);
      },
    );
  const literal = `password: "${SECRETS.literal}"`;

  it("by errors about the line that holds it", async () => {
    expect(await readings(YAML.replace(literal, `${literal} x: 1`))).toEqual([]);
    expect(await readings(YAML.replace(literal, `${literal}\n    cpu: two`))).toEqual([]);
  });

  it("by errors about the line that holds it in a list or a map, where none belongs", async () => {
    expect(await readings(YAML.replace(literal, `password: ["${SECRETS.literal}"]`))).toEqual([]);
    for (const wrong of [`["${SECRETS.apiKey}"]`, `{ a: "${SECRETS.apiKey}" }`])
      expect(await readings(YAML.replace('project: "111"', `project: "111"\n    apiKey: ${wrong}`))).toEqual([]);
  });
});

describe("no secret is shown that stands where a name belongs", () => {
  const ODD = {
    long: `L${"ong-name-".repeat(12)}end`,
    quoted: 'a\\b\\c"defgh\\i',
    percent: "100%25off%2Fsale",
    words: "correct horse battery staple and still more words to make it wrap",
  };
  const FIELDS = {
    keys: (value: string) => YAML.replace('password: "${env:VM_PASSWORD}"', `keys: ["${value}"]`),
    dependsOn: (value: string) => YAML.replace('password: "${env:VM_PASSWORD}"', `dependsOn: ["${value}"]`),
    backupPolicy: (value: string) => YAML.replace('password: "${env:VM_PASSWORD}"', `backupPolicy: "${value}"`),
    project: (value: string) => YAML.replace('project: "111"', `project: "${value}"`),
    existing: (value: string) => YAML.replace('password: "${env:VM_PASSWORD}"', `existing: { name: "${value}" }`),
  };

  it.each(Object.keys(FIELDS) as (keyof typeof FIELDS)[])("%s", async (field) => {
    await inParallel(
      Object.entries(ODD),
      2,
      async ([name, value]) => {
        const env = { ...ENV, TRUEUP_LOG: "", ODD: value, COLUMNS: "70" };
        const bench = await openBench({ seed: SEED, files: { "trueup.yaml": FIELDS[field]("${env:ODD}") }, env });
        const said: Record<string, string> = {};
        for (const args of [["validate"], ["plan"], ["plan", "--json"], ["apply", "-y"]])
          said[args.join(" ")] = (await bench.run(args)).all.replace(/\s+/g, " ");
        expect(Object.values(said).join("\n")).toMatch(/error/);
        expect(findLeaks(said, { [name]: value })).toEqual([]);
      },
      ([name]) => name,
    );
  });
});

function readQuietly(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
