// A crontab in graphile-worker's format, each line checked like a job that a person adds. Pure but for graphile-worker's parser.

import type * as Graphile from "graphile-worker";
import type { ParsedCronItem } from "graphile-worker";
import { buildError, type Diagnostic } from "../core/diagnostic.ts";
import { isJobProblem, keyOf, nameTask, parseJob, queueOf, readTask } from "./queue-job.ts";

export interface Crontab {
  readonly items: readonly ParsedCronItem[];
  readonly diagnostics: readonly Diagnostic[];
}

const SAMPLE = '0 4 * * * trueup:drift {folder: "stacks/shop"}';

export function parseCrontabFile(
  text: string,
  file: string,
  { maxAttempts, graphile }: { readonly maxAttempts: number; readonly graphile: typeof Graphile },
): Crontab {
  const items: ParsedCronItem[] = [];
  const diagnostics: Diagnostic[] = [];
  const known = new Set<string>();
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const found = parseLine(line, maxAttempts, graphile);
    const isTwice = typeof found !== "string" && known.has(found.identifier);
    if (typeof found !== "string") known.add(found.identifier);
    const problem = isTwice ? "it stands there twice; give one of them ?id=NAME" : found;
    if (typeof problem === "string")
      diagnostics.push(buildError("queue.crontab", `${file}:${index + 1}: ${problem}`, { fix: SAMPLE }));
    else items.push(problem);
  }
  return { items, diagnostics };
}

function parseLine(line: string, maxAttempts: number, graphile: typeof Graphile): ParsedCronItem | string {
  const [item] = parse(line, graphile);
  if (item === undefined) return "it is no line of a crontab: five fields of time, an act, and a payload";
  if (typeof item === "string") return item;
  const act = readTask(item.task);
  if (act === undefined) return `there is no act ${item.task}: trueup:plan, trueup:drift or trueup:apply`;
  const job = parseJob(act, item.payload ?? {});
  if (isJobProblem(job)) return job.problem;
  const { options, match, payload, identifier } = item;
  const [made] = graphile.parseCronItems([
    {
      task: nameTask(act),
      match,
      payload: payload ?? {},
      identifier: identifier === item.task ? keyOf(job) : identifier,
      options: {
        maxAttempts,
        ...defined(options),
        queueName: queueOf(job.folder),
        jobKey: keyOf(job),
        jobKeyMode: "replace",
      },
    },
  ]);
  return made ?? "it cannot be scheduled";
}

function parse(line: string, { parseCrontab }: typeof Graphile): readonly (ParsedCronItem | string)[] {
  try {
    return parseCrontab(line);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // It knows one line only, and repeats it.
    return [said.replace(/ ?(on|in|of)? ?line '?1'?( of crontab)?:?/, "").replace(/\s+/g, " ")];
  }
}

function defined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}
