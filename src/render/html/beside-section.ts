// What stands beside the changes: outputs, costs, drift, debt, what is protected or cannot be verified.
import { formatRollouts } from "../format-rollouts.ts";
import {
  formatDebt,
  formatDriftSection,
  formatNotVerifiable,
  formatOutputs,
  formatPrices,
  formatProtected,
} from "../plan-aside.ts";
import type { SectionContext } from "../section-context.ts";
import { buildLinesBox } from "./lines-box.ts";
import { joinMarkup } from "./markup.ts";
import type { Section } from "./page.ts";

const MOST_DRIFT = 500;

export function buildBesideSection(context: SectionContext): Section[] {
  const boxes = [
    ...formatRollouts(context),
    formatOutputs(context),
    formatPrices(context),
    formatDriftSection(context, MOST_DRIFT),
    ...formatDebt(context),
    formatProtected(context),
    formatNotVerifiable(context),
  ].filter((lines) => lines.length > 0);
  if (boxes.length === 0) return [];
  const body = joinMarkup(
    boxes.map((lines) => buildLinesBox(lines)),
    "\n",
  );
  return [{ id: "beside", short: "Beside", title: "Beside the changes", body }];
}
