// `trueup graph`: offline and without credentials; what is wrong ends with 1 and the usual diagnostics.
import { describe, expect, it } from "vitest";
import { closeBenchesAfterEach, expectCode, openBench } from "../support/cli.ts";
import { EMPTY, head, key, vm } from "../support/shop.ts";

closeBenchesAfterEach();

const FLEET = `${head()}keys:\n${key("ops")}vms:\n${vm("web", "count: 3")}snapshots:\n  golden: { vm: "web[1]" }\n`;

describe("graph", () => {
  it("prints what needs what, without credentials or a provider to ask", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": FLEET } });
    const env = Object.fromEntries(Object.keys(bench.env).map((name) => [name, undefined]));
    const mermaid = await bench.run(["graph"], { env });
    expectCode(mermaid, 0);
    expect(mermaid.out).toMatchInlineSnapshot(`
      "flowchart LR
        n0["keys.ops<br/>serveroid"]
        n1["vms.web[0..2]<br/>serveroid"]
        n2["snapshots.golden<br/>serveroid"]
        n1 --> n0
        n2 --> n1
      "
    `);
    expect((await bench.run(["graph", "--format", "dot"], { env })).out).toContain('"vms.web[0..2]" -> "keys.ops";');
    const json = await bench.run(["graph", "--instances", "--format", "json"], { env });
    const { nodes, edges } = JSON.parse(json.out) as { nodes: unknown[]; edges: unknown[] };
    expect(nodes).toHaveLength(5);
    expect(edges).toContainEqual({ from: "snapshots.golden", to: "vms.web[1]" });
  });

  it("ends 1 with diagnostics where the configuration is wrong", async () => {
    const bench = await openBench({ seed: EMPTY, files: { "trueup.yaml": FLEET.replace("[ops]", "[other]") } });
    const ended = await bench.run(["graph"]);
    expectCode(ended, 1);
    expect(ended.out).toBe("");
    expect(ended.err).toMatch(/^error\[config\./);
    expect(ended.err).toContain("other");
  });
});
