// A notice as a message of Slack's Block Kit, for incoming webhooks. `text` says the same in short: it is what a phone shows, and all
// that servers with the same interface (Mattermost) read. Pure.
import type { Notice } from "./notice.ts";
import {
  buildErrorLines,
  buildFitting,
  buildItemLines,
  buildSummary,
  type NoticeLine,
  sayMore,
  sayMoreLines,
  tidy,
} from "./notice-texts.ts";

/** A message has at most 50 blocks, a section 3,000 characters; all together some 13,000, as those say who have tried. */
const MOST_BLOCKS = 50;
const LONGEST_SECTION = 2900;
const LONGEST_MESSAGE = 11_000;
const LONGEST_TEXT = 3000;

interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly object[];
}

export function buildSlackNotice(notice: Notice): SlackMessage {
  const { title, items, version } = notice;
  const head = joinLines(buildSummary(notice));
  const errors = joinLines(buildErrorLines(notice));
  const shown = buildFitting(items, {
    room: LONGEST_MESSAGE - head.length - errors.length,
    most: MOST_BLOCKS - 5, // header, summary, errors, what was left out, version
    build: (item) => joinLines(buildItemLines(item)),
    sizeOf: lengthOf,
  });
  const left = items.length - shown.length;
  const more = left === 0 ? [] : [sayMore(left)];
  const blocks = [
    { type: "header", text: { type: "plain_text", text: tidy(title, 140), emoji: false } },
    ...[head, ...shown, ...more, errors].filter((text) => text !== "").map(section),
    { type: "context", elements: [{ type: "plain_text", text: `trueup ${version}`, emoji: false }] },
  ];
  const texts = [escapeMrkdwn(tidy(title)), head, ...takeTexts(shown, LONGEST_TEXT), ...more, errors];
  return { text: takeTexts(texts.filter(lengthOf), 2 * LONGEST_TEXT).join("\n"), blocks };
}

const lengthOf = (text: string): number => text.length;

const takeTexts = (texts: readonly string[], room: number): string[] =>
  buildFitting(texts, { room, most: 14, build: (text) => text, sizeOf: lengthOf });

/** `verbatim`: no name in it becomes a mention, no address a link. */
const section = (text: string): object => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } });

/** Whole lines only: half an escape would be another text. */
function joinLines(lines: readonly NoticeLine[]): string {
  const sizeOf = (line: string): number => line.length + 1;
  const shown = buildFitting(lines, { room: LONGEST_SECTION - 30, most: 40, build: formatLine, sizeOf });
  const left = lines.length - shown.length;
  return [...shown, ...(left === 0 ? [] : [sayMoreLines(left)])].join("\n");
}

function formatLine(line: NoticeLine): string {
  return line
    .map(({ text, as }) => {
      const escaped = escapeMrkdwn(text);
      if (as === "plain") return escaped;
      return as === "code" ? `\`${escaped}\`` : `*${escaped}*`;
    })
    .join("");
}

/** The three that Slack wants escaped. For a backtick there is no escape: another sign that looks like it ends no code. */
function escapeMrkdwn(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("`", "ˋ");
}
