// All changes of the plan, with what narrows them: a search over addresses, names, fields and actions, and one button each.
import { groupBy } from "../../core/group-by.ts";
import type { PlanEntry } from "../../core/plan.ts";
import { buildEntryContext } from "../build-entry-context.ts";
import { type EntryGroup, groupEntries } from "../group-entries.ts";
import type { SectionContext } from "../section-context.ts";
import { buildChangeBlock } from "./change-block.ts";
import { html, joinMarkup, type Markup } from "./markup.ts";
import type { Section } from "./page.ts";

/** So few need not be opened one by one. */
const MOST_OPEN = 5;
/** Of the whole page there may be 5 MB: what comes after so many bytes of blocks is a line each. */
const MOST_BYTES = 3_600_000;

export function buildChangesSection(context: SectionContext): Section[] {
  const shown = context.plan.entries.filter((entry) => entry.action !== "no-op");
  if (shown.length === 0) return [];
  const entryContext = buildEntryContext(context);
  const isDestructive = ({ action, address }: PlanEntry) =>
    action === "delete" || entryContext.destructive.has(address);
  const all = groupEntries(shown, (entry) => !isDestructive(entry));
  const groups = [
    ...all.filter(({ first }) => isDestructive(first)),
    ...all.filter(({ first }) => !isDestructive(first)),
  ];
  let bytes = 0;
  let bare = 0;
  const blocks = groups.map((group) => {
    const isWhole = bytes < MOST_BYTES;
    if (!isWhole) bare++;
    const marks = { isDestructive: isDestructive(group.first), isOpen: groups.length <= MOST_OPEN, isWhole };
    const block = buildChangeBlock(group, entryContext, marks);
    bytes += countBytes(block.markup);
    return block;
  });
  const more =
    bare > 0
      ? html`<p class="note">The last ${bare} are shown without their fields: --format json has them all.</p>`
      : undefined;
  const body = html`${buildTools(groups, isDestructive)}
<p class="note" id="found" role="status">${sayCount(groups.length, shown.length)}</p>
<div id="changes-list">${joinMarkup(blocks, "\n")}</div>${more}`;
  return [{ id: "changes", short: "Changes", title: "Changes", body }];
}

function sayCount(blocks: number, entries: number): string {
  const changes = `${entries} change${entries === 1 ? "" : "s"}`;
  return blocks === entries ? changes : `${changes}, alike ones together in ${blocks} block${blocks === 1 ? "" : "s"}`;
}

function buildTools(groups: readonly EntryGroup[], isDestructive: (entry: PlanEntry) => boolean): Markup {
  const byAction = [...groupBy(groups, ({ first }) => first.action)];
  const chips = byAction.map(([action, same]) => buildChip(action, action, same.length));
  const destroying = groups.filter(({ first }) => isDestructive(first)).length;
  const cross = destroying > 0 ? buildChip("✗ destroys", "✗", destroying) : undefined;
  return html`<div class="tools" id="changes-tools" hidden><label for="search">Search</label><input id="search" type="search" autocomplete="off" spellcheck="false" placeholder="address, name, field or action" aria-describedby="search-keys"><span class="chips" role="group" aria-label="Show only">${chips}${cross}</span><span class="fold"><button type="button" data-fold="open">Open all</button><button type="button" data-fold="close">Close all</button></span><span class="hint" id="search-keys"><kbd>/</kbd> searches, <kbd>Esc</kbd> clears, arrows move</span></div>`;
}

function buildChip(label: string, value: string, count: number): Markup {
  return html`<button type="button" aria-pressed="false" data-only="${value}">${label} <span>${count}</span></button>`;
}

/** Of its UTF-8. */
function countBytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) bytes += code > 0x7ff ? 2 : 1;
  }
  return bytes;
}
