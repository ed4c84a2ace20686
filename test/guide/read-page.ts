// A page of the guide as the steps that its reader takes: files that are written, commands that are typed and what they
// print, pieces of YAML that are only looked at. What would be followed by nobody is a problem.

export interface Command {
  readonly kind: "command";
  /** As typed, without the `$ `; several lines where one ends with a backslash. */
  readonly text: string;
  readonly output: readonly string[];
  /** Of the page, counted from 1. */
  readonly line: number;
  /** Where its output begins and ends in the page: indexes of lines. */
  readonly from: number;
  readonly to: number;
}

export interface WrittenFile {
  readonly kind: "file";
  readonly name: string;
  /** Written whole, put at the end, or a diff that is carried out. */
  readonly how: "write" | "append" | "patch";
  readonly text: string;
  readonly line: number;
}

/** YAML without a name: not followed, but it must be a valid piece of a configuration. */
export interface Snippet {
  readonly kind: "snippet";
  readonly text: string;
  readonly line: number;
}

export type PageStep = Command | WrittenFile | Snippet;

export interface Page {
  readonly lines: readonly string[];
  readonly steps: readonly PageStep[];
  readonly problems: readonly string[];
}

interface Fence {
  readonly language: string;
  readonly body: readonly string[];
  /** Index of the line with the opening fence. */
  readonly at: number;
  /** The paragraph above it, as one line. */
  readonly above: string;
}

const NAMED = /`([\w./-]+)`:$/;
const APPENDED = /\bto the end of `[\w./-]+`:$/;

export function readPage(text: string): Page {
  const lines = text.split("\n");
  const steps: PageStep[] = [];
  const problems: string[] = [];
  if (!/^# \S/.test(lines[0] ?? "")) problems.push("line 1: a page begins with its title, # Title");
  for (const fence of readFences(lines, problems)) {
    const found = fence.language === "console" ? readCommands(fence) : [readFile(fence)];
    if (found.length === 0) problems.push(`line ${fence.at + 1}: a console block without a command`);
    for (const step of found) {
      if (typeof step === "string") problems.push(step);
      else steps.push(step);
    }
  }
  return { lines, steps, problems };
}

function readFences(lines: readonly string[], problems: string[]): Fence[] {
  const fences: Fence[] = [];
  let at = -1;
  for (const [index, line] of lines.entries()) {
    if (at < 0 && /^ *(```|~~~)/.test(line)) at = index;
    else if (at >= 0 && line === "```") {
      const opening = /^```([a-z]+)$/.exec(lines[at] ?? "");
      if (opening === null) problems.push(`line ${at + 1}: a block begins with three backticks and its language`);
      const above = lines.slice(0, at).join("\n").trimEnd().split("\n\n").at(-1)?.replaceAll("\n", " ") ?? "";
      fences.push({ language: opening?.[1] ?? "", body: lines.slice(at + 1, index), at, above });
      at = -1;
    }
  }
  if (at >= 0) problems.push(`line ${at + 1}: a block without an end`);
  return fences;
}

function readFile({ language, body, at, above }: Fence): WrittenFile | Snippet | string {
  const name = NAMED.exec(above)?.[1];
  const text = `${body.join("\n")}\n`;
  const line = at + 1;
  if (body.some((one) => /^\$ /.test(one)))
    return `line ${line}: commands stand in a console block, where they are run`;
  if (name === undefined && language === "yaml") return { kind: "snippet", text, line };
  if (name === undefined)
    return `line ${line}: a block that nobody follows: no console, and no file (\`NAME\`: above it)`;
  if (language === "diff") return { kind: "file", name, how: "patch", text, line };
  return { kind: "file", name, how: APPENDED.test(above) ? "append" : "write", text, line };
}

function readCommands({ body, at }: Fence): (Command | string)[] {
  const found: (Command | string)[] = [];
  let index = 0;
  while (index < body.length) {
    const start = index;
    const first = body[index] ?? "";
    index += 1;
    if (!first.startsWith("$ ")) {
      found.push(`line ${at + 2 + start}: output of no command: a console block begins with $`);
      continue;
    }
    const typed = [first.slice(2)];
    while (typed.at(-1)?.endsWith("\\") && body[index]?.startsWith("> ")) {
      typed.push(body[index]?.slice(2) ?? "");
      index += 1;
    }
    const from = index;
    while (index < body.length && !body[index]?.startsWith("$ ")) index += 1;
    const output = body.slice(from, index);
    const [line, offset] = [at + 2 + start, at + 1];
    found.push({ kind: "command", text: typed.join("\n"), output, line, from: from + offset, to: index + offset });
  }
  return found;
}
