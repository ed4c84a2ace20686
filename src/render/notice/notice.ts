// What a notice says, whatever its form: the findings that are new to who is told, and how much else there is. Secrets are masked
// here; each form escapes for its own sink. Pure.
import { type CountedClass, countDrift } from "../../core/count-drift.ts";
import { type DriftReport, isFullyKnown } from "../../core/drift-report.ts";
import type { LockHolder } from "../../core/errors.ts";
import type { FailedLook } from "../../core/failed-look.ts";
import { buildItems, type NewFindings, type NoticeItem } from "./notice-items.ts";

export interface NoticeError {
  readonly code: string;
  readonly summary: string;
  readonly address?: string;
}

export interface Notice {
  readonly stack: string;
  readonly version: string;
  /** When the look ended, epoch milliseconds. */
  readonly atMs: number;
  /** `failed`: nothing is known; `partly`: something could not be read. */
  readonly outcome: "complete" | "partly" | "failed";
  /** One line. */
  readonly title: string;
  /** Of everything that is there; without classes of which there is nothing. Empty where the look failed. */
  readonly counts: Readonly<Partial<Record<CountedClass, number>>>;
  readonly items: readonly NoticeItem[];
  /** Findings that were told before and are still there. */
  readonly known: number;
  readonly errors: readonly NoticeError[];
  /** Of what another run is changing nothing is said. */
  readonly changing: readonly string[];
  readonly holder?: Pick<LockHolder, "who" | "host" | "operation">;
}

export interface NoticeRequest {
  readonly look: DriftReport | FailedLook;
  /** Of the report's findings, those that are new to who is told. */
  readonly fresh: NewFindings;
  readonly version: string;
  readonly redact: (text: string) => string;
}

export function buildNotice({ look, fresh, version, redact }: NoticeRequest): Notice {
  const { stack, startedMs, durationMs } = look;
  const errors = look.errors.map(({ code, summary, address }) => ({
    code,
    summary,
    ...(address === undefined ? {} : { address }),
  }));
  const shared = { stack, version, atMs: startedMs + durationMs, errors };
  if (!("drift" in look)) {
    const title = `The look for drift in ${stack} failed`;
    return mask(
      { ...shared, outcome: "failed", title, counts: {}, items: [], known: 0, changing: [] } satisfies Notice,
      redact,
    );
  }
  const items = buildItems(look, fresh);
  const counts = Object.fromEntries(Object.entries(countDrift(look)).filter(([, count]) => count > 0));
  const { who, host, operation } = look.holder ?? {};
  const notice: Notice = {
    ...shared,
    outcome: isFullyKnown(look) ? "complete" : "partly",
    title: buildTitle(look, items.length),
    counts,
    items,
    known: look.findings.length - fresh.length,
    changing: look.changing,
    ...(who === undefined || host === undefined || operation === undefined ? {} : { holder: { who, host, operation } }),
  };
  return mask(notice, redact);
}

function buildTitle(report: DriftReport, news: number): string {
  const { stack } = report;
  if (news > 0) return `Drift in ${stack}: ${news} new`;
  return isFullyKnown(report) ? `Drift in ${stack}: nothing new` : `Drift in ${stack} is not fully known`;
}

/** Words of ours, not of others. */
const OWN_WORDS: ReadonlySet<string> = new Set(["class", "outcome", "unit"]);

/** Before anything is escaped: an escaped secret is another text. Keys are ours but for those inside of values. */
function mask<T>(value: T, redact: (text: string) => string): T {
  const masked = (part: unknown, isValue: boolean): unknown => {
    if (typeof part === "string") return redact(part);
    if (Array.isArray(part)) return part.map((item) => masked(item, isValue));
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, item]) => {
        if (isValue) return [redact(key), masked(item, true)];
        return [key, OWN_WORDS.has(key) ? item : masked(item, key === "before" || key === "after")];
      }),
    );
  };
  return masked(value, false) as T;
}
