// What a state would say that replaces another one, for the person who is asked. Pure.
import type { ListedObject } from "../core/listed-objects.ts";
import type { Replacement } from "../core/replaced-state.ts";
import type { StateDocument } from "../core/state-document.ts";
import { escapeForTerminal, escapeLines } from "./escape-for-terminal.ts";
import { wrapText } from "./fit-text.ts";
import { buildPaint, type Style } from "./style.ts";

const MOST_SHOWN = 30;

export function formatReplacement(shown: Replacement, style: Style): string {
  const { before, after, lost, found, changed, notes } = shown;
  const paint = buildPaint(style);
  const list = (title: string, objects: readonly ListedObject[]): string[] =>
    objects.length === 0
      ? []
      : [
          ...wrapText(title, style.width),
          ...objects
            .slice(0, MOST_SHOWN)
            .map(({ address, name, remoteId }) => escapeForTerminal(`  ${address}  ${name} (${remoteId})`)),
          ...(objects.length > MOST_SHOWN ? [`  and ${objects.length - MOST_SHOWN} more`] : []),
        ];
  const lines = [
    `now:   ${before === undefined ? "no state that can be read" : describe(before)}`,
    `then:  ${describe(after)}`,
    ...list(paint.red("Forgotten; they go on running, and costing:"), lost),
    ...list("On record again; the next plan looks whether they still exist:", found),
    ...(changed.length === 0
      ? []
      : wrapText(
          escapeForTerminal(`Other records: ${changed.slice(0, MOST_SHOWN).join(", ")}`),
          style.width,
          "",
          "  ",
        )),
    ...notes.flatMap((note) => wrapText(escapeLines(note), style.width, "  ! ", "    ")),
  ];
  return `${lines.join("\n")}\n`;
}

function describe({ serial, resources, pending }: StateDocument): string {
  const open = pending.length === 0 ? "" : `, ${pending.length} pending`;
  return `${Object.keys(resources).length} on record${open} (serial ${serial})`;
}
