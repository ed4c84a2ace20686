// Flags that cannot be meant: said at once, with what to write, and exit code 1.
import { expect, it } from "vitest";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, head, key, ONE_VM, vm } from "../support/shop.ts";

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
  expect(ended.err).toContain(`'${value}' is not valid`);
  expect(ended.err).not.toContain("NaN");
});

it.each([[["help", "plna"]], [["plna"]], [["help", "state", "lst"]]])("%j says what may be meant", async (args) => {
  const bench = await openBench({ seed: EMPTY });
  const ended = await bench.run(args);
  expectCode(ended, 1);
  expect(ended.err).toMatch(/has no command (plna|lst)\n {2}fix: did you mean (plan|list)\?/);
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
  [["plan", "--refresh-only", "--replace", "vms.web"], "--replace vms.web cannot be done with --refresh-only"],
  [["plan", "--destroy", "--rebuild", "vms.web"], "--rebuild vms.web cannot be done with destroy"],
  [["destroy", "-y", "--replace", "vms.web"], "--replace vms.web cannot be done with destroy"],
  [["apply", "-y", "--replace", "vms.web", "--rebuild", "vms.web"], "vms.web cannot be done with --rebuild vms.web"],
  [["apply", "-y", "--replace", "vms.web", "--exclude", "vms.web"], "vms.web cannot be done with --exclude vms.web"],
  [["apply", "-y", "--rebuild", "vms.web", "--exclude", "vms.web"], "vms.web cannot be done with --exclude vms.web"],
  [["apply", "-y", "--parallelism", "0"], "'0' is not valid fix: expected a whole number above zero"],
  [["plan", "--accept-account", "nope"], "--accept-account nope: there is no such provider entry"],
  [["apply", "-y", "--accept-account", "nope"], "--accept-account nope: there is no such provider entry"],
  [["catalog", "nope"], "one of: gcore, serveroid, zomro"],
])("%j is refused, and nothing is done", async (args, said) => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
  const ended = await bench.run(args);
  expectCode(ended, 1);
  expect(ended.err.replace(/\s+/g, " ")).toContain(said);
  expect(ended.out).not.toContain("create");
});

it("an error of a provider names its request once", async () => {
  const faults = [{ match: { provider: "serveroid" }, effect: "http-5xx" as const, status: 503 }];
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM }, faults });
  const ended = await bench.run(["plan"]);
  expectCode(ended, 1);
  expect(ended.err.match(/GET \/api\/v1\/tenant/g)).toHaveLength(1);
});

it.each([
  [
    ["--assume-absent", "vms.wbe"],
    "--assume-absent vms.wbe: nothing with this address is declared or tracked",
    "vms.web?",
  ],
  [["--assume-done", "vms.wbe"], "--assume-done vms.wbe: nothing with this address is declared or tracked", "vms.web?"],
  [["--assume-absent", "vms.*"], "--assume-absent vms.*: nothing with this address", "state list"],
  [
    ["--assume-absent", "vms.web", "--assume-done", "vms.web"],
    "vms.web cannot be assumed to be absent and done",
    "panel",
  ],
  [["--exclude", "vms.web.volumes.data"], "--exclude vms.web.volumes.data: nothing with this", "all of it: vms.web"],
  [["--replace", "vms.web.volumes.boot"], "--replace vms.web.volumes.boot: nothing with this", "all of it: vms.web"],
])("apply %j is refused before anything is done", async (flags, said, fix) => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": ONE_VM } });
  const ended = await bench.run(["apply", "-y", ...flags]);
  expectCode(ended, 1);
  const text = ended.err.replace(/\s+/g, " ");
  expect(text).toContain(said);
  expect(text).toContain(fix);
  expect(bench.sent()).toEqual([]);
});

it("--assume-absent of a machine with instances names those whose request is not settled", async () => {
  const bench = await openBench({
    seed: EMPTY,
    files: { "trueup.yaml": `${head("", "{}")}keys:\n${key("ops")}vms:\n${vm("web", "count: 2")}` },
    faults: [{ effect: "lost-before", match: { method: "install", nth: 1 } }],
  });
  expectCode(await bench.run(["apply", "-y"]), 3);
  const [open] = (await bench.state()).pending;
  const ended = await bench.run(["apply", "-y", "--assume-absent", "vms.web"]);
  expectCode(ended, 1);
  expect(ended.err.replace(/\s+/g, " ")).toContain(`fix: --assume-absent '${open?.address}'`);
  expectCode(await bench.run(["apply", "-y", "--assume-absent", open?.address ?? ""]), 0);
});
