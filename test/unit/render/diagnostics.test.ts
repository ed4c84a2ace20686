import { describe, expect, it } from "vitest";
import type { Diagnostic, SourceRange } from "../../../src/core/diagnostic.ts";
import { buildValidateDocument, utf8Length } from "../../../src/render/diagnostic-document.ts";
import { textWidth } from "../../../src/render/fit-text.ts";
import { formatDiagnostic, formatDiagnostics } from "../../../src/render/format-diagnostic.ts";
import { formatAnnotation, wrapForActions } from "../../../src/render/github-actions.ts";
import { expectGolden, expectGoldenJson, STYLE } from "./golden.ts";

/** A diagnostic at `mark` in the text. */
function at(text: string, mark: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const start = text.indexOf(mark);
  const position = (offset: number) => {
    const above = text.slice(0, offset).split("\n");
    return { line: above.length, column: (above.at(-1) ?? "").length + 1, byte: utf8Length(text.slice(0, offset)) };
  };
  const range: SourceRange = { file: "trueup.yaml", start: position(start), end: position(start + mark.length) };
  return {
    severity: "error",
    code: "config.unknown-field",
    summary: `unknown field "${mark}"`,
    range,
    snippet: { startLine: 1, lines: text.split("\n") },
    ...more,
  };
}

const DIAGNOSTICS: readonly Diagnostic[] = [
  at("vms:\n  web:\n    memry: 1GiB", "memry", { fix: "did you mean memory?", address: "vms.web[0]" }),
  at('\tпроект: 日本語\n\tname: "😀 сервер" # имя', "😀 сервер", {
    severity: "warning",
    code: "config.name",
    summary:
      "a name that is declared twice, and a summary which is so long that it has to be continued on the next line",
    detail:
      "The first paragraph.\nThe second paragraph is rather long and has to be wrapped somewhere near the eightieth column.",
    related: [
      {
        message: "first declared here",
        range: { file: "keys.yaml", start: { line: 3, column: 1, byte: 4 }, end: { line: 3, column: 2, byte: 5 } },
      },
    ],
  }),
  at(`keys: ${"x".repeat(200)} wrong ${"y".repeat(200)}`, "wrong", { summary: "far to the right" }),
  { severity: "error", code: "provider.quota", summary: "no place needed" },
];

describe("diagnostics for people", () => {
  it("show the place, the reason and what to do", () =>
    expectGolden(formatDiagnostics(DIAGNOSTICS, STYLE), "diagnostics.txt"));
  it("end with how many there are", () =>
    expect(formatDiagnostics(DIAGNOSTICS, STYLE).trimEnd().split("\n").at(-1)).toBe("3 errors, 1 warning"));
  it("are nothing where there are none", () => expect(formatDiagnostics([], STYLE)).toBe(""));

  it.each([
    "plain",
    "\ttab",
    "кириллица ",
    "日本語 ",
    "😀 e\u0301 ",
    "\t日\t😀",
    "x".repeat(200),
    "日".repeat(70),
    `a${"日".repeat(70)}`,
  ])("put the caret under the place after %j", (before) => {
    const lines = formatDiagnostic(at(`${before}HERE rest`, "HERE"), STYLE).split("\n");
    const code = lines.find((line) => line.includes("HERE rest")) ?? "";
    const caret = lines.find((line) => line.includes("^")) ?? "";
    expect(textWidth(caret.slice(0, caret.indexOf("^")))).toBe(textWidth(code.slice(0, code.indexOf("HERE"))));
    expect(caret.match(/\^/g)).toHaveLength(4);
  });
});

describe("diagnostics for programs", () => {
  it("have Terraform's shape", () => expectGoldenJson(buildValidateDocument(DIAGNOSTICS), "validate.json"));
  it("are a valid answer where there are none", () =>
    expect(buildValidateDocument([])).toEqual({
      format_version: "1.0",
      valid: true,
      error_count: 0,
      warning_count: 0,
      diagnostics: [],
    }));

  it("give highlights as bytes of the code", () => {
    const document = buildValidateDocument([at("проект: 日本\nимя: 😀x", "😀")]) as unknown as {
      diagnostics: { snippet: { code: string; highlight_start_offset: number; highlight_end_offset: number } }[];
    };
    const snippet = document.diagnostics[0]?.snippet;
    const bytes = new TextEncoder().encode(snippet?.code ?? "");
    expect(new TextDecoder().decode(bytes.slice(snippet?.highlight_start_offset, snippet?.highlight_end_offset))).toBe(
      "😀",
    );
  });
});

describe("GitHub Actions", () => {
  it("cannot be commanded by text from outside", () =>
    expect(wrapForActions("::set-output name=x::y\n", "t0k3n")).toBe(
      "::stop-commands::t0k3n\n::set-output name=x::y\n::t0k3n::\n",
    ));
  it("gets annotations in one line", () =>
    expect(formatAnnotation(at("a: b,c", "b,c", { detail: "100 % sure\nreally", code: "config.x:y" }))).toBe(
      '::error file=trueup.yaml,line=1,endLine=1,col=4,endColumn=7,title=config.x%3Ay::unknown field "b,c"%0A100 %25 sure%0Areally',
    ));
});
