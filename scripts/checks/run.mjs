// Runs a program to its end and keeps what it said.
import { spawnSync } from "node:child_process";

export function run(command, args, { cwd, env } = {}) {
  const { status, signal, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, FORCE_COLOR: undefined, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return { code: status ?? `by ${signal}`, output: `${stdout}${stderr}`.trim() };
}
