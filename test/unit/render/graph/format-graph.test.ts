import { describe, expect, it } from "vitest";
import type { ResourceGraph } from "../../../../src/core/resource-graph.ts";
import { formatGraph } from "../../../../src/render/graph/format-graph.ts";
import { joinInstances } from "../../../../src/render/graph/join-instances.ts";

const node = (address: string, type = "vm", provider = "gcore") => ({ address, type, provider });
const GRAPH: ResourceGraph = {
  nodes: [
    node("keys.ops", "key"),
    ...[0, 1, 2].map((index) => node(`vms.web[${index}]`)),
    node('vms.db["a b"]'),
    node("snapshots.web", "snapshot"),
  ],
  edges: [
    ...[0, 1, 2].map((index) => ({ from: `vms.web[${index}]`, to: "keys.ops" })),
    { from: "vms.web[1]", to: "vms.web[0]" },
    { from: "snapshots.web", to: "vms.web[1]" },
  ],
};

describe("the graph of a configuration", () => {
  it("is Mermaid", () =>
    expect(formatGraph(joinInstances(GRAPH), "mermaid")).toMatchInlineSnapshot(`
      "flowchart LR
        n0["keys.ops<br/>gcore"]
        n1["vms.web[0..2]<br/>gcore"]
        n2["vms.db[#34;a b#34;]<br/>gcore"]
        n3["snapshots.web<br/>gcore"]
        n1 --> n0
        n3 --> n1
      "
    `));

  it("is DOT", () =>
    expect(formatGraph(joinInstances(GRAPH), "dot")).toMatchInlineSnapshot(`
      "digraph trueup {
        rankdir = "LR";
        node [shape = "box", style = "rounded", fontname = "sans-serif"];
        "keys.ops" [label = "keys.ops\\ngcore"];
        "vms.web[0..2]" [label = "vms.web[0..2]\\ngcore"];
        "vms.db[\\"a b\\"]" [label = "vms.db[\\"a b\\"]\\ngcore"];
        "snapshots.web" [label = "snapshots.web\\ngcore"];
        "vms.web[0..2]" -> "keys.ops";
        "snapshots.web" -> "vms.web[0..2]";
      }
      "
    `));

  it("is JSON, with what needs what", () =>
    expect(JSON.parse(formatGraph(joinInstances(GRAPH), "json"))).toEqual({
      nodes: [node("keys.ops", "key"), node("vms.web[0..2]"), node('vms.db["a b"]'), node("snapshots.web", "snapshot")],
      edges: [
        { from: "vms.web[0..2]", to: "keys.ops" },
        { from: "snapshots.web", to: "vms.web[0..2]" },
      ],
    }));

  it("has each instance where it is asked for", () =>
    expect(JSON.parse(formatGraph(GRAPH, "json"))).toEqual(JSON.parse(JSON.stringify(GRAPH))));

  it("cannot be broken by a name", () => {
    const nasty = 'vms.a["]\\n; end --> <script>`#"]';
    const graph = { nodes: [node(nasty, "vm", '"x')], edges: [{ from: nasty, to: nasty }] };
    expect(formatGraph(graph, "mermaid")).toBe(
      'flowchart LR\n  n0["vms.a[#34;]#92;n; end --#62; #60;script#62;#96;#35;#34;]<br/>#34;x"]\n  n0 --> n0\n',
    );
    for (const line of formatGraph(graph, "dot").split("\n").slice(3, 5))
      expect(line).toMatch(/^ {2}"(?:[^"\\]|\\.)*"( \[label = "(?:[^"\\]|\\.)*"\]| -> "(?:[^"\\]|\\.)*");$/);
  });
});
