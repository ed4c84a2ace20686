import { describe, expect, it } from "vitest";
import { redactDiagnostics, redactPlan } from "../../../src/cli/redact-json.ts";
import { buildError } from "../../../src/core/diagnostic.ts";
import { createRedactor } from "../../../src/http/redactor.ts";
import { formatPlanHtml } from "../../../src/render/format-plan-html.ts";
import { sampleEntry, sampleField, samplePlan } from "../render/sample-plans.ts";

const SECRET = `s3cr<t&"pa'ss`;
const CONTEXT = { timestamp: "", version: "1", verbose: false, digest: () => "" };

describe("a plan that is masked before it is laid out", () => {
  it("shows no secret on a page, where markup writes it in another way", () => {
    const fields = [sampleField("description", { before: { [SECRET]: 1 }, after: `is ${SECRET}` })];
    const plan = samplePlan({ entries: [sampleEntry("vms.a", { notes: [SECRET], fields })] });
    const page = formatPlanHtml(redactPlan(plan, createRedactor([SECRET])), CONTEXT);
    expect(formatPlanHtml(plan, CONTEXT)).toContain("s3cr&lt;t");
    expect(page).not.toContain("s3cr&lt;t");
    expect(page).toContain("***");
  });

  it("keeps the words that it is made of, even where one is a secret", () => {
    const entry = sampleEntry("vms.a", { action: "delete", name: "delete", before: { mode: "delete" } });
    const plan = redactPlan(samplePlan({ entries: [entry] }), createRedactor(["delete"]));
    expect(plan.entries[0]).toMatchObject({ action: "delete", name: "***", before: { mode: "***" } });
    const [error] = redactDiagnostics([buildError("a.b", SECRET)], createRedactor([SECRET, "error "]));
    expect(error).toMatchObject({ severity: "error", summary: "***" });
  });
});
