// What later steps of a GitHub job read: files that a step appends to. Light: every command ends with it.
import { appendFileSync, statSync } from "node:fs";
import type { Terminal } from "./terminal.ts";

/** What accompanies the work must not end it. */
export function appendTo(file: string | undefined, text: string, most = Number.POSITIVE_INFINITY): void {
  if (file === undefined || file === "") return;
  try {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size + Buffer.byteLength(text) <= most) appendFileSync(file, text);
  } catch {
    // The step's own output says it all.
  }
}

/** For later steps: `steps.ID.outputs.exitcode`. */
export function tellExitCode(env: Terminal["env"], code: number): void {
  if (env["GITHUB_ACTIONS"] === "true") appendTo(env["GITHUB_OUTPUT"], `exitcode=${code}\n`);
}
