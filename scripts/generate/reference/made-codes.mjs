// What the collector of codes cannot read off the syntax: which codes a made-up one stands for, and what is no code at all.
// Each line stands for one place; a place that is gone is told.

/** Codes of one word, without a family. */
export const WORDS = new Set(["interrupted", "internal", "unexpected"]);

/** A prefix with each word of a type, or with each key of a table, of src/. */
const each = (prefix, words, without = []) => ({ prefix, ...words, without });
const FAULT = { file: "src/core/errors.ts", name: "Fault" };
const PROBLEM = { file: "src/core/errors.ts", name: "StateProblem" };
const PLACE = { file: "src/vendor-kit/place-error.ts", name: "PlaceProblem", field: "what" };
const NONE = [];

/** `FILE: EXPRESSION` → its codes. */
export const MADE_CODES = {
  'src/cli/run-act.ts: `act.${result.outcome === "unknown" ? "unsettled" : result.outcome}`': [
    "act.unsettled",
    each("act.", { file: "src/core/outcome.ts", name: "Outcome" }, ["done", "unknown"]),
  ],
  "src/planner/match.ts: `${by}.not-found`": ["import.not-found", "existing.not-found"],
  "src/render/format-error.ts: `provider.${fault}`": [each("provider.", FAULT)],
  "src/render/format-error.ts: `state.${problem}`": [each("state.", PROBLEM)],
  "src/run/apply.ts: `state.${error.problem}`": [each("state.", PROBLEM)],
  "src/render/format-error.ts: `system.${code}`": [
    each("system.", { file: "src/render/format-error.ts", name: "SYSTEM_ERRORS" }),
  ],
  'src/render/json-hook-events.ts: `provider.${event.fault ?? "failed"}`': [
    "provider.failed",
    each("provider.", FAULT),
  ],
  "src/vendor-kit/place-error.ts: `provider.${what}-ambiguous`": [
    each("provider.", { ...PLACE, suffix: "-ambiguous" }),
  ],
  "src/vendor-kit/place-error.ts: `provider.${what}-not-found`": [
    each("provider.", { ...PLACE, suffix: "-not-found" }),
  ],
  // Of the system or of Node, and told as such.
  "src/render/format-error.ts: escapeForTerminal(error.code)": NONE,
  "src/http/network-failure.ts: codeOf(error)": NONE,
  "src/http/network-failure.ts: codeOf(thrown)": NONE,
  "src/state/file-failure.ts: codeOf(error)": NONE,
  "src/state/postgres/connection.ts: PEM_FILE": NONE,
  // Of a vendor or a store.
  "src/render/format-error.ts: vendorCode": NONE,
  'src/state/s3/parse-list.ts: textOf(xml, "Code")': NONE,
  // Lines of a source, and ways to write.
  'src/render/diagnostic-document.ts: lines.join("\\n")': NONE,
  "src/render/format-doctor-text.ts: `${all.length} checks`": NONE,
  "src/render/html/ink-markup.ts: part": NONE,
};

/** Look like codes, and are fields, or a vendor's own. */
export const NO_CODES = new Set([
  "existing.name",
  "lifecycle.protect",
  "lifecycle.rollout.check",
  "lifecycle.rollout.check.command",
  "unexpected.exception",
]);
