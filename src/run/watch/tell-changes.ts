// What a look has found that was not told yet, and what is gone of what was. Of what could not be read nothing is said. Pure but
// for its own memory.
import type { DriftFinding, DriftReport } from "../../core/drift-report.ts";
import { isFullyKnown } from "../../core/drift-report.ts";

export interface Changes {
  readonly added: readonly DriftFinding[];
  /** Told by an earlier process, and still there: this one has not told it yet. */
  readonly inherited: readonly DriftFinding[];
  /** Subjects of which nothing is left. */
  readonly resolved: readonly string[];
  readonly standing: number;
}

export interface ToldFindings {
  /** Without noting it. */
  compare(report: DriftReport): Changes;
  note(report: DriftReport): void;
}

export function createToldFindings(): ToldFindings {
  let told: ReadonlyMap<string, DriftFinding> | undefined;
  // What an earlier process has told is not new; that has remembered when it was first seen.
  const isNew = ({ key, mark, firstSeenMs }: DriftFinding, { startedMs }: DriftReport): boolean =>
    told === undefined ? firstSeenMs >= startedMs : told.get(key)?.mark !== mark;
  const next = (report: DriftReport): Map<string, DriftFinding> => {
    const found = new Map(listOwn(report).map((finding) => [finding.key, finding]));
    for (const [key, finding] of told ?? []) if (!found.has(key) && isHidden(finding, report)) found.set(key, finding);
    return found;
  };
  return {
    compare(report) {
      const all = listOwn(report);
      const added = all.filter((finding) => isNew(finding, report));
      const after = next(report);
      const left = new Set([...after.values()].map(({ subject }) => subject));
      const gone = [...(told ?? new Map<string, DriftFinding>()).values()].filter(({ subject }) => !left.has(subject));
      return {
        added,
        inherited: told === undefined ? all.filter((finding) => !added.includes(finding)) : [],
        resolved: [...new Set(gone.map(({ subject }) => subject))],
        standing: after.size - added.length,
      };
    },
    note(report) {
      told = next(report);
    },
  };
}

/** That an entry cannot be read is told as a failure. */
function listOwn({ findings, unreadable }: DriftReport): readonly DriftFinding[] {
  const failed = new Set(unreadable.map(({ provider }) => provider));
  return findings.filter(({ subject }) => !failed.has(subject));
}

/** It may still be so. */
function isHidden({ subject }: DriftFinding, report: DriftReport): boolean {
  return !isFullyKnown(report) || report.changing.includes(subject);
}
