// `trueup sim`: what it prints, how it ends, what it hands to a command.
import { describe, expect, it } from "vitest";
import { parseListen } from "../../../src/simulators/engine/parse-listen.ts";
import { shellQuote } from "../../../src/simulators/engine/shell-quote.ts";
import { processSimIo, type SimIo, type StopSignal } from "../../../src/simulators/engine/sim-io.ts";
import { runSim, type SimOptions } from "../../../src/simulators/sim-command.ts";

interface Stage {
  io: SimIo;
  out(): string;
  err(): string;
  signal(name: StopSignal): void;
  isListening(): boolean;
}

function stage(files: Record<string, string> = {}, more: Partial<SimIo> = {}): Stage {
  let [out, err] = ["", ""];
  const listeners = new Set<(signal: StopSignal) => void>();
  const io: SimIo = {
    ...processSimIo(),
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readText: async (path) => files[path] ?? Promise.reject(new Error(`ENOENT: ${path}`)),
    env: { PATH: process.env["PATH"], KEPT: "yes" },
    isTerminal: false,
    isErrTerminal: false,
    onSignal: (listen) => {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    ...more,
  };
  const signal = (name: StopSignal): void => {
    for (const listen of [...listeners]) listen(name);
  };
  return { io, out: () => out, err: () => err, signal, isListening: () => listeners.size > 0 };
}

/** Runs without a command, asks `during` once it listens, and ends it with a signal. */
async function serve(options: SimOptions, at: Stage, during: () => Promise<void>, name: StopSignal = "SIGINT") {
  const ended = runSim(options, at.io);
  await expect.poll(at.isListening).toBe(true);
  await during();
  at.signal(name);
  return ended;
}

const endpointIn = (text: string) => /http:\/\/[^\s]+/.exec(text)?.[0] ?? "";

describe("sim without a command", () => {
  it("says where it listens, and ends with the signal", async () => {
    const at = stage();
    let endpoint = "";
    const code = await serve({}, at, async () => {
      endpoint = endpointIn(at.out());
      expect((await fetch(`${endpoint}/api/v1/tenant?clientId=sim&apiKey=sim`)).status).toBe(200);
    });
    expect(code).toBe(130);
    expect(at.out()).toContain(`\n  serveroid  ${endpoint}  client id sim, API key sim\n  zomro      http://`);
    expect(at.out()).toContain(`\nThe page:  ${endpoint}/_sim/\n`);
    expect(at.out()).toContain("what was made in them is lost (--keep FILE keeps it)");
    await expect(fetch(endpoint)).rejects.toThrow();
  });

  it("prints nothing but the environment with --env", async () => {
    const at = stage({ "seed.yaml": "serveroid: { credentials: [{ clientId: me, apiKey: it's $ecret }] }" });
    const code = await serve({ env: true, seed: "seed.yaml" }, at, async () => undefined, "SIGTERM");
    expect(code).toBe(143);
    expect(at.out()).toMatch(
      /^export SERVEROID_ENDPOINT=http:\/\/127\.0\.0\.1:\d+\nexport SERVEROID_CLIENT_ID=me\nexport SERVEROID_API_KEY='it'\\''s \$ecret'\n(export \w+=\S+\n)*$/,
    );
  });

  it("takes faults from a file", async () => {
    const at = stage({ "faults.yaml": "faults:\n  - {effect: 429, retryAfter: 9, match: {method: tenant}}\n" });
    await serve({ faults: "faults.yaml" }, at, async () => {
      const answer = await fetch(`${endpointIn(at.out())}/api/v1/tenant`);
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "9"]);
    });
  });

  it.each<[SimOptions, Record<string, string>, RegExp]>([
    [{ seed: "none.yaml" }, {}, /^sim: none\.yaml: cannot be read \(ENOENT: none\.yaml\)\n$/],
    [{ seed: "bad.yaml" }, { "bad.yaml": "a: [1" }, /^sim: bad\.yaml: .*line 1/],
    [{ seed: "seed.json" }, { "seed.json": '{"serveroid": 1}' }, /^sim: serveroid: expected a map, got 1\n$/],
    [
      { faults: "f.yaml" },
      { "f.yaml": "- effect: lst-after\n- effect: hung\n" },
      /^sim: faults\[0\].*\nsim: faults\[1\].*\n$/,
    ],
    [{ listen: "10.0.0.1" }, {}, /^sim: 10\.0\.0\.1: the simulators listen on loopback only\n$/],
    [{ listen: "a:b:c" }, {}, /^sim: --listen a:b:c: expected/],
    [{ speed: -1 }, {}, /^sim: speed: expected a number above 0, got -1\n$/],
  ])("explains %j", async (options, files, message) => {
    const at = stage(files);
    expect(await runSim(options, at.io)).toBe(1);
    expect(at.err()).toMatch(message);
    expect(at.out()).toBe("");
  });

  it("explains a port that is taken", async () => {
    const first = stage();
    await serve({}, first, async () => {
      const port = Number(new URL(endpointIn(first.out())).port);
      const second = stage();
      expect(await runSim({ ports: { serveroid: port } }, second.io)).toBe(1);
      expect(second.err()).toMatch(/^sim: cannot listen: .*EADDRINUSE/);
    });
  });
});

const node = (script: string) => [process.execPath, "-e", script];

describe("sim with a command", () => {
  it("gives it the environment, and passes its exit code on", async () => {
    const script = `
      const { SERVEROID_ENDPOINT: at, SERVEROID_CLIENT_ID: id, SERVEROID_API_KEY: key, KEPT } = process.env;
      fetch(at + "/api/v1/tenant?clientId=" + id + "&apiKey=" + key)
        .then((answer) => answer.json())
        .then(({ status }) => process.exit(status === "OK" && KEPT === "yes" ? 42 : 1));`;
    const at = stage();
    expect(await runSim({ command: node(script) }, at.io)).toBe(42);
    expect(at.out()).toBe("");
  });

  it("uses no shell", async () => {
    expect(
      await runSim(
        { command: [...node("process.exit(process.argv[1] === '$HOME;x' ? 7 : 1)"), "$HOME;x"] },
        stage().io,
      ),
    ).toBe(7);
  });

  it("says how a killed command ended", async () => {
    expect(await runSim({ command: node("process.kill(process.pid, 'SIGKILL')") }, stage().io)).toBe(137);
  });

  it("says that there is no such command", async () => {
    const at = stage();
    expect(await runSim({ command: ["no-such-command-here"] }, at.io)).toBe(127);
    expect(at.err()).toMatch(/^sim: cannot run no-such-command-here: .*ENOENT/);
  });

  it.each<[boolean, StopSignal[], StopSignal[]]>([
    [false, ["SIGINT", "SIGTERM"], ["SIGINT", "SIGTERM"]],
    [true, ["SIGINT", "SIGTERM"], ["SIGTERM"]],
  ])("forwards signals, but not what the terminal (%s) sends by itself", async (isTerminal, sent, forwarded) => {
    const killed: StopSignal[] = [];
    let end: (value: { code: number }) => void = () => undefined;
    const ended = new Promise<{ code: number }>((resolve) => {
      end = resolve;
    });
    const at = stage({}, { isTerminal, run: () => ({ kill: (signal) => void killed.push(signal), ended }) });
    const exit = runSim({ command: ["x"] }, at.io);
    await expect.poll(at.isListening).toBe(true);
    for (const name of sent) at.signal(name);
    end({ code: 5 });
    expect(await exit).toBe(5);
    expect(killed).toEqual(forwarded);
    expect(at.isListening()).toBe(false);
  });
});

describe("the process's own io", () => {
  it("listens to both signals only as long as it is asked to", () => {
    const count = () => ["SIGINT", "SIGTERM"].map((name) => process.listenerCount(name));
    const before = count();
    const stop = processSimIo().onSignal(() => undefined);
    expect(count()).toEqual(before.map((number) => number + 1));
    stop();
    expect(count()).toEqual(before);
  });
});

describe("small readers", () => {
  it.each([
    ["127.0.0.1", { host: "127.0.0.1", port: 0 }],
    ["localhost:8080", { host: "localhost", port: 8080 }],
    [":0", { host: "127.0.0.1", port: 0 }],
    ["::1", { host: "::1", port: 0 }],
    ["[::1]:90", { host: "::1", port: 90 }],
  ])("--listen %s", (text, expected) => {
    expect(parseListen(text)).toEqual(expected);
  });

  it.each(["host:port", "localhost:65536", "a:1:2"])("--listen %s is refused", (text) => {
    expect(() => parseListen(text)).toThrow("expected HOST, HOST:PORT or :PORT");
  });

  it.each([
    ["http://127.0.0.1:80", "http://127.0.0.1:80"],
    ["", "''"],
    ["a b", "'a b'"],
    ["it's", "'it'\\''s'"],
    ["$x", "'$x'"],
    ["тест", "'тест'"],
  ])("shell word %s", (word, quoted) => {
    expect(shellQuote(word)).toBe(quoted);
  });
});

describe("at a terminal", () => {
  const terminal = { isTerminal: true, isErrTerminal: true };
  const shell = (code: number): Partial<SimIo> => ({
    ...terminal,
    run: () => ({ kill: () => undefined, ended: Promise.resolve({ code }) }),
  });

  it("greets whoever gets a shell, and says what is lost with it", async () => {
    const at = stage({}, shell(0));
    expect(await runSim({ command: ["/bin/bash", "-i"] }, at.io)).toBe(0);
    expect(at.err()).toMatch(
      /^sim: this shell talks to stand-ins of serveroid, zomro, gcore;\nsim: nothing here is real\nsim: the page: http:\S+\/_sim\/\nsim: "exit" ends them, and what was made in them is lost \(--keep FILE keeps it\)\n$/,
    );
  });

  it.each([[["bash", "-c", "true"]], [["bash", "script.sh"]], [["trueup", "plan"]]])(
    "greets nobody with %j",
    async (command) => {
      const at = stage({}, shell(3));
      expect(await runSim({ command }, at.io)).toBe(3);
      expect(at.err()).toBe("");
    },
  );

  it("says beside the exports of --env how to use them", async () => {
    const at = stage({}, terminal);
    await serve({ env: true }, at, async () => undefined);
    expect(at.err()).toMatch(/^sim: running; the page: http:.*\nsim: .*\. \.\/FILE\nsim: Ctrl-C ends them/);
    expect(at.out()).toMatch(/^(export \w+=\S+\n)+$/);
  });
});
