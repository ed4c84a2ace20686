import { describe, expect, it, vi } from "vitest";
import { runChild } from "../../../src/queue/run-child.ts";

describe("runChild", () => {
  it("ends a child that does not end when it is told to", async () => {
    const script = "process.on('SIGTERM', () => console.log('no')); setInterval(() => {}, 1000); console.log('ready')";
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      let stop = (): void => undefined;
      const ended = runChild({
        command: process.execPath,
        // It says so itself once it listens: the signal would end it before.
        args: ["-e", `${script}; process.kill(process.ppid, 'SIGUSR2')`],
        cwd: process.cwd(),
        env: process.env,
        timeoutMs: 3_600_000,
        onStop: (listen) => {
          stop = listen;
          return () => undefined;
        },
      });
      await new Promise<void>((resolve) => process.once("SIGUSR2", () => resolve()));
      stop();
      vi.advanceTimersByTime(60_000);
      expect(await ended).toMatchObject({ code: null, signal: "SIGKILL", isTimedOut: false });
    } finally {
      vi.useRealTimers();
    }
  });
});
