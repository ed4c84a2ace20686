// What people who come from Terraform, kubectl or hcloud type: the answer to a command that is none here, to a flag with one dash,
// and to a flag that has no like here. Loaded only where something was wrong.

const COMMANDS: Readonly<Record<string, string>> = {
  refresh: "trueup apply --refresh-only",
  taint: "trueup apply --replace ADDRESS",
  untaint: "nothing is marked: what was not replaced stays",
  "force-unlock": "trueup unlock ID",
  get: "trueup state list",
  ls: "trueup state list",
  list: "trueup inventory, or trueup state list",
  describe: "trueup state show ADDRESS",
  diff: "trueup plan",
  preview: "trueup plan",
  up: "trueup apply",
  sync: "trueup apply",
  create: "trueup apply",
  delete: "trueup destroy",
  providers: "trueup catalog PROVIDER",
  workspace: "a stack of its own is another file, or another folder, with another stack: NAME",
  fmt: "there is none: any formatter of YAML will do",
  test: "trueup plan --rehearse",
  man: "trueup help COMMAND",
  environment: "trueup help environment",
  env: "trueup help environment",
};

/** Terraform's flags, and what they are here. Those with the same name and two dashes need no line. */
const ANSWERS: Readonly<Record<string, string>> = {
  input: "nothing is asked where standard input is no terminal; -y answers beforehand",
  refresh: "live state is always read: there is nothing to switch off",
  lock: "plan takes no lock, and apply does nothing without one; trueup unlock removes one that was left",
  state: "where the state is kept stands in the YAML: trueup explain state",
  "state-out": "where the state is kept stands in the YAML: trueup explain state",
  backup: "older serials are kept: trueup state history",
  "backend-config": "the state block of the YAML takes ${env:NAME}: trueup explain state",
  "migrate-state": "trueup state migrate --to FILE",
  reconfigure: "trueup state migrate --to FILE",
  "force-copy": "trueup state migrate --to FILE",
  upgrade: "providers come with trueup: update the package",
  "from-module": "trueup init PROVIDER writes a first file",
  "compact-warnings": "--summary prints one line for each resource",
  "generate-config-out": "trueup state rebuild finds what is there again; an import block takes an object over",
  force: "-y does not ask; what is refused names the flag that lets it through",
  "dry-run": "trueup plan shows what apply would do",
  yes: "-y or --auto-approve",
  "auto-approve": "-y or --auto-approve",
  output: "--format, or --json",
  o: "--format, or --json; trueup plan --out saves a plan",
  n: "the stack is named in the YAML: -f FILE or -C DIR chooses it",
  namespace: "the stack is named in the YAML: -f FILE or -C DIR chooses it",
  context: "-f FILE or -C DIR chooses the configuration",
  filename: "-f PATH or --file PATH",
  file: "-f PATH or --file PATH",
  format: "--format FORMAT",
  chdir: "-C DIR or --chdir DIR",
  version: "trueup --version",
  v: "trueup --version; --verbose shows the calls",
  q: "what is asked for is alone on standard output: 2>/dev/null leaves out the rest",
  quiet: "what is asked for is alone on standard output: 2>/dev/null leaves out the rest",
};

export const findOtherCommand = (name: string): string | undefined => lookUp(COMMANDS, name);

export const findOtherFlag = (name: string): string | undefined => lookUp(ANSWERS, name);

function lookUp(answers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(answers, name) ? answers[name] : undefined;
}
