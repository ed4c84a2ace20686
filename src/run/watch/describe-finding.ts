// One finding of a look as a line for people: what it belongs to, and how it is. Pure; escaping is for whoever shows it.
import type { DriftFinding, DriftReport } from "../../core/drift-report.ts";
import type { Json } from "../../core/json.ts";
import type { FieldChange } from "../../core/plan.ts";
import type { ToldFinding } from "../../core/watch-event.ts";

/** Of several findings of one subject one line is made. */
export function describeFindings(report: DriftReport, findings: readonly DriftFinding[]): readonly ToldFinding[] {
  const subjects = [...new Set(findings.map(({ subject }) => subject))];
  return subjects.map((subject) => ({ subject, text: describeSubject(report, subject) }));
}

function describeSubject(report: DriftReport, subject: string): string {
  const entries = report.drift.filter(({ address }) => address === subject);
  const surplus = report.surplus.some(({ address }) => address === subject);
  const undecided = report.undecided.some(({ address }) => address === subject);
  const words = [
    ...entries.map(({ class: kind, detail, fields }) =>
      [kind, detail ?? fields.map(describeField).join(", ")].filter((part) => part !== "").join(": "),
    ),
    ...(surplus ? ["one request has made a second one: it costs as much"] : []),
    ...(undecided ? ["one request has made several, and none is on record"] : []),
  ];
  if (words.length > 0) return words.join("; ");
  const isUnmanaged = report.unmanaged.some(
    ({ vendor, object }) => `${vendor} ${object.type} ${object.remoteId}` === subject,
  );
  return isUnmanaged ? "unmanaged" : "changed";
}

const LONGEST = 40;

function describeField({ path, before, after, sensitive, unknown }: FieldChange): string {
  const isShown = !sensitive && !unknown && isShort(before) && isShort(after);
  return isShown ? `${path} ${JSON.stringify(before)} -> ${JSON.stringify(after)}` : path;
}

function isShort(value: Json | undefined): boolean {
  return value !== undefined && typeof value !== "object" && JSON.stringify(value).length <= LONGEST;
}
