// Folded blocks of a merge-request comment, as many as there is room for. Pure.
import type { Diagnostic } from "../core/diagnostic.ts";
import { formatDiagnostic } from "./format-diagnostic.ts";
import { escapeHtml, fence } from "./markdown.ts";
import type { Style } from "./style.ts";

/** Of a comment at GitHub, with room for what a pipeline writes around it. */
export const MOST_CHARACTERS = 65_000;

export interface Block {
  readonly title: string;
  readonly text: string;
  /** As a line where there is no room for the whole. */
  readonly line: string;
}

/** The whole of as many as there is room for, in order; a line each of those after them. */
export function fitBlocks(
  head: string,
  blocks: readonly Block[],
  { most, command }: { readonly most: number; readonly command: string },
): string {
  const room = most - head.length - 200; // for the line that says how many are left
  const parts: string[] = [];
  let used = 0;
  let isFull = false;
  let left = 0;
  const reserved = blocks.reduce((sum, { line }) => sum + line.length + 1, 0);
  let lines = Math.min(reserved, Math.floor(room / 2));
  for (const { text, line } of blocks) {
    lines -= line.length + 1;
    if (!isFull && used + text.length + 2 + Math.max(0, lines) <= room) {
      parts.push(`\n\n${text}`);
      used += text.length + 2;
      continue;
    }
    if (!isFull) parts.push("\n");
    isFull = true;
    if (used + line.length + 1 <= room) {
      parts.push(`\n${line}`);
      used += line.length + 1;
    } else left++;
  }
  const more = left === 0 ? "" : `\n\nand ${left} more: \`${command}\` shows them all`;
  return `${head}${parts.join("")}${more}`;
}

export function sectionBlock([title = "", ...body]: readonly string[], isOpen: boolean): Block {
  return buildBlock(title, body, isOpen);
}

export function diagnosticBlock(diagnostic: Diagnostic, style: Style, isOpen: boolean): Block {
  const { severity, code, summary } = diagnostic;
  const [, ...body] = formatDiagnostic({ ...diagnostic, summary: "" }, style).split("\n");
  return buildBlock(`${severity}[${code}]: ${summary}`, body, isOpen);
}

export function buildBlock(title: string, body: readonly string[], isOpen: boolean): Block {
  const shown = `<code>${escapeHtml(title)}</code>`;
  const line = `- ${shown}`;
  if (body.length === 0) return { title, text: line, line };
  const text = `<details${isOpen ? " open" : ""}><summary>${shown}</summary>\n\n${fence(body.join("\n"), "diff")}\n\n</details>`;
  return { title, text, line };
}
