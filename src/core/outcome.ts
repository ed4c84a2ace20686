// How one operation ended.
export type Outcome = "done" | "failed" | "unknown" | "still-running" | "blocked" | "skipped" | "interrupted";
