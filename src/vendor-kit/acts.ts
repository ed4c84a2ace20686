// What the day-2 acts of the vendors share: arguments, refusals and steps in one form. Pure; knows no vendor.
import leven from "leven";
import { type ActArgument, type ActRequest, type ActRule, actPath, type PreparedAct } from "../core/day-two.ts";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { jsonAt } from "../core/json.ts";
import type { Observed } from "../core/observed.ts";
import type { Step } from "../core/step.ts";

export const SNAPSHOT: ActArgument = {
  name: "snapshot",
  value: "NAME|ADDRESS|ID",
  refers: "snapshot",
  help: "the snapshot to go back to",
};

export const passwordAt = (secretAt: string, help: string): ActArgument => ({
  name: "password",
  value: "SECRET",
  secretAt,
  help,
});

export const LIST_BACKUPS: ActRule = {
  name: "list-backups",
  types: ["vm"],
  summary: "list the backups that the provider keeps of it",
  kind: "read",
  arguments: [],
};

/** Steps in order; each is told done by a path of its own, whatever else it completes. */
export function prepared(steps: readonly Step[], more: Partial<Omit<PreparedAct, "steps">> = {}): PreparedAct {
  return {
    steps: steps.map((step, index) => ({ ...step, fields: [...step.fields, actPath(index)] })),
    diagnostics: [],
    lost: [],
    notes: [],
    ...more,
  };
}

export function refused(...diagnostics: readonly Diagnostic[]): PreparedAct {
  return { steps: [], diagnostics, lost: [], notes: [] };
}

export function argumentOf({ arguments: given }: Pick<ActRequest, "arguments">, name: string): string | undefined {
  const value = given[name];
  return typeof value === "string" ? value : undefined;
}

/** Whether the secret is at hand: given with the act, or declared. */
export function hasSecret({ desired }: Pick<ActRequest, "desired">, path: string): boolean {
  return jsonAt(desired?.attributes, path) !== undefined;
}

export interface Wanting {
  readonly address: string;
  /** `backup`. */
  readonly what: string;
  readonly wanted: string;
  /** Names and ids of what there is, the nearest first in what is said. */
  readonly known: readonly string[];
}

export function notAmong({ address, what, wanted, known }: Wanting): Diagnostic {
  const near = [...known].sort((a, b) => leven(a, wanted) - leven(b, wanted));
  const [closest] = near;
  const isClose = closest !== undefined && leven(closest, wanted) <= Math.max(2, wanted.length / 4);
  return buildError("act.not-found", `${address} has no ${what} ${wanted}`, {
    address,
    detail: near.length === 0 ? "It has none." : `It has: ${near.slice(0, 20).join(", ")}`,
    ...(isClose ? { fix: `did you mean ${closest}?` } : {}),
  });
}

export function needsPassword(address: string): Diagnostic {
  return buildError("act.password", `${address}: there is no password to set`, {
    address,
    fix: "--password-env NAME, --password-file PATH (- for standard input), or password: ${env:NAME} in YAML",
  });
}

/** `2026-11-20T09:00:00Z`, or the day where the provider tells no more. */
export function tellTime({ createdAtMs, createdOn }: Observed): string | undefined {
  return createdAtMs === undefined ? createdOn : new Date(createdAtMs).toISOString().replace(/\.\d+Z$/, "Z");
}

export function nameAndId({ name, remoteId }: Observed): string {
  return `${name} (${remoteId})`;
}
