// What is said to people who mistype a flag or a command, or write one as Terraform or kubectl have it.
import { Command } from "commander";
import { expect, it } from "vitest";
import { buildWrongUse, findPlace } from "../../../src/cli/wrong-use.ts";

const FLAGS = ["--target", "--replace", "--var", "--var-file", "--json", "--destroy", "--refresh-only", "--no-color"];
const PLAN = { command: "plan", flags: FLAGS };
const APPLY = { command: "apply", flags: [...FLAGS, "--auto-approve", "--lock-timeout"] };
const NONE = { command: "", flags: ["--chdir", "--version"] };

const fixOf = (said: string, place = PLAN) => buildWrongUse(`error: ${said}\n`, place).fix;

it.each([
  ["unknown command 'force-unlock'", "trueup unlock ID"],
  ["unknown command 'ls'\n(Did you mean rm?)", "trueup state list"],
  ["unknown command 'aply'\n(Did you mean apply?)", "did you mean apply?"],
  ["unknown command 'constructor'", "trueup plan --help lists what it takes"],
  ["unknown option '--constructor'", "trueup plan --help lists what it takes"],
  ["unknown option '--tagret'\n(Did you mean --target?)", "did you mean --target?"],
  ["unknown option '-o'", "--format, or --json; trueup plan --out saves a plan"],
  ["unknown option '--refresh=false'", "live state is always read: there is nothing to switch off"],
  ["missing required argument 'planfile'", "trueup plan --help lists what it takes"],
  ["option '--grace <n>' argument '5' is invalid. expected a duration with a unit.", "expected a duration with a unit"],
  ["command-argument value 'x' is invalid for argument 'shell'. Allowed choices are bash, zsh.", "one of: bash, zsh"],
])("%j is answered with %j", (said, fix) => {
  expect(fixOf(said)).toBe(fix);
});

it.each(FLAGS)("the flag %s with one dash is answered with two", (flag) => {
  expect(fixOf(`unknown option '${flag.slice(1)}=x'`)).toBe(`long flags have two dashes: ${flag}`);
});

it.each(["-vv", "-type=plan", "-lock-timeout=5m"])("%s is no flag with two dashes either", (flag) => {
  expect(fixOf(`unknown option '${flag}'`)).toBe("trueup plan --help lists what it takes");
});

it("a misspelt flag with one dash is answered with the one that is there", () => {
  expect(fixOf("unknown option '-var-flie=x'")).toBe("did you mean --var-file?");
});

it("-auto-approve is answered where something is asked only", () => {
  expect(fixOf("unknown option '-auto-approve'", APPLY)).toBe("long flags have two dashes: --auto-approve");
  expect(fixOf("unknown option '--yes'", APPLY)).toBe("-y or --auto-approve");
  expect(fixOf("unknown option '-auto-approve'")).toBe("trueup plan asks nothing: leave it out");
});

it("a flag before the command belongs after it", () => {
  for (const flag of ["--target", "--auto-approve"])
    expect(fixOf(`unknown option '${flag}'`, NONE)).toBe(`flags stand after the command: trueup COMMAND ${flag}`);
});

it("the value of a flag is not repeated", () => {
  const { summary } = buildWrongUse("error: unknown option '--passwrod=hidden'\n", PLAN);
  expect(summary).toBe("trueup plan has no flag --passwrod");
});

it("the place is the command that stands before the flag", () => {
  const program = new Command("trueup").option("-C, --chdir <dir>");
  program.command("state").command("mv").option("--dry-run");
  const place = (words: string, text: string) => findPlace(program, ["node", "trueup", ...words.split(" ")], text);
  const inState = { command: "state mv", flags: ["--help", "--dry-run"] };
  expect(place("-C a state mv -x", "error: unknown option '-x'")).toEqual(inState);
  expect(place("state mv", "error: missing required argument 'from'")).toEqual(inState);
  expect(place("-x state mv", "error: unknown option '-x'")).toEqual({ command: "", flags: ["--help", "--chdir"] });
});

it("a configuration that is named without its flag is answered with the flag", () => {
  const program = new Command("trueup");
  program.command("plan").option("-f, --file <path>");
  program.command("version");
  const said = "error: too many arguments for 'plan'. Expected 0 arguments but got 1.\n";
  const fixOfArgv = (...argv: string[]) =>
    buildWrongUse(said, findPlace(program, ["node", "trueup", ...argv], said)).fix;
  expect(fixOfArgv("plan", "shop/prod.yaml")).toBe("trueup plan -f shop/prod.yaml");
  expect(fixOfArgv("plan", "prod")).toBe("trueup plan --help lists what it takes");
  expect(fixOfArgv("version", "prod.yaml")).toBe("trueup version --help lists what it takes");
});

it.each([
  ["option '-f, --file <path>' argument missing", "--file needs a value: <path>"],
  ["missing required argument 'from'", "trueup plan needs FROM"],
  ["too many arguments for 'plan'. Expected 0 arguments but got 1.", "trueup plan was given a word too many"],
  ["option '--grace <n>' argument '5' is invalid. expected a duration with a unit.", "--grace '5' is not valid"],
  ["option '-p, --parallelism <n>' argument '0' is invalid. expected a number.", "--parallelism '0' is not valid"],
  ["unknown command 'aply'", "trueup plan has no command aply"],
  [
    "command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh.",
    "SHELL 'tcsh' is not valid",
  ],
])("speaks as the other messages do: %s", (said, summary) => {
  expect(buildWrongUse(`error: ${said}\n`, PLAN).summary).toBe(summary);
});

it.each([
  ["--token=it's secret", "--token"],
  ["--key=-----BEGIN\nsecret", "--key"],
  ["-password=a'b=secret'c", "-password"],
])("nothing is said of the value in %j", (typed, flag) => {
  expect(buildWrongUse(`error: unknown option '${typed}'\n(Did you mean --target?)\n`, PLAN).summary).toBe(
    `trueup plan has no flag ${flag}`,
  );
});

it("a word with a line end is told whole", () => {
  expect(buildWrongUse("error: unknown command 'pl\nan'\n", NONE).summary).toBe("trueup has no command pl\nan");
});

it("a file whose name has spaces is quoted", () => {
  const place = { command: "plan", flags: ["--file"], file: "my shop's.yaml" };
  expect(buildWrongUse("error: too many arguments for 'plan'.\n", place).fix).toBe(
    "trueup plan -f 'my shop'\\''s.yaml'",
  );
});
