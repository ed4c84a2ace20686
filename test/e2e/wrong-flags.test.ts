// Flags that cannot be meant: said at once, with what to write, and exit code 1.
import { expect, it } from "vitest";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, ONE_VM } from "../support/shop.ts";

closeBenchesAfterEach();

it.each([
  [["-C", "/nonexistent", "validate"]],
  [["validate", "-C", "/nonexistent"]],
  [["plan", "--chdir", "/nonexistent"]],
  [["-C", "/nonexistent", "state", "list"]],
  [["show", "-C", "/nonexistent", "plan.json"]],
])("%j names the folder that is not there", async (args) => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
  const ended = await bench.run(args);
  expectCode(ended, 1);
  expect(ended.err).toContain("cli.chdir");
  expect(ended.err).toContain("/nonexistent: there is no such folder");
});

it("-C before the command and after it are the same", async () => {
  const bench = await openBench({ seed: EMPTY, files: { "apart/trueup.yaml": ONE_VM } });
  const [before, after] = [await bench.run(["-C", "apart", "validate"]), await bench.run(["validate", "-C", "apart"])];
  expectCode(before, 0);
  expect(before.out).toBe(after.out);
});

it("-C that names a file says so", async () => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
  const ended = await bench.run(["validate", "-C", "trueup.yaml"]);
  expectCode(ended, 1);
  expect(ended.err).toContain("it is no folder");
});

it.each([
  ["--speed", "x"],
  ["--speed", "0"],
  ["--speed", "-1"],
  ["--latency", "x"],
  ["--latency", "1.5"],
])("sim %s %s is refused", async (flag, value) => {
  const bench = await openBench({ seed: EMPTY });
  const ended = await bench.run(["sim", "--env", flag, value]);
  expectCode(ended, 1);
  expect(ended.err).toContain(`'${value}' is invalid`);
  expect(ended.err).not.toContain("NaN");
});

it.each([[["help", "plna"]], [["plna"]], [["help", "state", "lst"]]])("%j says what may be meant", async (args) => {
  const bench = await openBench({ seed: EMPTY });
  const ended = await bench.run(args);
  expectCode(ended, 1);
  expect(ended.err).toMatch(/unknown command '(plna|lst)'\n\(Did you mean (plan|list)\?\)/);
});

it("help of a command is its --help, and never runs it", async () => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
  const flag = await bench.run(["destroy", "--help"]);
  for (const args of [
    ["help", "destroy"],
    ["help", "destroy", "more"],
  ]) {
    const ended = await bench.run(args);
    expectCode(ended, 0);
    expect(ended.out).toBe(flag.out);
  }
});

it.each([
  [["plan", "--destroy", "--refresh-only"], "'--destroy' cannot be used with option '--refresh-only'"],
  [["plan", "--json", "--format", "text"], "'--json' cannot be used with option '--format <format>'"],
  [["destroy", "-y", "--refresh-only"], "destroy --refresh-only would destroy nothing"],
  [["apply", "-y", "--parallelism", "0"], "'0' is invalid. expected a whole number above zero"],
  [["plan", "--accept-account", "nope"], "--accept-account nope: there is no such provider entry"],
  [["apply", "-y", "--accept-account", "nope"], "--accept-account nope: there is no such provider entry"],
  [["catalog", "nope"], "one of: gcore, serveroid, zomro"],
])("%j is refused, and nothing is done", async (args, said) => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
  const ended = await bench.run(args);
  expectCode(ended, 1);
  expect(ended.err).toContain(said);
  expect(ended.out).not.toContain("create");
});

it("an error of a provider names its request once", async () => {
  const faults = [{ match: { provider: "serveroid" }, effect: "http-5xx" as const, status: 503 }];
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM }, faults });
  const ended = await bench.run(["plan"]);
  expectCode(ended, 1);
  expect(ended.err.match(/GET \/api\/v1\/tenant/g)).toHaveLength(1);
});
