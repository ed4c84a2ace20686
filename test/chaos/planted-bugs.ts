// Bugs as data: what the random runs must find. Each is a change of the product's text, made while it is loaded and
// never in the product itself; text that is no longer there is an error, so that no bug stops being planted unnoticed.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

interface Edit {
  readonly find: string;
  readonly replace: string;
}

export interface PlantedBug {
  readonly name: string;
  /** Below `src`. */
  readonly file: string;
  readonly edits: readonly Edit[];
}

const ADD_INTENT =
  "  const rival = await addUnlessRivalled(context, intent);\n  return rival === undefined ? perform(context, request, { bound: step, bind }, intent) : blockBy(rival);";
const NO_INTENT = "  return perform(context, request, { bound: step, bind }, intent);";
const RECORD_ACCEPTED =
  "  if (!isToldByFields) await context.journal.commit((document) => changeIntent(document, intent.id, known));\n  return awaitAccepted(";

const bug = (
  name: string,
  file: string,
  ...edits: readonly (readonly [find: string, replace: string])[]
): PlantedBug => ({
  name,
  file,
  edits: edits.map(([find, replace]) => ({ find, replace })),
});

export const PLANTED_BUGS: readonly PlantedBug[] = [
  bug("no intent before the request", "executor/run-step.ts", [ADD_INTENT, NO_INTENT]),
  bug(
    "the intent is committed after the send",
    "executor/run-step.ts",
    [ADD_INTENT, NO_INTENT],
    ["  const known = {\n", "  await addUnlessRivalled(context, intent);\n  const known = {\n"],
  ),
  bug("the intent is kept in memory, beside the state", "state/journal.ts", [
    "await options.backend.create(document);",
    "await options.backend.create({ ...document, pending: [] });",
  ]),
  bug("the handle is not recorded before polling", "executor/run-step.ts", [
    RECORD_ACCEPTED,
    "  return awaitAccepted(",
  ]),
  bug("sent again although the effect is unknown", "executor/step-outcome.ts", [
    '  if (error.effect === "unknown") return settleLost(context, request, intent, error);\n',
    "",
  ]),
  bug("a lost lease is ignored", "executor/run-step.ts", [
    "context.journal.lost.aborted || context.journal.leaseLeftMs() < requestTimeoutMs",
    "false",
  ]),
  bug(
    "an interrupt is ignored",
    "executor/run-step.ts",
    ["  if (context.stop.isRequested()) throw new AbortedError();\n", ""],
    ['  if (context.stop.isRequested()) return { kind: "interrupted" };\n', ""],
  ),
  bug("pending work of earlier runs is ignored", "executor/resume-pending.ts", [
    ".pending.map((intent) => resumeOne",
    ".pending.slice(0, 0).map((intent) => resumeOne",
  ]),
  bug("a new object is told by its name alone", "executor/fresh-objects.ts", [
    "      !intent.before.includes(object.remoteId) &&\n      !isTaken(object) &&\n",
    "      !isTaken({ ...object, remoteId: `${object.remoteId}${intent.before.length}!` }) &&\n",
  ]),
  bug(
    "the ids that existed before are not kept, strangers are not noticed",
    "executor/run-step.ts",
    ["request.tries.before ?? namesakes.map((object) => object.remoteId)", "request.tries.before ?? []"],
    ["if (fresh.length > 0 && (request.tries.before === undefined || !marked))", "if (fresh.length > 1e9)"],
  ),
  bug("no grace for what is not visible yet", "executor/settle-intent.ts", [
    "    if (left <= 0)\n",
    "    if (left < Infinity)\n",
  ]),
  bug("an absence is assumed at once", "executor/settle-intent.ts", [
    "clock.now() - intent.sentAtMs >= assumeAbsentAfterMs",
    "clock.now() - intent.sentAtMs >= 0",
  ]),
  bug("half-made objects are forgotten", "executor/finish-intent.ts", [
    ": keepHalfMade(document, intent, observed, rules, broken);",
    ": removeIntent(document, intent.id);",
  ]),
  bug("what a replacement leaves behind is forgotten", "core/take-over.ts", [
    "previous.remoteId !== next.remoteId && !isGone",
    "previous.remoteId !== next.remoteId && isGone",
  ]),
  bug("one look is enough to call it gone", "run/confirm-missing.ts", [
    "const absent = await provider.confirmGone(ids, call);",
    "const absent = ids;",
  ]),
  bug("protection is ignored", "planner/decide-change.ts", [
    "if (subject.lifecycle.protect) return",
    "if (false) return",
  ]),
  bug("a replacement does not show that it deletes", "planner/plan-replacement.ts", [
    "    destructive: [describeDestruction(subject, observed, { lost, isExempt, removal })],\n    diagnostics: [...removal.diagnostics",
    "    destructive: [],\n    diagnostics: [...removal.diagnostics",
  ]),
];

const SOURCES = join(import.meta.dirname, "../../src");

/** What the loader hook needs; throws where a text to be changed is not there exactly once. */
export async function preparePlant({
  name,
  file,
  edits,
}: PlantedBug): Promise<{ url: string; edits: readonly Edit[] }> {
  const path = join(SOURCES, file);
  const text = await readFile(path, "utf8");
  for (const { find } of edits) {
    const count = text.split(find).length - 1;
    if (count !== 1)
      throw new Error(`planted bug "${name}": ${file} holds its text ${count} times: ${JSON.stringify(find)}`);
  }
  return { url: pathToFileURL(path).href, edits };
}
