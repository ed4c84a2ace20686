import { describe, expect, it } from "vitest";
import { buildError, buildWarning } from "../../../src/core/diagnostic.ts";
import { formatFailureMarkdown, formatPlanMarkdown } from "../../../src/render/format-plan-markdown.ts";
import { fence } from "../../../src/render/markdown.ts";
import { MOST_CHARACTERS } from "../../../src/render/markdown-blocks.ts";
import { buildCountsDocument } from "../../../src/render/plan-counts-document.ts";
import { fleetPlan, mixedPlan, sampleEntry, sampleField, samplePlan, troubledPlan } from "./sample-plans.ts";

const expectFile = (text: string, name: string) => expect(text).toMatchFileSnapshot(`../../golden/${name}`);

describe("the plan as Markdown", () => {
  it("is what it was", () => expectFile(formatPlanMarkdown(mixedPlan()), "plan-mixed.md"));
  it("tells trouble first", () => expectFile(formatPlanMarkdown(troubledPlan()), "plan-troubled.md"));
  it("of no changes is one line below its title", () =>
    expect(formatPlanMarkdown(samplePlan())).toBe(
      "### trueup: shop-prod\n\n**No changes. Your infrastructure matches the configuration.**\n",
    ));

  it("has errors before all changes, and no summary that reads like success", () => {
    const text = formatPlanMarkdown({
      ...fleetPlan(),
      diagnostics: [buildError("a.b", "wrong"), buildWarning("c.d", "odd")],
    });
    expect(text).toContain("**Planning failed: 1 error.**");
    expect(text).not.toContain("Plan:");
    expect(text.indexOf("error[a.b]")).toBeLessThan(text.indexOf("create"));
    expect(text.indexOf("warning[c.d]")).toBeLessThan(text.indexOf("create"));
  });

  it("of a run without a plan says what is wrong", () =>
    expect(formatFailureMarkdown([buildError("a.b", "wrong", { fix: "do it" })])).toMatch(
      /^### trueup\n\n\*\*Planning failed: 1 error\.\*\*\n\n<details open><summary><code>error\[a\.b\]: wrong<\/code>[\s\S]*fix: do it/,
    ));

  it("of a saved plan that does not fit any more does not speak of planning", () => {
    const text = formatFailureMarkdown([buildError("plan.stale", "vms.web is not as it was")]);
    expect(text).toContain("**Nothing was applied: 1 error.**");
    expect(text).not.toContain("Planning");
  });
});

describe("a large plan", () => {
  const entries = Array.from({ length: 3000 }, (_none, index) =>
    sampleEntry(`vms.v${index}`, { action: "delete", remoteId: String(index), name: "n".repeat(40) }),
  );
  const text = formatPlanMarkdown(samplePlan({ entries }));

  it("fits into a comment, and says how much is left out", () => {
    expect(text.length).toBeLessThanOrEqual(MOST_CHARACTERS);
    expect(text.length).toBeGreaterThan(MOST_CHARACTERS * 0.9);
    const told = text.split("vms.v").length - 1;
    expect(text).toContain(`and ${3000 - told} more`);
  });

  it("keeps its blocks whole", () => {
    const wide = Array.from({ length: 400 }, (_none, index) =>
      sampleEntry(`vms.v${index}`, {
        fields: [sampleField("userData", { before: "a", after: "x".repeat(50 + index) })],
      }),
    );
    const cut = formatPlanMarkdown(samplePlan({ entries: wide }), 20_000);
    expect(cut.length).toBeLessThanOrEqual(20_000);
    expect(cut.split("<details").length).toBe(cut.split("</details>").length);
    expect((cut.match(/^```/gm) ?? []).length % 2).toBe(0);
    expect(cut).toContain("- <code>");
  });
});

describe("text of others", () => {
  it("ends no element and no code block", () => {
    const nasty = "</code></summary><img src=x onerror=alert(1)>";
    const fields = [sampleField("description", { before: "a", after: "```\n# heading\n````" })];
    const text = formatPlanMarkdown(samplePlan({ entries: [sampleEntry("vms.a", { name: nasty, fields })] }));
    expect(text).not.toContain("<img");
    expect(text).toContain("&lt;img src=x");
    const opening = /^(`{3,})diff$/m.exec(text)?.[1] ?? "";
    expect(opening.length).toBeGreaterThan(4);
    expect(fence("a ````` b", "")).toBe("``````\na ````` b\n``````");
  });
});

describe("lines of a difference", () => {
  it("keep their sign, and those between them their place", () => {
    const change = sampleField("userData", { before: "a:\n  - b\n  - c\n", after: "a:\n  - b\n  - d\n" });
    const text = formatPlanMarkdown(samplePlan({ entries: [sampleEntry("vms.a", { fields: [change] })] }));
    expect(text).toContain("```diff\n  userData\n      a:\n        - b\n-   - c\n+   - d\n```");
  });
});

describe("the counts for GitLab", () => {
  it("count a replacement as made and deleted", () => {
    const entries = [sampleEntry("vms.a", { action: "replace" }), sampleEntry("vms.b", { action: "update" })];
    expect(buildCountsDocument(samplePlan({ entries }))).toEqual({ create: 1, update: 1, delete: 1 });
  });
});
