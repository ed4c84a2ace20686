// The queue for people and programs: what a worker tells while it works, and the list of jobs.
import type { JsonObject } from "../core/json.ts";
import type { JobEnd, ListedJob, QueueEvent, ToldJob } from "../core/queue-event.ts";
import { escapeForTerminal, escapeLines } from "./escape-for-terminal.ts";
import { formatTable } from "./format-table.ts";
import { buildPaint, PLAIN_STYLE, type Style } from "./style.ts";

const TAIL_LINES = 12;

/** One line, and where somebody has to look the end of what the program said. */
export function formatQueueEvent(event: QueueEvent, style: Style): string {
  const paint = buildPaint(style);
  switch (event.type) {
    case "worker-started":
      return `Working on ${escapeForTerminal(event.queue)}, stacks below ${escapeForTerminal(event.root)}, ${event.concurrency} at a time.\n`;
    case "job-started":
      return `${nameJob(event.job)}: started${nameTry(event.job)}\n`;
    case "job-ended": {
      const { job, end, text, output } = event;
      const ink = end === "done" ? paint.green : end === "finding" || end === "back" ? paint.yellow : paint.red;
      const took = `after ${(event.tookMs / 1000).toFixed(1)} s`;
      const line = `${nameJob(job)}: ${ink(END_WORDS[end])} ${took}: ${escapeForTerminal(text)}${nameTry(job)}\n`;
      return end === "done" || end === "back" || end === "taken" ? line : `${line}${formatTail(output)}`;
    }
    case "worker-silent":
      return `${escapeForTerminal(event.holder === "" ? event.worker : event.holder)} is silent: its jobs are free again.\n`;
    case "worker-stopping":
      return `Stopping: no more jobs are taken${event.running === 0 ? "" : `, ${event.running} under way are told to stop`}.\n`;
    case "worker-ended": {
      const counts = Object.entries(event.ends).map(([end, count]) => `${count} ${END_WORDS[end as JobEnd]}`);
      return `Ended: ${counts.length === 0 ? "there was nothing to take" : counts.join(", ")}.\n`;
    }
    case "trouble":
      return `warning: ${escapeForTerminal(event.text)}\n`;
  }
}

const END_WORDS: Readonly<Record<JobEnd, string>> = {
  done: "done",
  finding: "found something",
  again: "to be tried again",
  failed: "failed",
  back: "stopped",
  taken: "not counted",
};

function nameJob({ id, act, folder }: ToldJob): string {
  return `${escapeForTerminal(folder)} ${act} (job ${id})`;
}

function nameTry({ attempt, maxAttempts, ref }: ToldJob): string {
  const at = ref === undefined ? [] : [`at ${escapeForTerminal(ref)}`];
  const count = attempt > 1 ? [`attempt ${attempt} of ${maxAttempts}`] : [];
  const said = [...at, ...count].join(", ");
  return said === "" ? "" : ` (${said})`;
}

function formatTail(output: string): string {
  const lines = escapeLines(output.trimEnd()).split("\n");
  const shown = lines.slice(-TAIL_LINES).filter((line) => line.trim() !== "");
  return shown.map((line) => `  | ${line}\n`).join("");
}

/** As in the event stream of plan and apply. */
export function buildQueueEventDocument(event: QueueEvent, timestamp: string): JsonObject {
  const { type, ...rest } = event;
  const isWrong = type === "trouble" || type === "worker-silent" || (type === "job-ended" && event.end === "failed");
  return {
    "@level": isWrong ? "warn" : "info",
    "@message": formatQueueEvent(event, PLAIN_STYLE).split("\n")[0] ?? "",
    "@module": "trueup.queue",
    "@timestamp": timestamp,
    type: type.replaceAll("-", "_"),
    ...(JSON.parse(JSON.stringify(rest)) as JsonObject),
  };
}

export function formatJobs(jobs: readonly ListedJob[], style: Style): string {
  const columns = ["JOB", "ACT", "STACK", "STATE", "ATTEMPTS", "WHEN", "LAST"];
  const rows = jobs.map((job) => [
    Number(job.id),
    job.act,
    `${job.folder ?? "?"}${job.ref === null ? "" : ` @ ${job.ref}`}`,
    job.state,
    `${job.attempts}/${job.maxAttempts}`,
    formatWhen(job),
    job.lastError?.split("\n")[0] ?? "",
  ]);
  return formatTable(columns, rows, style);
}

function formatWhen({ state, next, since, worker }: ListedJob): string {
  if (state === "running") return `since ${shorten(since)} ${worker ?? ""}`.trimEnd();
  return state === "waiting" ? shorten(next) : "";
}

/** To the second. */
function shorten(time: string | null): string {
  return time?.replace(/\.\d+Z$/, "Z") ?? "";
}
