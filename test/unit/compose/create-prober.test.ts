// Each kind of check against something real on loopback: what counts as well, and what is said where it is not.
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer as createHttp } from "node:http";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { createProber } from "../../../src/compose/create-prober.ts";
import type { BoundCheck } from "../../../src/core/prober.ts";

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

const prober = createProber({ folder: tmpdir(), mayRunCommands: true });

async function said(check: BoundCheck, timeoutMs = 5000): Promise<string> {
  const how = { signal: new AbortController().signal, timeoutMs };
  const probed = await prober.probe(check, how);
  return probed.isWell ? "well" : probed.said.replace(/:\d+ /, " ");
}

describe("tcp", () => {
  it("is a port that takes connections", async () => {
    const port = await listen(createServer());
    expect(await said({ tcp: port, host: "127.0.0.1" })).toBe("well");
    for (const server of open.splice(0)) server.close();
    expect(await said({ tcp: port, host: "127.0.0.1" })).toBe("127.0.0.1 refuses the connection");
  });
});

describe("http", () => {
  it.each([
    [200, "well"],
    [302, "well"],
    [404, "HTTP 404"],
    [503, "HTTP 503"],
  ])("%i: %s", async (status, expected) => {
    const port = await listen(
      createHttp((_request, answer) => answer.writeHead(status, { location: "http://127.0.0.1:1/" }).end("x")),
    );
    expect(await said({ http: `http://127.0.0.1:${port}/health` })).toBe(expected);
  });

  it("that hangs is given up", async () => {
    const port = await listen(createHttp(() => undefined));
    expect(await said({ http: `http://127.0.0.1:${port}/` }, 50)).toBe("no answer within 50ms");
  });
});

describe("a command", () => {
  it.each([
    [["sh", "-c", "exit 0"], "well"],
    [["sh", "-c", "echo secret; exit 3"], "it ended with exit code 3"],
    [["sh", "-c", "kill -9 $$"], "it was ended by SIGKILL"],
    [["no-such-command-here"], "there is no such command"],
  ])("%j: %s", async (command, expected) => {
    expect(await said({ command })).toBe(expected);
  });

  it("has no shell: a word is a word", async () => {
    expect(await said({ command: ["test", "a; b", "=", "a; b"] })).toBe("well");
  });

  it("that takes too long is ended", async () => {
    expect(await said({ command: ["sleep", "60"] }, 50)).toBe("no answer within 50ms");
  });

  it("is ended with all that it has started", async () => {
    const mark = join(await mkdtemp(join(tmpdir(), "prober-")), "alive");
    expect(await said({ command: ["sh", "-c", `(sleep 0.4; touch ${mark}) & wait`] }, 100)).toBe(
      "no answer within 100ms",
    );
    await setTimeout(600);
    expect(existsSync(mark)).toBe(false);
  });

  it.each([[""], ["a\0b"]])("that no program can be (%j) is an answer like others", async (program) => {
    expect(await said({ command: [program] })).toBe("it could not be run");
  });

  it("is not run where that is not allowed", async () => {
    const strict = createProber({ folder: tmpdir(), mayRunCommands: false });
    const how = { signal: new AbortController().signal, timeoutMs: 1000 };
    expect(await strict.probe({ command: ["true"] }, how)).toEqual({ isWell: false, said: "commands are not allowed" });
  });
});

it("ends at once where waiting ends", async () => {
  const stop = new AbortController();
  const probing = prober.probe({ command: ["sleep", "60"] }, { signal: stop.signal, timeoutMs: 60_000 });
  stop.abort(new Error("stop"));
  await expect(probing).rejects.toThrow("stop");
});
