// The forms in which a plan is printed. Light: the flags of each command name them.
export const PLAN_FORMATS = ["text", "json", "markdown", "html", "gitlab"] as const;
/** `gitlab`: the counts that its merge-request widget reads. */
export type PlanFormat = (typeof PLAN_FORMATS)[number];
