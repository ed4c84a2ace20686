// Flags as the options of a plan.
import type { PlanOptions } from "../planner/plan-input.ts";
import type { PlanFlags } from "./program-options.ts";

export function buildPlanOptions(flags: PlanFlags, mode: PlanOptions["mode"]): PlanOptions {
  return {
    mode: flags.refreshOnly === true ? "refresh-only" : mode,
    targets: flags.target ?? [],
    excludes: flags.exclude ?? [],
    replace: flags.replace ?? [],
    rebuild: flags.rebuild ?? [],
    deleteSurplus: flags.deleteSurplus ?? [],
    keepSurplus: flags.keepSurplus ?? [],
    allow: {
      ...(flags.allowDeletes === undefined ? {} : { deletes: flags.allowDeletes }),
      ...(flags.allowAdopt === undefined ? {} : { adopt: flags.allowAdopt }),
      ...(flags.allowRecreate === undefined ? {} : { recreate: flags.allowRecreate }),
      empty: flags.allowEmpty === true,
      filesChanged: flags.filesChanged === true,
      accounts: flags.acceptAccount ?? [],
    },
  };
}
