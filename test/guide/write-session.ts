// A page as a script for a shell: each command as it is typed, between marks that say where its output begins and ends.
// `trueup sim … -- bash` opens a shell in which the rest of the page is typed, up to `exit`.
import { type PageStep, patch } from "./read-page.ts";

/** Files by name: the scripts, and what the reader writes, to be put beside them. */
export interface Session {
  readonly files: ReadonlyMap<string, string>;
  /** The script to begin with. */
  readonly first: string;
}

const SIMULATORS = /^trueup sim .*-- bash$/;
const MARK = "\\033]7;";
/** As it arrives: number of the command, `begin` or `end`, and the exit code. */
export const MARKS = /\u001b\]7;(\d+);(begin|end);(\d+)\u0007/g;

export function writeSession(steps: readonly PageStep[]): Session {
  const files = new Map<string, string>();
  const written = new Map<string, string>();
  const outer: string[] = ["stty cols 80 rows 40", "code=0"];
  const inner: string[] = ["code=0"];
  let lines = outer;
  for (const [index, step] of steps.entries()) {
    if (step.kind === "snippet") continue;
    if (step.kind === "file") {
      const before = written.get(step.name) ?? "";
      const text =
        step.how === "write" ? step.text : step.how === "append" ? before + step.text : patch(before, step.text);
      written.set(step.name, text);
      files.set(`file-${index}`, text);
      lines.push(`cp "$PAGE/file-${index}" ${step.name}`);
      continue;
    }
    const isSimulators = SIMULATORS.test(step.text);
    if (isSimulators && lines === inner) throw new Error(`line ${step.line}: a shell inside the shell`);
    if (step.text === "exit" && lines === inner) {
      inner.push(begin(index), end(index, 0), "exit 0");
      lines = outer;
    } else if (isSimulators) {
      // Its output is what comes before the first command of the shell inside.
      outer.push(begin(index), `${step.text} "$PAGE/inner"`);
      inner.push(end(index, 0));
      lines = inner;
    } else lines.push(begin(index), "(exit $code)", step.text, "code=$?", end(index));
  }
  files.set("outer", `${outer.join("\n")}\n`);
  files.set("inner", `${inner.join("\n")}\n`);
  return { files, first: "outer" };
}

function begin(index: number): string {
  return `printf '${MARK}${index};begin;0\\007'`;
}

function end(index: number, code?: number): string {
  return code === undefined
    ? `printf '${MARK}${index};end;%d\\007' $code`
    : `printf '${MARK}${index};end;${code}\\007'`;
}
