// Follows a page: its commands are typed in a terminal of 80 columns, its files written, its questions answered.
import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CLI } from "../support/cli.ts";
import type { Command, Page, WrittenFile } from "./read-page.ts";
import { renderScreen } from "./render-screen.ts";
import { MARKS, OUTER, writeSession } from "./write-session.ts";

/** What the reader does: a command, or a file that is written. */
export type Act = Command | WrittenFile;

export interface Followed {
  readonly act: Act;
  readonly output: readonly string[];
  /** Undefined where it was never done, or did not come to an end. */
  readonly code: number | undefined;
}

type Acts = ReadonlyMap<number, Act>;

/** The terminal is made by `script` of util-linux. */
export const SCRIPT: string = "script";
/** Both are equally long, so that lines are wrapped at the same places. */
const [HOME, SHOWN_HOME] = ["g", "/home/someone"];
const LONGEST = 100_000;

export async function followPage(page: Page): Promise<Followed[]> {
  const home = await mkdtemp(`/tmp/${HOME}-`);
  const around = await mkdtemp(join(tmpdir(), "trueup-guide-"));
  try {
    const [bin, files] = [join(around, "bin"), join(around, "page")];
    await Promise.all([bin, files].map((path) => mkdir(path)));
    await writeFile(join(bin, "trueup"), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
    await chmod(join(bin, "trueup"), 0o755);
    for (const [name, text] of writeSession(page.steps)) await writeFile(join(files, name), text);
    const env = {
      PATH: `${bin}:${process.env["PATH"] ?? ""}`,
      HOME: home,
      PAGE: files,
      LANG: "C.UTF-8",
      TERM: "xterm",
      SHELL: "/bin/bash",
    };
    const acts = new Map(
      page.steps.flatMap((step, index) => (step.kind === "snippet" ? [] : [[index, step] as const])),
    );
    const said = await type(`bash "$PAGE/${OUTER}"`, home, env, acts);
    return readAnswers(said.replaceAll(home, SHOWN_HOME), acts);
  } finally {
    for (const folder of [home, around]) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** All that the terminal was sent. */
function type(command: string, cwd: string, env: Readonly<Record<string, string>>, acts: Acts): Promise<string> {
  const stdio = ["pipe", "pipe", "inherit"] as const;
  const child = spawn(SCRIPT, ["-qec", command, "/dev/null"], { cwd, env, stdio: [...stdio], detached: true });
  let said = "";
  let answered = 0;
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"), LONGEST);
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
    const answer = answerTo(said.slice(answered), said, acts);
    if (answer === undefined) return;
    answered = said.length;
    child.stdin?.write(answer);
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
function answerTo(fresh: string, said: string, acts: Acts): string | undefined {
  if (!/: (\u001b\[\d+G)?$/.test(fresh)) return undefined;
  const question = renderScreen(fresh.replaceAll(MARKS, "\n")).at(-1) ?? "";
  const act = acts.get(Number([...said.matchAll(MARKS)].at(-1)?.[1]));
  const written = act?.kind === "command" ? act.output : [];
  const line = written.find((one) => one.startsWith(`${question} `));
  return line === undefined ? "\u0003" : `${line.slice(question.length + 1)}\n`;
}

function readAnswers(said: string, acts: Acts): Followed[] {
  const marks = [...said.matchAll(MARKS)];
  return [...acts].map(([index, act]) => {
    const own = marks.filter((mark) => Number(mark[1]) === index);
    const [begin, end] = [own.find((mark) => mark[2] === "begin"), own.find((mark) => mark[2] === "end")];
    if (begin === undefined) return { act, output: [], code: undefined };
    const output = renderScreen(said.slice(begin.index + begin[0].length, end?.index)).map(asTyped);
    return { act, output, code: end === undefined ? undefined : Number(end[3]) };
  });
}

/** A shell that follows a script names it and the line, where one that is typed into does not. */
function asTyped(line: string): string {
  return line.replace(/^\S+: line \d+: +(\d+ )?(Killed\b.*|.*: command not found)$/, (_all, _id, message: string) =>
    message.startsWith("Killed") ? "Killed" : `bash: ${message}`,
  );
}
