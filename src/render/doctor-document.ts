// The examination for programs: one document. Major versions break, minor ones add keys.
import type { Finding } from "../core/finding.ts";
import type { JsonObject } from "../core/json.ts";
import { countVerdicts } from "./format-doctor-text.ts";

export interface DoctorContext {
  /** RFC 3339. */
  readonly timestamp: string;
  readonly version: string;
  /** Null where the configuration cannot be read. */
  readonly stack: string | null;
}

export function buildDoctorDocument(findings: readonly Finding[], context: DoctorContext): JsonObject {
  const counts = countVerdicts(findings);
  return {
    format_version: "1.0",
    trueup_version: context.version,
    timestamp: context.timestamp,
    stack: context.stack,
    healthy: counts.problem === 0,
    counts: { ...counts },
    findings: findings.map(({ subject, code, verdict, summary, details, fixes, facts }) => ({
      subject: subject.kind,
      name: subject.name ?? null,
      code,
      verdict,
      summary,
      details: [...details],
      fixes: [...fixes],
      facts,
    })),
  };
}
