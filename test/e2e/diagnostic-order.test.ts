// What a plan complains about comes in the order of the YAML, not of the addresses.
import { expect, it } from "vitest";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";

closeBenchesAfterEach();

it("is that of the files and lines", async () => {
  const wrong = (name: string) => vm(name).replace("без границ", "без конца");
  const files = {
    "trueup/a.yaml": `${head()}keys:\n${key("ops")}vms:\n${wrong("zeta")}${vm("mid")}${wrong("beta")}`,
    "trueup/b.yaml": `vms:\n${wrong("alpha")}`,
  };
  const bench = await openBench({ seed: EMPTY, files });
  const ended = await bench.run(["plan"]);
  expectCode(ended, 1);
  const places = [...`${ended.err}${ended.out}`.matchAll(/^ *--> (\S+?):\d+/gm)].map((match) => match[1]);
  const addresses = [...`${ended.err}${ended.out}`.matchAll(/^error\[\S+\]: (vms\.\w+):/gm)].map((match) => match[1]);
  expect(addresses).toEqual(["vms.zeta", "vms.beta", "vms.alpha"]);
  expect(places).toEqual(["trueup/a.yaml", "trueup/a.yaml", "trueup/b.yaml"]);
});
