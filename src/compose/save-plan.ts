// A plan with all that it takes to carry it out elsewhere, as the document of a file; secrets are not among it.
import { createHash, randomBytes } from "node:crypto";
import { type RecordHow, recordConfiguration } from "../config/saved/record-configuration.ts";
import type { Configuration } from "../core/desired.ts";
import type { Diagnostic } from "../core/diagnostic.ts";
import { type JsonObject, jsonAt, sortJson } from "../core/json.ts";
import type { SavedBasis } from "../core/saved-plan.ts";
import { SHORTEST_SECRET } from "../core/shortest-secret.ts";
import type { PlanOptions } from "../planner/plan-input.ts";
import { listAccounts } from "../run/agree-with-saved.ts";
import type { PlanEnd } from "../run/plan.ts";
import { createDigester } from "../state/digest.ts";
import { digestLive } from "./live-digests.ts";
import type { OpenedStack } from "./open-stack.ts";
import { VERSION } from "./version.ts";

/** `diagnostics`: why it cannot be saved. */
export async function buildSavedBasis(
  stack: OpenedStack,
  { plan, reading }: PlanEnd,
  options: PlanOptions,
): Promise<{ readonly basis: SavedBasis; readonly diagnostics: readonly Diagnostic[] }> {
  const { configuration, redactor, loaded } = stack;
  const mask = (text: string): string => redactor.redact(text);
  const salt = randomBytes(16).toString("hex");
  const digester = createDigester(salt);
  const how: RecordHow = {
    hasSecret: (text) => mask(text) !== text,
    short: listShort(configuration),
    digest: (value) => digester.digest(value),
  };
  const { record, diagnostics } = await recordConfiguration(loaded, how);
  const basis: SavedBasis = {
    format: 1,
    version: VERSION,
    configuration: record,
    salt,
    options: JSON.parse(JSON.stringify(options)) as JsonObject,
    accounts: listAccounts(reading),
    live: digestLive(reading.observed, plan, { salt, mask }),
  };
  return { basis, diagnostics };
}

/** Secrets that no text can be searched for. */
function listShort({ resources }: Configuration): ReadonlySet<string> {
  const values = resources.flatMap(({ attributes, secrets }) => secrets.map((path) => jsonAt(attributes, path)));
  return new Set(
    values.filter((value) => typeof value === "string" && value !== "" && value.length < SHORTEST_SECRET) as string[],
  );
}

/** Of the whole document but itself, in whatever order its keys stand: a file that was edited is no plan any more. */
export function sumPlan(document: JsonObject): string {
  const { trueup_sum: _sum, ...rest } = document;
  return `sha256:${createHash("sha256")
    .update(JSON.stringify(sortJson(rest)))
    .digest("hex")}`;
}
