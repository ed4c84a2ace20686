// A nightly drift job, and whoever takes a fleet down, need neither passwords nor key files; what makes machines does.
import { expect, it } from "vitest";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, head, OPS_KEY, vm } from "../support/shop.ts";

closeBenchesAfterEach();

const secrets = `${head()}keys:
  ops: { provider: serveroid, publicKey: "\${file:./ops.pub}" }
vms:
${vm("web", 'password: "${env:WEB_PASSWORD}"')}`;
const literal = secrets.replace("${file:./ops.pub}", OPS_KEY).replace("${env:WEB_PASSWORD}", "Passw0rdAbc");

it("drift and destroy do without what is only needed to make things; plan does not", async () => {
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": literal } });
  expectCode(await bench.run(["apply", "-y"]), 0);
  await bench.write("trueup.yaml", secrets);
  const refused = await bench.run(["plan"]);
  expectCode(refused, 1);
  expect(refused.err).toContain("config.unset-variable");
  const drift = await bench.run(["drift"]);
  expectCode(drift, 0);
  expect(drift.out).toContain("No drift.");
  expectCode(await bench.run(["plan", "--destroy"]), 0);
  const destroyed = await bench.run(["destroy", "-y", "--allow-deletes", "9"]);
  expectCode(destroyed, 0);
  expect(destroyed.err).toContain("this command does without it");
  expect((await bench.state()).resources).toEqual({});
});

it("what names or protects a resource is needed by every command", async () => {
  const yaml = `${secrets}    lifecycle: { protect: "\${env:PROTECT}" }\n`;
  const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": yaml } });
  const ended = await bench.run(["destroy", "-y", "--allow-deletes", "9"]);
  expectCode(ended, 1);
  expect(ended.err).toMatch(/error\[config\.unset-variable\]: the environment variable PROTECT/);
});
