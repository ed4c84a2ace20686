// A notice as an Adaptive Card in the envelope that a Workflows webhook of Microsoft Teams takes. All texts are text runs: unlike
// text blocks they know no Markdown, so nothing has to be escaped. Pure.
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

/** A message may have some 28 KB; people have seen refusals from 21 KB on. */
const LARGEST_BYTES = 20_000;
const MOST_ITEMS = 60;

interface TextRun {
  readonly type: "TextRun";
  readonly text: string;
  readonly weight?: "Bolder";
  readonly size?: "Large";
  readonly fontType?: "Monospace";
  readonly isSubtle?: true;
}

export function buildTeamsNotice(notice: Notice): object {
  const title = textBlock([{ type: "TextRun", text: tidy(notice.title), weight: "Bolder", size: "Large" }]);
  const end = textBlock([{ type: "TextRun", text: `trueup ${notice.version}`, isSubtle: true }]);
  const before = [title, ...buildSummary(notice).map(blockOfLine)];
  const after = [...blocksOfLines(buildErrorLines(notice)), end];
  const shown = buildFitting(notice.items, {
    room: LARGEST_BYTES - sizeOf(wrap([...before, ...after])) - 200,
    most: MOST_ITEMS,
    build: (item) => blocksOfLines(buildItemLines(item)),
    sizeOf,
  });
  const left = notice.items.length - shown.length;
  const more = left === 0 ? [] : [blockOfLine([{ text: sayMore(left), as: "plain" }])];
  return wrap([...before, ...shown.flat(), ...more, ...after]);
}

function wrap(body: readonly object[]): object {
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    msteams: { width: "Full" },
    body,
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  };
}

const encoder = new TextEncoder();
const sizeOf = (value: object): number => encoder.encode(JSON.stringify(value)).byteLength;

/** Of one machine, and of all errors: it may have a thousand tags. */
const MOST_LINES = 12;
const LARGEST_PART = 4000;

function blocksOfLines(lines: readonly NoticeLine[]): readonly object[] {
  const shown = buildFitting(lines, { room: LARGEST_PART, most: MOST_LINES, build: blockOfLine, sizeOf });
  const left = lines.length - shown.length;
  const more = left === 0 ? [] : [blockOfLine([{ text: sayMoreLines(left), as: "plain" }])];
  return [...shown, ...more].map((block, index) => ({
    ...block,
    ...(index === 0 ? { separator: true } : { spacing: "Small" }),
  }));
}

function blockOfLine(line: NoticeLine): object {
  return textBlock(
    line.map(({ text, as }) => ({
      type: "TextRun",
      text,
      ...(as === "strong" ? { weight: "Bolder" as const } : {}),
      ...(as === "code" ? { fontType: "Monospace" as const } : {}),
    })),
  );
}

const textBlock = (inlines: readonly TextRun[]): object => ({ type: "RichTextBlock", inlines });
