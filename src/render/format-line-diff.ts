// Differences of texts with several lines (user data, public keys), short: changed lines with a little around them.
import { structuredPatch } from "diff";
import { showControls } from "./escape-for-terminal.ts";
import { cutText } from "./fit-text.ts";
import type { Paint } from "./style.ts";

const CONTEXT = 2;
const MOST_LINES = 24;
const MOST_CREATED = 6;
/** Beyond this, comparing costs more than it tells. */
const MOST_EDITS = 400;

export interface LineDiffRequest {
  readonly before: string;
  readonly after: string;
  readonly width: number;
  readonly paint: Paint;
}

export function formatLineDiff({ before, after, width, paint }: LineDiffRequest): string[] {
  if (before === "") return formatWholeText(after, width, paint);
  const patch = structuredPatch("", "", before, after, "", "", { context: CONTEXT, maxEditLength: MOST_EDITS });
  if (patch === undefined) return [paint.dim(`(${countLines(before)} lines -> ${countLines(after)} lines)`)];
  const lines = patch.hunks.flatMap((hunk, index) => [
    ...(index === 0 ? [] : [paint.dim(paint.ellipsis)]),
    ...hunk.lines,
  ]);
  const shown = lines.slice(0, MOST_LINES).map((line) => paintLine(line, width, paint));
  return lines.length > MOST_LINES ? [...shown, paint.dim(`(${lines.length - MOST_LINES} more lines)`)] : shown;
}

function paintLine(line: string, width: number, paint: Paint): string {
  const sign = line.slice(0, 1);
  if (sign === "\\") return paint.dim("  (no line break at the end)");
  const text = cutText(`${sign} ${showControls(line.slice(1))}`.trimEnd(), width, paint.ellipsis);
  if (sign === "+") return paint.green(text);
  return sign === "-" ? paint.red(text) : text;
}

function formatWholeText(text: string, width: number, paint: Paint): string[] {
  const lines = text.replace(/\n$/, "").split("\n");
  const shown = lines.slice(0, MOST_CREATED).map((line) => cutText(showControls(line), width, paint.ellipsis));
  const left = lines.length - shown.length;
  return left > 0 ? [...shown, paint.dim(`(${left} more line${left === 1 ? "" : "s"})`)] : shown;
}

function countLines(text: string): number {
  return text.replace(/\n$/, "").split("\n").length;
}
