// The page of exit codes: each of src/cli/exit-code.ts with its meaning; one without, or a meaning without a code, is a problem.
import { buildPage, table } from "./markdown.mjs";

const MEANINGS = {
  done: "Done; for a plan or a look: whatever it shows, unless a flag asks for another code.",
  failed:
    "It failed before anything was sent: a wrong configuration, a read that failed, a plan that was refused. `trueup doctor`: there are problems.",
  changes:
    "There is something to see: `plan --detailed-exitcode` with changes, `drift` with a class of `--fail-on`, `watch --once` likewise.",
  undone:
    "Something is left undone: failed at the provider, still running there, or not known. It is on record, and the next run begins with it.",
  stale: "A saved plan does not fit any more. Nothing was applied.",
  locked: "The state is locked by another run, which is named.",
};

const SIGNALS = [
  ["130", "Interrupted by SIGINT (Ctrl-C)."],
  ["143", "Interrupted by SIGTERM."],
];

/** `program`: `EXIT` of src/cli. */
export function buildExitCodePage({ EXIT }) {
  const untold = Object.keys(EXIT).filter((name) => MEANINGS[name] === undefined);
  const surplus = Object.keys(MEANINGS).filter((name) => EXIT[name] === undefined);
  const rows = Object.entries(EXIT).map(([name, code]) => [String(code), MEANINGS[name] ?? ""]);
  const text = buildPage("Exit codes", "src/cli/exit-code.ts", [
    "The same at every command; the first that fits. `trueup sim -- COMMAND` ends as its command does.",
    table(["code", "means"], [...rows, ...SIGNALS]),
    "After an interrupt nothing new is sent; what is in flight is waited for as long as `--grace` says, and what is left is on record. " +
      "Under GitHub Actions each step has its code as the output `exitcode`.",
  ]);
  return {
    text,
    count: rows.length + SIGNALS.length,
    problems: [...untold, ...surplus].map(
      (name) => `build-exit-codes.mjs: ${name} has no meaning, or is no exit code any more`,
    ),
  };
}
