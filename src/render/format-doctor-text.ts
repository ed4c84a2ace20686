// The examination for people: one line for each check, in sections; what to do below each that is not as it should be.
import type { Finding, Verdict } from "../core/finding.ts";
import { escapeAll } from "./escape-for-terminal.ts";
import { padText, textWidth, wrapText } from "./fit-text.ts";
import { buildPaint, type Paint, type Style } from "./style.ts";

const VERDICTS: readonly Verdict[] = ["ok", "warning", "problem", "skipped"];
const VERDICT_WIDTH = Math.max(...VERDICTS.map((verdict) => verdict.length));
const FIX = "fix: ";

export function formatDoctorText(findings: readonly Finding[], style: Style): string {
  const paint = buildPaint(style);
  const shown = escapeAll(findings);
  const nameWidth = Math.max(0, ...shown.map(({ code }) => textWidth(nameOf(code))));
  const sections: string[] = [];
  let heading: string | undefined;
  for (const finding of joinSkipped(shown)) {
    const next = headingOf(finding);
    if (next !== heading) sections.push(...(heading === undefined ? [] : [""]), paint.bold(next));
    heading = next;
    sections.push(...formatFinding(finding, nameWidth, style, paint));
  }
  return `${[...sections, "", paint.bold(formatCounts(findings))].join("\n")}\n`;
}

/** What was not looked at for one reason is one line. */
function joinSkipped(findings: readonly Finding[]): Finding[] {
  const joined: Finding[] = [];
  const names: string[][] = [];
  for (const finding of findings) {
    const last = joined.at(-1);
    const isSame = last !== undefined && last.verdict === "skipped" && finding.verdict === "skipped";
    if (isSame && headingOf(last) === headingOf(finding) && last.summary === finding.summary)
      names.at(-1)?.push(nameOf(finding.code));
    else {
      joined.push(finding);
      names.push([nameOf(finding.code)]);
    }
  }
  return joined.map((finding, index) => {
    const all = names[index] ?? [];
    if (all.length < 2) return finding;
    return { ...finding, code: `${all.length} checks`, summary: `${all.join(", ")}: ${finding.summary}` };
  });
}

function headingOf({ subject: { kind, name } }: Finding): string {
  return name === undefined ? kind : `${kind} ${name}`;
}

function nameOf(code: string): string {
  return code.replace(/^doctor\./, "");
}

function formatFinding(finding: Finding, nameWidth: number, style: Style, paint: Paint): string[] {
  const { verdict, code, summary, details, fixes } = finding;
  const name = padText(nameOf(code), nameWidth);
  const first = `  ${padText(verdict, VERDICT_WIDTH)}  ${name}  `;
  const indent = " ".repeat(textWidth(first));
  const [head = "", ...rest] = wrapText(summary, style.width, first, indent);
  const ink = inkOf(verdict, paint);
  return [
    `  ${ink(verdict)}${head.slice(2 + verdict.length)}`,
    ...rest,
    ...details.flatMap((detail) => wrapText(detail, style.width, indent, `${indent}  `)),
    ...fixes.flatMap((fix) =>
      wrapText(fix, style.width, indent + FIX, indent + " ".repeat(FIX.length)).map((line, index) =>
        index === 0 ? line.replace(FIX, paint.green(FIX)) : line,
      ),
    ),
  ];
}

function inkOf(verdict: Verdict, { green, yellow, red, dim }: Paint) {
  return { ok: green, warning: yellow, problem: red, skipped: dim }[verdict];
}

export function countVerdicts(findings: readonly Finding[]): Readonly<Record<Verdict, number>> {
  const of = (verdict: Verdict): number => findings.filter((finding) => finding.verdict === verdict).length;
  return { ok: of("ok"), warning: of("warning"), problem: of("problem"), skipped: of("skipped") };
}

function formatCounts(findings: readonly Finding[]): string {
  const { ok, warning, problem, skipped } = countVerdicts(findings);
  const parts = [
    problem === 0 ? "no problems" : `${problem} problem${problem === 1 ? "" : "s"}`,
    warning === 0 ? "no warnings" : `${warning} warning${warning === 1 ? "" : "s"}`,
    `${ok} ok`,
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
  ];
  return `${findings.length} checks: ${parts.join(", ")}.`;
}
