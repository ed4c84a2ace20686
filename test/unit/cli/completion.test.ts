// Completions as the shells themselves take them: each is loaded, and asked.
import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { buildProgram } from "../../../src/cli/program.ts";
import type { Terminal } from "../../../src/cli/terminal.ts";
import { hasServer } from "../../servers/run-server.ts";

async function print(shell: string): Promise<string> {
  const said: string[] = [];
  const terminal = {
    out: (text: string) => void said.push(text),
    env: {},
    cwd: ".",
    columns: 80,
  } as unknown as Terminal;
  const argv = ["node", "trueup", "completion", shell];
  const program = buildProgram({ argv, terminal, finish: () => undefined, tellWrong: () => undefined });
  await program.parseAsync(argv);
  return said.join("");
}

function run(shell: string, args: readonly string[], script: string): string {
  const { stdout, stderr, status } = spawnSync(shell, [...args, "-c", script], { encoding: "utf8" });
  expect(`${stderr}${status}`).toBe("0");
  return stdout;
}

const scripts: Record<string, string> = {};
beforeAll(async () => {
  for (const shell of ["bash", "zsh", "fish"]) scripts[shell] = await print(shell);
});

describe("bash", () => {
  const cases: readonly (readonly [words: readonly string[], offered: string])[] = [
    [["pl"], "plan"],
    [["plan", "--fo"], "--format"],
    [["plan", "--format", ""], "text json markdown html gitlab"],
    [["plan", "--format", "=", "j"], "json"],
    [["plan", "--format", "="], "text json markdown html gitlab"],
    [["-C", "/tmp", "plan", "--det"], "--detailed-exitcode"],
    [["state", "re"], "restore rebuild rekey"],
    [["state", "list", "--js"], "--json"],
    [["apply", "--target", "vms.web"], "vms.web vms.web\\[0\\]"],
    [["catalog", "z"], "zomro"],
    [["inventory", "--address", ""], "public private"],
    [["plan", "--allow-deletes", ""], ""],
    [["sim", "--", "pl"], ""],
  ];

  it("offers commands, flags, their values and addresses", () => {
    const calls = cases.map(([words]) => `try trueup ${words.map((word) => `'${word}'`).join(" ")}`);
    const told = run(
      "bash",
      ["--norc"],
      `${scripts["bash"]}
trueup() { printf '%s\\n' vms.web 'vms.web[0]' 'keys.ops'; }
try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _trueup; echo "\${COMPREPLY[*]}"; }
${calls.join("\n")}
`,
    ).split("\n");
    expect(told.slice(0, -1)).toEqual(cases.map(([, offered]) => offered));
  });

  it("knows every command", () => {
    for (const at of ["/init", "/state/rebuild", "/run-queue/add", "/completion"])
      expect(scripts["bash"]).toContain(` ${at}`);
    expect(scripts["bash"]).not.toContain("/complete ");
  });
});

describe.skipIf(!hasServer("zsh", ["zsh"]))("zsh", () => {
  it("offers commands, flags, their values and addresses", () => {
    const told = run(
      "zsh",
      ["-f"],
      `compdef() { :; }
_describe() { local of=\${@[-1]}; print -rl -- "\${(@P)of}"; }
compadd() { [[ $1 == -a ]] && print -rl -- "\${(@P)2}" || print -rl -- "\${@[2,-1]}"; }
compset() { :; }
trueup() { print -rl -- vms.web 'vms.web[0]'; }
${scripts["zsh"]}
try() { words=("$@"); CURRENT=$#; print "== $*"; _trueup; }
try trueup plan --format ''
try trueup state ''
try trueup apply --target ''
try trueup output --
`,
    );
    expect(told).toContain("== trueup plan --format \ntext\njson\nmarkdown\nhtml\ngitlab\n");
    expect(told).toContain("\nrebuild:make a lost state anew from YAML, markers and live objects;");
    expect(told).toContain("== trueup apply --target \nvms.web\nvms.web[0]\n");
    expect(told).toContain("\n--raw:print the value of NAME alone, without quotes and line end\n");
  });
});

describe.skipIf(!hasServer("fish", ["fish"]))("fish", () => {
  it("offers commands, flags, their values and addresses", () => {
    const ask = (line: string) => `echo '== ${line}'; complete -C '${line}'`;
    const told = run(
      "fish",
      ["--no-config"],
      `${scripts["fish"]}
function trueup; printf '%s\\n' vms.web 'vms.web[0]'; end
${ask("trueup pl")}
${ask("trueup inventory --format s")}
${ask("trueup state reb")}
${ask("trueup state show ")}
`,
    );
    expect(told).toContain("== trueup pl\nplan\tread live state and print what would be done; writes nothing\n");
    expect(told).toContain("== trueup inventory --format s\nssh-config\t");
    expect(told).toContain("== trueup state reb\nrebuild\t");
    expect(told).toContain("== trueup state show \nvms.web\nvms.web[0]\n");
  });
});
