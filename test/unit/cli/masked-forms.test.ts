// Forms that write a secret in another way than it is set: Markdown titles, and the properties of GitHub's commands.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createPrinter } from "../../../src/cli/create-printer.ts";
import type { PrinterRequest } from "../../../src/cli/printer.ts";
import { buildError, type Diagnostic } from "../../../src/core/diagnostic.ts";
import { createRedactor } from "../../../src/http/redactor.ts";
import { samplePlan } from "../render/sample-plans.ts";

const SECRET = "s3cr<t&50%:pa,ss";
const WRITTEN = [SECRET, "s3cr&lt;t", "50%25", "50%:pa,ss", "pa%2Css"];
const folder = mkdtempSync(join(tmpdir(), "trueup-masked-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const wrong: Diagnostic = buildError("a.b", `the provider said ${SECRET}`, { detail: SECRET });

/** What is printed on both streams, and what a step of GitHub is left. */
function print(format: "markdown" | "html", tell: (printer: ReturnType<typeof createPrinter>) => void): string {
  const said: string[] = [];
  const summary = join(folder, `${format}-${Math.random()}.md`);
  const terminal = {
    out: (text: string) => said.push(text),
    err: (text: string) => said.push(text),
    env: { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary },
    cwd: folder,
    columns: 80,
  } as unknown as PrinterRequest["terminal"];
  tell(createPrinter({ terminal, redactor: createRedactor([SECRET]), mode: "normal", flags: { format } }));
  return [...said, readFileSync(summary, "utf8")].join("\n");
}

describe("a secret in a message", () => {
  it.each(["markdown", "html"] as const)(
    "is masked in a plan as %s, its annotations and the job's summary",
    (format) => {
      const all = print(format, (printer) => printer.plan(samplePlan({ diagnostics: [wrong] }), undefined));
      expect(all).toContain("the provider said ***");
      for (const form of WRITTEN) expect(all).not.toContain(form);
    },
  );

  it.each(["markdown", "html"] as const)("is masked in a failure as %s", (format) => {
    const all = print(format, (printer) => printer.failure(new Error(`no answer: ${SECRET}`)));
    expect(all).toContain("no answer: ***");
    for (const form of WRITTEN) expect(all).not.toContain(form);
  });
});
