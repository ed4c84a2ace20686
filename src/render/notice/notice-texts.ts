// The sentences of a notice that all forms for people have, on one line each and harmless for a terminal; not yet escaped for the
// form itself. Pure.
import { listSome } from "../../core/list-some.ts";
import { escapeForTerminal } from "../escape-for-terminal.ts";
import { cutText } from "../fit-text.ts";
import { formatTime } from "../format-time.ts";
import { formatValue } from "../format-value.ts";
import type { Notice } from "./notice.ts";
import type { NoticeAuthor, NoticeField, NoticeItem } from "./notice-items.ts";

/** What a form shows in bold, as an address or value, or as it is. */
export interface NoticeSpan {
  readonly text: string;
  readonly as: "plain" | "strong" | "code";
}

export type NoticeLine = readonly NoticeSpan[];

const LONGEST = 200;

/** One line, never longer than a person reads. Of a text of megabytes not all is looked at. */
export const tidy = (text: string, longest = LONGEST): string =>
  cutText(escapeForTerminal(text.slice(0, 2 * longest)).trim(), longest, "…");

const plain = (text: string): NoticeSpan => ({ text, as: "plain" });
const code = (text: string): NoticeSpan => ({ text: tidy(text), as: "code" });

export function buildSummary(notice: Notice): NoticeLine[] {
  const { outcome, counts, known, changing, holder } = notice;
  const all = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  const lines: string[] = [];
  if (outcome === "failed") lines.push("Nothing is known of what has changed since the last look.");
  if (outcome === "partly") lines.push("Not everything could be read: there may be more.");
  if (all.length > 0) lines.push(`In all: ${all.join(", ")}.`);
  if (known > 0) lines.push(`${known} told before ${known === 1 ? "is" : "are"} still there.`);
  if (changing.length > 0) {
    const who = holder === undefined ? "Another run" : `${holder.operation} of ${holder.who} at ${holder.host}`;
    lines.push(`${who} was changing ${listSome(changing)}: nothing is said of it.`);
  }
  return lines.map((line) => [plain(tidy(line, 600))]);
}

/** The first line names it, the others say what about it. */
export function buildItemLines(item: NoticeItem): NoticeLine[] {
  const { class: kind, subject, what, firstSeenMs, fields, detail, fix, by } = item;
  return [
    [
      { text: kind, as: "strong" },
      plain(" "),
      code(subject),
      plain(` ${tidy(`(${what})`)}, first seen ${formatTime(firstSeenMs)}`),
    ],
    ...fields.map(buildFieldLine),
    ...(detail === undefined ? [] : [[plain(tidy(detail, 400))]]),
    ...(by === undefined ? [] : [[plain(tidy(formatAuthor(by)))]]),
    ...(fix === undefined ? [] : [[plain("next: "), { text: tidy(fix, 400), as: "code" as const }]]),
  ];
}

function buildFieldLine({ path, before, after, unit, isSecret }: NoticeField): NoticeLine {
  if (isSecret) return [code(path), plain(" has changed; it is a secret")];
  return [code(path), plain(": "), code(formatValue(before, unit)), plain(" → "), code(formatValue(after, unit))];
}

function formatAuthor({ who, whenMs, what }: NoticeAuthor): string {
  return `by ${who}: ${what}${whenMs === undefined ? "" : `, ${formatTime(whenMs)}`}`;
}

export function buildErrorLines({ errors }: Notice): NoticeLine[] {
  return errors.map(({ code: name, summary, address }) => {
    const told = address === undefined || summary.startsWith(address) ? summary : `${address}: ${summary}`;
    return [{ text: name, as: "code" }, plain(` ${tidy(told, 400)}`)];
  });
}

export const sayMore = (count: number): string => `and ${count} more: trueup drift`;

export const sayMoreLines = (count: number): string => `and ${count} more ${count === 1 ? "line" : "lines"}`;

export interface Room<T, Built> {
  /** For all of them together. */
  readonly room: number;
  readonly most: number;
  /** Asked for no more than what fits and one: of thousands few are shown. */
  readonly build: (item: T) => Built;
  readonly sizeOf: (built: Built) => number;
}

/** The first ones, as many as fit. */
export function buildFitting<T, Built>(items: readonly T[], { room, most, build, sizeOf }: Room<T, Built>): Built[] {
  const taken: Built[] = [];
  let used = 0;
  for (const item of items.slice(0, most)) {
    const built = build(item);
    used += sizeOf(built);
    if (used > room) break;
    taken.push(built);
  }
  return taken;
}
