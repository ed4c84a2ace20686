// One change, or many alike, as a block that folds: what happens to what, field by field, the steps, what is lost.
import { symbolOf } from "../action-words.ts";
import {
  describeEntry,
  type EntryContext,
  formatLosses,
  formatNotes,
  formatOrigin,
  formatSteps,
  shownFields,
  subjectOf,
} from "../format-entry.ts";
import { formatFields, type ShownField } from "../format-fields.ts";
import type { EntryGroup } from "../group-entries.ts";
import { INK_STYLE, inkToMarkup, linesToMarkup } from "./ink-markup.ts";
import { html, joinMarkup, type Markup } from "./markup.ts";

export interface ChangeBlockOptions {
  readonly isDestructive: boolean;
  readonly isOpen: boolean;
  /** False where the page would become too large: the line alone. */
  readonly isWhole: boolean;
}

export function buildChangeBlock(group: EntryGroup, context: EntryContext, options: ChangeBlockOptions): Markup {
  const { first } = group;
  const { isDestructive, isOpen, isWhole } = options;
  const about = describeEntry(group, context);
  const cross = isDestructive ? html`<span class="cross" title="destroys">✗</span>` : undefined;
  const sign = symbolOf(first, context.createFirst.has(first.address));
  const title = html`${cross}<span class="act ${first.action}">${sign} ${first.action}</span> <code>${subjectOf(group).replace(" -> ", " → ")}</code>${about === "" ? undefined : html` <span class="about">${about}</span>`}`;
  const body = isWhole ? buildBody(group, context) : [];
  const marks = html`data-a="${first.action}"${isDestructive ? html` data-x` : undefined}`;
  if (body.length === 0) return html`<div class="change bare" ${marks}>${title}</div>`;
  return html`<details class="change" ${marks}${isOpen ? html` open` : undefined}><summary>${title}</summary>${joinMarkup(body)}</details>`;
}

function buildBody(group: EntryGroup, context: EntryContext): Markup[] {
  const { first } = group;
  const room = INK_STYLE.width;
  return [
    ...buildLines(formatOrigin(first, room, context)),
    ...buildFields(shownFields(group), first.action === "create", context),
    ...buildLines(formatSteps(first, room, context)),
    ...buildLines(formatNotes(first, room, context)),
    ...buildLines(formatLosses(first, room, context)),
    ...buildMembers(group),
  ];
}

/** Not to be searched for in vain, though only the first of them is shown. */
function buildMembers({ entries }: EntryGroup): Markup[] {
  if (entries.length < 2) return [];
  const names = entries.map(({ address, name }) => `${address} (${name})`).join(", ");
  return [html`<details class="plain"><summary>All ${entries.length}</summary><p>${names}</p></details>`];
}

function buildLines(lines: readonly string[]): Markup[] {
  return lines.length === 0 ? [] : [html`<pre>${linesToMarkup(lines)}</pre>`];
}

function buildFields(fields: readonly ShownField[], isCreation: boolean, context: EntryContext): Markup[] {
  const rows = fields.flatMap((field) => buildField(field, isCreation, context));
  return rows.length === 0 ? [] : [html`<table class="fields"><tbody>${rows}</tbody></table>`];
}

/** As the text form has it, its label taken off. */
function buildField(field: ShownField, isCreation: boolean, { paint }: EntryContext): Markup[] {
  const [first, ...rest] = formatFields({ fields: [field], width: INK_STYLE.width, paint, isCreation });
  if (first === undefined) return [];
  const value = inkToMarkup(first.slice(field.path.length).trim());
  const more = rest.length === 0 ? undefined : html`<pre>${linesToMarkup(rest.map((line) => line.slice(2)))}</pre>`;
  return [html`<tr><th scope="row">${field.path}</th><td>${value}${more}</td></tr>`];
}
