// What systemd is told: with a made-up sender, and with systemd's own program and a real socket where both are installed.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tellSystemd } from "../../../../src/run/watch/tell-systemd.ts";
import type { WatchStatus } from "../../../../src/run/watch/watch-status.ts";
import { createVirtualClock } from "../../../support/virtual-clock.ts";

const STATUS = {
  lastCycleAt: "2026-11-30T12:00:00Z",
  stacks: [{ condition: "clean" }, { condition: "drift" }, { condition: "failed" }],
} as unknown as WatchStatus;

function open(env: Record<string, string>, send?: (assignments: readonly string[]) => Promise<string | undefined>) {
  const clock = createVirtualClock({ auto: false });
  const warnings: string[] = [];
  const alive = { is: true };
  const manager = tellSystemd({
    ...{ env, pid: 7, clock, isAlive: () => alive.is, warn: (text: string) => void warnings.push(text) },
    ...(send === undefined ? {} : { send }),
  });
  return { clock, warnings, alive, manager };
}

describe("systemd is told", () => {
  it("nothing where it has not asked", async () => {
    const { manager } = open({}, () => expect.unreachable());
    manager.ready();
    manager.stopping();
    await manager.close();
  });

  it("ready, how it stands, and that it stops", async () => {
    const sent: (readonly string[])[] = [];
    const { manager } = open({ NOTIFY_SOCKET: "/run/x" }, async (all) => void sent.push(all));
    manager.ready();
    manager.status(STATUS);
    manager.stopping();
    await manager.close();
    expect(sent).toEqual([
      ["READY=1", "STATUS=the first cycle has begun"],
      ["STATUS=3 stacks, 1 with drift, 1 could not be looked at; last cycle ended 2026-11-30T12:00:00Z"],
      ["STOPPING=1", "STATUS=stopping"],
    ]);
  });

  it("in half of its time that the loop is alive, and nothing while it is stuck", async () => {
    const sent: (readonly string[])[] = [];
    const env = { NOTIFY_SOCKET: "/run/x", WATCHDOG_USEC: "20000000", WATCHDOG_PID: "7" };
    const { manager, clock, alive } = open(env, async (all) => void sent.push(all));
    await clock.advance(35_000);
    expect(sent).toEqual([["WATCHDOG=1"], ["WATCHDOG=1"], ["WATCHDOG=1"]]);
    alive.is = false;
    await clock.advance(35_000);
    expect(sent).toHaveLength(3);
    await manager.close();
  });

  it("nothing of a watchdog that is another process's", async () => {
    const env = { NOTIFY_SOCKET: "/run/x", WATCHDOG_USEC: "20000000", WATCHDOG_PID: "8" };
    const { manager, clock } = open(env, () => expect.unreachable());
    await clock.advance(60_000);
    await manager.close();
  });

  it("nothing more once that has failed, which is a warning", async () => {
    let count = 0;
    const { manager, warnings } = open({ NOTIFY_SOCKET: "/run/x" }, async () => {
      count += 1;
      return "its program systemd-notify is not installed";
    });
    manager.ready();
    manager.stopping();
    await manager.close();
    expect([count, warnings]).toEqual([
      1,
      ["systemd is told nothing any more: its program systemd-notify is not installed"],
    ]);
  });

  it("a program that is not there is said to be so", async () => {
    const { manager, warnings } = open({ NOTIFY_SOCKET: "/run/x", PATH: "/nowhere" });
    manager.ready();
    await manager.close();
    expect(warnings).toEqual(["systemd is told nothing any more: its program systemd-notify is not installed"]);
  });
});

const READER = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
s.settimeout(10)
print("bound", flush=True)
while True:
    text, fds, _, _ = socket.recv_fds(s, 4096, 8)
    text = text.decode()
    if "BARRIER=1" in text:
        import os
        for fd in fds: os.close(fd)
        continue
    print(text.replace("\\n", "|"), flush=True)
`;

const isInstalled = (program: string): boolean => {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};
const hasBoth = isInstalled("systemd-notify") && isInstalled("python3");
if (!hasBoth) process.stdout.write("skipped: systemd-notify or python3 is not installed\n");

it.skipIf(!hasBoth)("a real socket gets it all, through systemd's own program", async () => {
  const folder = await mkdtemp(join(tmpdir(), "trueup-notify-"));
  const socket = join(folder, "socket");
  const reader = spawn("python3", ["-c", READER, socket], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  reader.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  while (!text.includes("bound")) await once(reader.stdout, "data");
  const { manager, warnings } = open({ NOTIFY_SOCKET: socket, PATH: process.env["PATH"] ?? "" });
  manager.ready();
  manager.status(STATUS);
  manager.stopping();
  await manager.close();
  while (!text.includes("STOPPING=1")) await once(reader.stdout, "data");
  reader.kill();
  await once(reader, "exit");
  await rm(folder, { recursive: true });
  expect(warnings).toEqual([]);
  expect(text.split("\n").slice(1, -1)).toEqual([
    "READY=1|STATUS=the first cycle has begun",
    "STATUS=3 stacks, 1 with drift, 1 could not be looked at; last cycle ended 2026-11-30T12:00:00Z",
    "STOPPING=1|STATUS=stopping",
  ]);
});
