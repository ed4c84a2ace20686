// What dies with an object, grouped by kind and bounded: `2 snapshots: golden, before`, `address 203.0.113.7`.

import { groupBy } from "../core/group-by.ts";
import type { Lost } from "../core/observed.ts";

const MOST_LABELS = 5;
const PLURALS: Readonly<Record<Lost["kind"], string>> = {
  snapshot: "snapshots",
  backup: "backups",
  address: "addresses",
  volume: "volumes",
  disk: "disks",
  other: "others",
};

/** One text per kind. */
export function formatLost(lost: readonly Lost[]): string[] {
  return [...groupBy(lost, (item) => item.kind)].map(([kind, items]) =>
    formatKind(
      kind,
      items.map((item) => item.label),
    ),
  );
}

function formatKind(kind: Lost["kind"], labels: readonly string[]): string {
  const [only = ""] = labels;
  if (labels.length === 1) return kind === "disk" || kind === "other" ? only : `${kind} ${only}`;
  const shown = labels.slice(0, MOST_LABELS).join(", ");
  const more = labels.length > MOST_LABELS ? `, ${labels.length - MOST_LABELS} more` : "";
  return `${labels.length} ${PLURALS[kind]}: ${shown}${more}`;
}
