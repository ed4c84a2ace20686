// Why a state is not written that knows less than the one before it, as diagnostics. Pure.
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { ListedObject } from "../core/listed-objects.ts";
import type { Intent } from "../core/state-document.ts";
import { sayUnknownFix } from "../core/unknown-fix.ts";

const MOST_SHOWN = 20;

/** One line for each: `vms.web  web (88535)`. */
export function describeObjects(objects: readonly ListedObject[]): string {
  const shown = objects.slice(0, MOST_SHOWN).map(({ address, name, remoteId, as }) => {
    const beside = as === "beside" ? ", beside the one on record" : "";
    return `${address}  ${name} (${remoteId}${beside})`;
  });
  const more = objects.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("\n");
}

export function refuseLoss(lost: readonly ListedObject[], summary: string): DiagnosticsError {
  return new DiagnosticsError([
    buildError("state.would-lose", summary, {
      detail: `${describeObjects(lost)}\nThey would go on running, and costing, and trueup would not know them. Nothing was written.`,
      fix: `if this is meant: --allow-lost ${lost.length}`,
    }),
  ]);
}

/** What is still on its way would be ordered again: no flag lets it through. */
export function refusePending(pending: readonly Intent[]): DiagnosticsError {
  return new DiagnosticsError(
    pending.map(({ address, summary, phase, settle }) =>
      buildError("state.pending", `${address}: "${summary}" is not settled yet`, {
        detail: "Without its record nobody would look for what it makes. Nothing was written.",
        fix: phase === "unknown" ? sayUnknownFix(settle, address) : "trueup apply, which settles it first",
      }),
    ),
  );
}
