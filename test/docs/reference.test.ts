// What holds the references to the program: codes are found however they are made, what cannot be followed is told, and every
// code has its sentences.
import { createMarkdownRenderer } from "vitepress";
import { describe, expect, it } from "vitest";
import { readPage } from "../../scripts/checks/links.mjs";
import { compareSentences } from "../../scripts/generate/reference/build-diagnostics.mjs";
import { collectFrom } from "../../scripts/generate/reference/collect-codes.mjs";
import { slugOf } from "../../scripts/site/github-slug.mjs";
import { MARKDOWN, setUpMarkdown } from "../../scripts/site/markdown-for-site.mjs";

const BUILD = "export function buildError(code: string, summary: string) { return { code, summary }; }";

function collect(text: string) {
  const { codes, problems } = collectFrom({
    "src/core/diagnostic.ts": BUILD,
    "src/a.ts": `import { buildError } from "./core/diagnostic.ts";\n${text}`,
  });
  return { codes: [...codes.keys()].sort(), problems };
}

describe("codes", () => {
  it.for([
    ["an argument", 'buildError("plan.a", "x");'],
    [
      "an argument of whoever hands it on",
      'function refuse(code: string) { return buildError(code, "x"); }\nrefuse("plan.a");',
    ],
    ["a method", 'const all = { refuse: (code: string) => buildError(code, "x") };\nall.refuse("plan.a");'],
    [
      "arguments that are handed on together",
      'function refuse(...all: string[]) { buildError(...all); }\nrefuse("plan.a", "x");',
    ],
    ["a field", 'export const one = { code: "plan.a" };'],
    ["a constant", 'const PLAN = "plan.a";\nbuildError(PLAN, "x");'],
    ["one of a list", 'const [code, summary] = true ? ["plan.a", "x"] : ["plan.a", "y"];\nbuildError(code, summary);'],
    ["a builder that is chosen", 'const build = true ? buildError : buildError;\nbuild("plan.a", "x");'],
  ])("are found in %s", ([, text]) => {
    expect(collect(text ?? "")).toEqual({ codes: ["plan.a"], problems: [] });
  });

  it("are all found where there is a choice", () => {
    expect(collect('buildError(x ? "plan.a" : (y ?? "plan.b"), "x");').codes).toEqual(["plan.a", "plan.b"]);
  });

  it.for([
    ["made of parts", 'buildError(`plan.${x}`, "x");', "which codes are `plan.${x}`?"],
    ["given by a call", 'buildError(choose(), "x");', "which codes are choose()?"],
    [
      "given to nothing",
      'buildError("plan.a", "x");\nsend("plan.b");',
      '"plan.b" looks like a code that nothing takes',
    ],
    ["of another form", 'buildError("Plan A", "x");', '"Plan A" is no code'],
  ])("that are %s are told", ([, text, problem]) => {
    expect(collect(text ?? "").problems.join("\n")).toContain(problem);
  });

  it("have sentences each, and no sentence is left over", () => {
    const codes = new Map([
      ["plan.cycle", ["src/a.ts"]],
      ["nowhere.known", ["src/a.ts"]],
    ]);
    expect(
      compareSentences(codes, { "plan.cycle": { means: "x", do: "y" }, "plan.gone": { means: "x", do: "y" } }),
    ).toEqual([
      expect.stringContaining("says nothing of nowhere.known (src/a.ts)"),
      expect.stringContaining("tells of plan.gone, which nothing makes"),
      expect.stringContaining("the family nowhere has no title"),
    ]);
  });
});

describe("links in Markdown", () => {
  it("are found in text, not in code", () => {
    const page = readPage(
      '[a](b.md) `[c](d.md)`\n```sh\n[e](f.md)\n```\n![g](h.png "i")\n[j]: k.md\n<img src="l.png">',
    );
    expect(page.links).toEqual([
      { target: "b.md", line: 1 },
      { target: "h.png", line: 5 },
      { target: "k.md", line: 6 },
      { target: "l.png", line: 7 },
    ]);
  });

  it("lead to headings by the names that GitHub gives them", () => {
    expect([...readPage("# `trueup doctor`: a_b & c\n## Limits\n## Limits\n```\n# no heading\n```").anchors]).toEqual([
      "trueup-doctor-a_b--c",
      "limits",
      "limits-1",
    ]);
    expect(slugOf("Проект 1: S3, größer")).toBe("проект-1-s3-größer");
  });
});

describe("Markdown on the site", () => {
  it("is text: Vue finds nothing to run in it", async () => {
    const md = await createMarkdownRenderer("docs", { ...MARKDOWN, config: (one) => setUpMarkdown(one, undefined) });
    const render = (text: string) => md.render(text, { relativePath: "guide/a.md" }).trim();
    expect(render("In {{ x }}, <server-id>, {#id} and `{{ y }}`\n<!-- not shown -->")).toBe(
      "<p>In &#123;&#123; x &#125;&#125;, &lt;server-id&gt;, &#123;#id&#125; and <code>&#123;&#123; y &#125;&#125;</code></p>",
    );
    expect(render("# Where {{ x }} is <kept>")).toMatch(
      /^<h1 id="where--x--is-kept" tabindex="-1">Where &#123;&#123; x &#125;&#125; is &lt;kept&gt; <a /,
    );
    expect(render("```yaml\na: {{ b }}\n```")).toMatch(/<pre [^>]*v-pre/);
    expect(render("[an example](../../examples/drift/README.md), [a page](../state.md)")).toMatch(
      /^<p>an example, <a href=".*state.*">a page<\/a><\/p>$/,
    );
  });
});
