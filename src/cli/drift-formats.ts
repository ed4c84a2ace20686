// The forms in which drift is printed. Light: the flags of the command name them.
export const DRIFT_FORMATS = ["text", "json", "markdown", "html"] as const;
export type DriftFormat = (typeof DRIFT_FORMATS)[number];
