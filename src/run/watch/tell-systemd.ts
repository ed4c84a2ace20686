// Tells systemd how the loop stands, where it runs under it (`Type=notify`): ready, a line of status, the watchdog, stopping. Node
// has no datagram sockets of the file system, so that systemd's own program sends.
import { execFile } from "node:child_process";
import type { Clock } from "../../core/clock.ts";
import type { WatchStatus } from "./watch-status.ts";

export interface SystemdTeller {
  ready(): void;
  status(status: WatchStatus): void;
  stopping(): void;
  /** Resolves once everything was sent. */
  close(): Promise<void>;
}

export interface SystemdRequest {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly pid: number;
  readonly clock: Clock;
  readonly isAlive: () => boolean;
  readonly warn: (text: string) => void;
  /** Sends assignments; resolves with why it could not. For tests. */
  readonly send?: (assignments: readonly string[]) => Promise<string | undefined>;
}

/** Nothing is sent where nobody has asked for it. */
export function tellSystemd(request: SystemdRequest): SystemdTeller {
  const { env, warn, clock } = request;
  const closed = new AbortController();
  let isBroken = (env["NOTIFY_SOCKET"] ?? "") === "";
  let sent: Promise<unknown> = Promise.resolve();
  const send = request.send ?? ((assignments) => runProgram(assignments, env));
  const tell = (...assignments: readonly string[]): void => {
    sent = sent.then(async () => {
      if (isBroken) return;
      const problem = await send(assignments);
      if (problem === undefined) return;
      isBroken = true;
      warn(`systemd is told nothing any more: ${problem}`);
    });
  };
  const intervalMs = isBroken ? undefined : readWatchdog(request);
  if (intervalMs !== undefined) void feed(intervalMs);
  async function feed(ms: number): Promise<void> {
    while (!closed.signal.aborted) {
      await clock.sleep(ms, closed.signal, { background: true }).catch(() => undefined);
      if (!closed.signal.aborted && request.isAlive()) tell("WATCHDOG=1");
    }
  }
  return {
    ready: () => tell("READY=1", "STATUS=the first cycle has begun"),
    status: (status) => tell(`STATUS=${describe(status)}`),
    stopping: () => tell("STOPPING=1", "STATUS=stopping"),
    async close() {
      closed.abort();
      await sent;
    },
  };
}

/** Half of what systemd waits for; undefined where it does not wait for this process. */
function readWatchdog({ env, pid }: SystemdRequest): number | undefined {
  const microseconds = Number(env["WATCHDOG_USEC"]);
  const isOurs = env["WATCHDOG_PID"] === undefined || Number(env["WATCHDOG_PID"]) === pid;
  return isOurs && Number.isFinite(microseconds) && microseconds > 0 ? microseconds / 2000 : undefined;
}

function describe({ stacks, lastCycleAt }: WatchStatus): string {
  const count = (condition: string): number => stacks.filter((stack) => stack.condition === condition).length;
  const parts = [
    `${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}`,
    ...(count("drift") === 0 ? [] : [`${count("drift")} with drift`]),
    ...(count("failed") === 0 ? [] : [`${count("failed")} could not be looked at`]),
  ];
  return `${parts.join(", ")}; last cycle ended ${lastCycleAt ?? "never"}`;
}

const PATIENCE_MS = 5000;

/** Without a shell; it finds the socket in the environment. */
function runProgram(
  assignments: readonly string[],
  { NOTIFY_SOCKET, PATH }: SystemdRequest["env"],
): Promise<string | undefined> {
  const env = { NOTIFY_SOCKET, PATH };
  return new Promise((resolve) => {
    execFile("systemd-notify", [...assignments], { env, timeout: PATIENCE_MS }, (error) => {
      if (error === null) resolve(undefined);
      else if (error.code === "ENOENT") resolve("its program systemd-notify is not installed");
      else resolve(`systemd-notify: ${error.message.split("\n").slice(0, 2).join(" ").trim()}`);
    });
  });
}
