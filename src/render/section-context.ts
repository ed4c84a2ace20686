// What every section of a plan's text needs. Data only.
import type { Plan } from "../core/plan.ts";
import type { Paint, Style } from "./style.ts";

export interface PlanTextOptions {
  /** The calls that will be made. */
  readonly verbose?: boolean;
  /** Allowances that are stored in the plan: `--allow-deletes 3`. */
  readonly allowances?: readonly string[];
  /** How long it would take. */
  readonly expected?: boolean;
  /** One line for each resource. */
  readonly summary?: boolean;
  /** False where the caller shows the plan's diagnostics itself. Default true. */
  readonly diagnostics?: boolean;
}

export interface SectionContext {
  readonly plan: Plan;
  readonly style: Style;
  readonly paint: Paint;
  readonly options: PlanTextOptions;
}
