// The flags of `trueup run-queue` and its commands: declared only when it is the one that was asked for.
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import type { Finish } from "./exit-code.ts";
import { collect, parseCount, parseDurationFlag, parsePositive } from "./program-options.ts";
import type { Terminal } from "./terminal.ts";

const WORKER_EXAMPLES = `
Examples:
  export TRUEUP_QUEUE=postgres://trueup@db.example/ops
  trueup run-queue --root /srv/stacks
  trueup run-queue --once           # for a CronJob: ends when none is left
  trueup run-queue --crontab FILE   # 0 4 * * * trueup:drift {folder: "shop"}
  trueup run-queue add drift shop blog   # folders below the workers' root
  trueup run-queue add apply shop --auto-approve --allow-deletes 1 --in 10m
  trueup run-queue list

docs/scale-out.md says more.
`;

export function addQueueFlags(command: Command): Command {
  return addAddress(command)
    .option("--root <dir>", "the folder that the stacks are below (the working folder)")
    .addOption(new Option("--concurrency <n>", "jobs at a time (2)").argParser(parsePositive))
    .option("--once", "end when nothing is left to take")
    .option("--crontab <file>", "put jobs into the queue by the clock (UTC); graphile-worker's format")
    .option("--fetch", "git fetch from origin before a job that has a ref")
    .option("--allow-local-state", "take stacks whose state is a file: for the only worker of a queue")
    .addOption(
      new Option("--lease <duration>", "a worker that is silent for so long counts as dead (60s)").argParser(
        parseLease,
      ),
    )
    .addOption(
      new Option("--job-timeout <duration>", "stop a job in order after so long (3h, the most)").argParser(
        parseTimeout,
      ),
    )
    .addOption(new Option("--format <format>", "how it tells what it does").choices(["text", "json"]).default("text"))
    .option("--no-color", "no colour")
    .addHelpText("after", WORKER_EXAMPLES);
}

function addAddress(command: Command): Command {
  return command
    .option("-C, --chdir <dir>", "change to this folder first")
    .option("--queue <url>", "the PostgreSQL of the queue; better in TRUEUP_QUEUE, which nobody else sees")
    .option("--schema <name>", "the schema of the queue's tables (trueup_queue)");
}

export function addQueueProgram(queue: Command, terminal: Terminal, finish: Finish): void {
  // What follows the name of a command below is that one's; what stands before it counts as well.
  queue.enablePositionalOptions();
  const load = () => import("./commands/queue-jobs.ts");
  addJobFlags(addAddress(queue.command("add")))
    .description("put jobs into the queue; one that waits for the same act and folder is replaced")
    .addArgument(new Argument("<act>", "what to do").choices(["plan", "drift", "apply"]))
    .argument("<folder...>", "folders of stacks, relative to the workers' root")
    .action(async (act, folders, _options, command) =>
      finish(await (await load()).runQueueAdd(terminal, { act, folders }, command.optsWithGlobals())),
    );
  addAddress(queue.command("list"))
    .description("what runs, waits and failed")
    .option("--json", "print a JSON document")
    .option("--no-color", "no colour")
    .action(async (_options, command) =>
      finish(await (await load()).runQueueList(terminal, command.optsWithGlobals())),
    );
  addAddress(queue.command("show"))
    .description("the attempts of a job, and what the last one said")
    .argument("<job>", "as list shows it", parseJobId)
    .option("--json", "print a JSON document")
    .action(async (job, _options, command) =>
      finish(await (await load()).runQueueShow(terminal, job, command.optsWithGlobals())),
    );
  addAddress(queue.command("remove"))
    .description("take jobs out of the queue; not those that run")
    .argument("<job...>", "as list shows them", collectIds)
    .action(async (jobs, _options, command) =>
      finish(await (await load()).runQueueRemove(terminal, jobs, command.optsWithGlobals())),
    );
  addAddress(queue.command("retry"))
    .description("try jobs again at once, with all their attempts; not those that run")
    .argument("<job...>", "as list shows them", collectIds)
    .action(async (jobs, _options, command) =>
      finish(await (await load()).runQueueRetry(terminal, jobs, command.optsWithGlobals())),
    );
}

function addJobFlags(command: Command): Command {
  return command
    .option("--ref <ref>", "a branch, tag or commit of the repository at the workers' root")
    .option("-y, --auto-approve", "apply what the plan shows, without asking: nobody is there")
    .addOption(new Option("--allow-deletes <n>", "let so many destructive steps through").argParser(parseCount))
    .addOption(new Option("--allow-adopt <n>", "take over so many objects found by name").argParser(parseCount))
    .addOption(new Option("--allow-recreate <n>", "make so many vanished objects again").argParser(parseCount))
    .option("--allow-empty", "accept a configuration that declares nothing")
    .option("--files-changed", "accept that files of the last apply are not loaded now")
    .option("--allow-local-state", "accept a new local state")
    .addOption(
      new Option("--accept-account <provider>", "accept that this provider entry is another account").argParser(
        collect,
      ),
    )
    .addOption(new Option("--at <time>", "not before, for example 2027-01-31T04:00:00Z").argParser(parseTime))
    .addOption(new Option("--in <duration>", "not before so long").argParser(parseDurationFlag).conflicts("at"))
    .addOption(new Option("--max-attempts <n>", "give up after so many (10)").argParser(parseAttempts))
    .option("--json", "print a JSON document");
}

/** With the zone: the workers' machines may be elsewhere. */
function parseTime(value: string): Date {
  const time = new Date(value);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value) || Number.isNaN(time.getTime()))
    throw new InvalidArgumentError("expected a time with its zone, for example 2027-01-31T04:00:00Z.");
  return time;
}

function parseAttempts(value: string): number {
  const count = parsePositive(value);
  if (count > 25) throw new InvalidArgumentError("at most 25: the pauses grow to hours.");
  return count;
}

/** Under a second would be nothing but noise; over an hour a dead worker's stack waits too long. */
function parseLease(value: string): number {
  const ms = parseDurationFlag(value);
  if (ms < 1000 || ms > 3_600_000) throw new InvalidArgumentError("expected 1s to 1h.");
  return ms;
}

/** graphile-worker hands out again what was taken four hours ago. */
function parseTimeout(value: string): number {
  const ms = parseDurationFlag(value);
  if (ms < 1000 || ms > 3 * 3_600_000) throw new InvalidArgumentError("expected 1s to 3h.");
  return ms;
}

function parseJobId(value: string): string {
  if (!/^[1-9]\d{0,17}$/.test(value)) throw new InvalidArgumentError("expected a number of a job, as list shows it.");
  return value;
}

function collectIds(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), parseJobId(value)];
}
