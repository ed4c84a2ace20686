// A page as a script for a shell: files are written, commands are typed as they stand, each between marks that say where its
// output begins and ends. `trueup sim … -- bash` opens a shell in which the rest of the page is followed, up to `exit`.
import type { PageStep, WrittenFile } from "./read-page.ts";

/** As it arrives: number of the step, `begin` or `end`, and the exit code. */
export const MARKS = /\u001b\]7;(\d+);(begin|end);(\d+)\u0007/g;
export const OUTER = "outer";

const SIMULATORS = /^trueup sim .*-- bash$/;
const MARK = "\\033]7;";
/** A diff as a person carries it out who reads it: the lines must be there, and once. */
const CHANGE = `change() {
  local text old new rest
  text=$'\\n'$(<"$1")$'\\n' old=$'\\n'$(<"$2")$'\\n' new=$'\\n'$(<"$3")$'\\n'
  rest=$'\\n'\${text#*"$old"}
  if [ "$rest" = $'\\n'"$text" ]; then echo "the lines to change are not there"; return 1; fi
  if [ "\${rest#*"$old"}" != "$rest" ]; then echo "the lines to change are there twice"; return 1; fi
  text=\${text/"$old"/"$new"}
  printf '%s' "\${text:1}" > "$1"
}`;

/** Scripts and the content of what the reader writes, by name: to be put into the folder `$PAGE`. */
export function writeSession(steps: readonly PageStep[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const outer: string[] = [CHANGE, "stty cols 80 rows 40", "code=0"];
  const inner: string[] = [CHANGE, "code=0"];
  let lines = outer;
  for (const [index, step] of steps.entries()) {
    if (step.kind === "snippet") continue;
    if (step.kind === "file") {
      lines.push(mark(index, "begin"), writeFile(index, step, files), mark(index, "end", "$?"));
    } else if (step.text === "exit" && lines === inner) {
      // A shell that is typed into says this itself.
      inner.push(mark(index, "begin"), "echo exit", mark(index, "end"), "exit 0");
      lines = outer;
    } else if (SIMULATORS.test(step.text)) {
      if (lines === inner) throw new Error(`line ${step.line}: a shell of simulators inside another`);
      // What it prints is what comes before the first command of the shell inside.
      outer.push(mark(index, "begin"), `${step.text} "$PAGE/inner"`);
      inner.push(mark(index, "end"));
      lines = inner;
    } else lines.push(mark(index, "begin"), "(exit $code)", step.text, "code=$?", mark(index, "end", "$code"));
  }
  files.set(OUTER, `${outer.join("\n")}\n`);
  return files.set("inner", `${inner.join("\n")}\n`);
}

function writeFile(index: number, { name, how, text }: WrittenFile, files: Map<string, string>): string {
  const source = `"$PAGE/${index}"`;
  if (how !== "patch") {
    files.set(`${index}`, text);
    return how === "write" ? `mkdir -p "$(dirname ${name})" && cp ${source} ${name}` : `cat ${source} >> ${name}`;
  }
  const lines = text.split("\n").slice(0, -1);
  for (const [side, sign] of [
    ["old", "+"],
    ["new", "-"],
  ] as const)
    files.set(
      `${index}-${side}`,
      lines
        .filter((line) => !line.startsWith(sign))
        .map((line) => `${line.slice(1)}\n`)
        .join(""),
    );
  return `change ${name} "$PAGE/${index}-old" "$PAGE/${index}-new"`;
}

function mark(index: number, edge: "begin" | "end", code = "0"): string {
  return `printf '${MARK}${index};${edge};%d\\007' ${code}`;
}
