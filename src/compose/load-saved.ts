// The configuration of a saved plan, with the secrets of here.
import { buildLoaded, type LoadResult } from "../config/load-configuration.ts";
import { type Restored, restoreConfiguration } from "../config/saved/restore-configuration.ts";
import { MalformedRecordError } from "../config/saved/restore-tree.ts";
import { formatSecret } from "../core/configuration-record.ts";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError, StaleSavedPlanError } from "../core/errors.ts";
import type { SavedBasis } from "../core/saved-plan.ts";
import { createDigester } from "../state/digest.ts";
import { DESIRED_CHECKS } from "./desired-checks.ts";
import { type ConfigurationOptions, listSources } from "./load-files.ts";
import type { Surroundings } from "./surroundings.ts";

/** Throws `StaleSavedPlanError` where a secret is not the one that the plan was made with. */
export async function loadSaved(
  surroundings: Pick<Surroundings, "cwd" | "env">,
  options: ConfigurationOptions,
  { configuration, salt }: SavedBasis,
  isLenient: boolean,
): Promise<LoadResult> {
  const digester = createDigester(salt);
  const { loaded, folder, diagnostics, changed } = await restore(configuration, {
    ...listSources(surroundings, options),
    digest: (value) => digester.digest(value),
    isLenient,
  });
  if (loaded === undefined) return { diagnostics };
  if (changed.length > 0) throw new StaleSavedPlanError({ reasons: changed.map(describeChanged) });
  // The lines are not in the file, so none are shown.
  const found = [...diagnostics];
  return buildLoaded(
    loaded,
    { mode: "plan", isLenient, checks: DESIRED_CHECKS },
    { folder, sources: [], diagnostics: found },
  );
}

async function restore(...[record, how]: Parameters<typeof restoreConfiguration>): Promise<Restored> {
  try {
    return await restoreConfiguration(record, how);
  } catch (error) {
    if (!(error instanceof MalformedRecordError || error instanceof TypeError)) throw error;
    throw new DiagnosticsError([
      buildError("plan.not-a-plan", "the file holds no plan that can be carried out", {
        fix: "trueup plan --out FILE writes one",
      }),
    ]);
  }
}

function describeChanged(secret: Parameters<typeof formatSecret>[0]) {
  return buildError("plan.secret-changed", `not the value that the plan was made with: ${formatSecret(secret)}`, {
    detail: "Nothing was applied.",
    fix: "give the same value, or plan again with this one",
  });
}
