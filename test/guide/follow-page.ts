// Follows a page: its commands are typed in a terminal of 80 columns, its files written, its questions answered.
import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLI } from "../support/cli.ts";
import type { Command, Page } from "./read-page.ts";
import { renderScreen } from "./render-screen.ts";
import { MARKS, writeSession } from "./write-session.ts";

export interface Followed {
  readonly command: Command;
  readonly output: readonly string[];
  /** Undefined where it was never typed, or did not come to an end. */
  readonly code: number | undefined;
}

/** The terminal is made by `script` of util-linux. */
export const SCRIPT: string = "script";
const LONGEST = 90_000;

export async function followPage(page: Page): Promise<Followed[]> {
  const folder = await mkdtemp(join(tmpdir(), "trueup-guide-"));
  try {
    const home = join(folder, "home");
    await Promise.all([home, join(folder, "bin"), join(folder, "page")].map((path) => mkdir(path)));
    await writeFile(join(folder, "bin", "trueup"), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
    await chmod(join(folder, "bin", "trueup"), 0o755);
    const { files, first } = writeSession(page.steps);
    for (const [name, text] of files) await writeFile(join(folder, "page", name), text);
    const env = {
      PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
      HOME: home,
      PAGE: join(folder, "page"),
      LANG: "C.UTF-8",
      TERM: "xterm",
      SHELL: "/bin/bash",
    };
    const commands = new Map(page.steps.flatMap((step, index) => (step.kind === "command" ? [[index, step]] : [])));
    const said = await type(`bash "$PAGE/${first}"`, home, env, commands);
    return readAnswers(said, commands);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** All that the terminal was sent. */
function type(
  command: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
  commands: ReadonlyMap<number, Command>,
): Promise<string> {
  const child = spawn(SCRIPT, ["-qec", command, "/dev/null"], {
    cwd,
    env,
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  let said = "";
  let answered = 0;
  const stop = () => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  };
  const timer = setTimeout(stop, LONGEST);
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
    const answer = answerTo(said.slice(answered), said, commands);
    if (answer === undefined) return;
    answered = said.length;
    child.stdin.write(answer);
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => {
      clearTimeout(timer);
      resolve(said);
    });
  });
}

/** What the page types where the terminal waits behind a question; Ctrl-C where it knows no answer. */
function answerTo(fresh: string, said: string, commands: ReadonlyMap<number, Command>): string | undefined {
  const question = renderScreen(fresh.replaceAll(MARKS, "\n")).at(-1) ?? "";
  if (!/: (\u001b\[\d+G)?$/.test(fresh)) return undefined;
  const last = [...said.matchAll(MARKS)].at(-1);
  const written = commands.get(Number(last?.[1]))?.output ?? [];
  const line = written.find((one) => one.startsWith(`${question} `));
  return line === undefined ? "\u0003" : `${line.slice(question.length + 1)}\n`;
}

function readAnswers(said: string, commands: ReadonlyMap<number, Command>): Followed[] {
  const marks = [...said.matchAll(MARKS)];
  return [...commands].map(([index, command]) => {
    const own = marks.filter((mark) => Number(mark[1]) === index);
    const [begin, end] = [own.find((mark) => mark[2] === "begin"), own.find((mark) => mark[2] === "end")];
    if (begin === undefined) return { command, output: [], code: undefined };
    const output = renderScreen(said.slice(begin.index + begin[0].length, end?.index));
    return { command, output, code: end === undefined ? undefined : Number(end[3]) };
  });
}
