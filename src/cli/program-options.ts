// The flags that commands share, as commander options, and their parsed form. Knows no command.
import { type Command, InvalidArgumentError, Option } from "commander";
import type { ConfigurationOptions as LoadOptions } from "../compose/load-files.ts";
import { DURATION_UNITS } from "../core/units.ts";
import { PLAN_FORMATS, type PlanFormat } from "./plan-formats.ts";

export interface ConfigurationOptions extends LoadOptions {
  readonly color?: boolean;
}

export interface PlanFlags extends ConfigurationOptions {
  readonly target?: readonly string[];
  readonly exclude?: readonly string[];
  readonly replace?: readonly string[];
  readonly rebuild?: readonly string[];
  readonly deleteSurplus?: readonly string[];
  readonly keepSurplus?: readonly string[];
  readonly refreshOnly?: boolean;
  readonly format?: PlanFormat;
  readonly summary?: boolean;
  readonly json?: boolean;
  readonly allowDeletes?: number;
  readonly allowAdopt?: number;
  readonly allowRecreate?: number;
  readonly allowEmpty?: boolean;
  readonly filesChanged?: boolean;
  readonly allowLocalState?: boolean;
  readonly acceptAccount?: readonly string[];
  readonly verbose?: boolean;
  readonly policy?: string;
}

export interface ApplyFlags extends PlanFlags {
  readonly autoApprove?: boolean;
  readonly parallelism?: number;
  readonly lockTimeout?: number;
  readonly grace?: number;
  readonly assumeAbsent?: readonly string[];
  readonly assumeDone?: readonly string[];
  readonly skipStale?: boolean;
}

export function addConfigurationOptions(command: Command): Command {
  return command
    .addOption(new Option("-f, --file <path>", "configuration file or folder (repeatable)").argParser(collect))
    .option("-C, --chdir <dir>", "change to this folder first")
    .addOption(new Option("--var <name=value>", "set a variable (repeatable)").argParser(collect))
    .addOption(new Option("--var-file <path>", "read variables from a YAML file (repeatable)").argParser(collect))
    .option("--file-root <dir>", "the folder that ${file:} may read from")
    .option("--allow-exec", "let ${exec:} run commands")
    .option("--no-color", "no colour");
}

/** `destroy` takes those that it always refuses, too, to say why; its help does not offer them. */
export function addPlanOptions(command: Command): Command {
  const isDestroy = command.name() === "destroy";
  return addConfigurationOptions(command)
    .addOption(new Option("--target <address>", "only this and what it needs (repeatable)").argParser(collect))
    .addOption(new Option("--exclude <address>", "all but this and what needs it (repeatable)").argParser(collect))
    .addOption(
      new Option("--replace <address>", "make a new object, then or before delete the old one")
        .argParser(collect)
        .hideHelp(isDestroy),
    )
    .addOption(
      new Option("--rebuild <address>", "install anew in place: the disk is lost")
        .argParser(collect)
        .hideHelp(isDestroy),
    )
    .addOption(
      new Option(
        "--delete-surplus <address=id>",
        "delete what one request has made beside the object on record",
      ).argParser(collect),
    )
    .addOption(new Option("--keep-surplus <address=id>", "it is wanted: say no more of it").argParser(collect))
    .addOption(new Option("--refresh-only", "only take what changed outside into the state").hideHelp(isDestroy))
    .addOption(new Option("--format <format>", "how the plan is printed").choices(PLAN_FORMATS).default("text"))
    .addOption(new Option("--summary", "one line for each resource").conflicts("format"))
    .addOption(new Option("--json", "print a stream of JSON events").conflicts("format"))
    .addOption(new Option("--allow-deletes <n>", "let so many destructive steps through").argParser(parseCount))
    .addOption(new Option("--allow-adopt <n>", "take over so many objects found by name").argParser(parseCount))
    .addOption(new Option("--allow-recreate <n>", "make so many vanished objects again").argParser(parseCount))
    .option("--allow-empty", "accept a configuration that declares nothing")
    .option("--files-changed", "accept that files of the last apply are not loaded now")
    .option("--allow-local-state", "accept a new local state although CI is set")
    .addOption(
      new Option("--accept-account <provider>", "accept that this provider entry is another account now").argParser(
        collect,
      ),
    )
    .option("--policy <file>", "limits from outside the repository (YAML, the keys of policy); the stricter wins")
    .option("--verbose", "show the calls");
}

const ACTION_HELP = `
Secrets are given by the name of a variable (--password-env NAME) or by a file
(--password-file PATH; - is standard input), never in the command itself.

Exit codes: 0 done; 1 nothing was sent; 3 unknown or still in flight, on record
for the next run; 5 the state is locked by another.`;

const EXIT_CODES = `
Exit codes: 0 done; 1 it failed before anything was sent; 3 something is left
undone, in flight or unknown: on record for the next run; 4 a saved plan is
stale; 5 the state is locked by another; 130, 143 interrupted.`;

export function addApplyOptions(command: Command): Command {
  return addPlanOptions(command)
    .option("-y, --auto-approve", "do not ask")
    .addOption(new Option("--parallelism <n>", "operations at a time, over all accounts (64)").argParser(parsePositive))
    .addOption(new Option("--lock-timeout <duration>", "wait so long for the lock (0s)").argParser(parseDurationFlag))
    .addOption(
      new Option("--grace <duration>", "after an interrupt, wait so long for what is in flight (8s)").argParser(
        parseDurationFlag,
      ),
    )
    .addOption(
      new Option(
        "--assume-absent <address>",
        "settle an unknown request: it did not happen; ADDRESS=BILL: its bill is cancelled",
      ).argParser(collect),
    )
    .addOption(new Option("--assume-done <address>", "settle an unknown request: it did happen").argParser(collect))
    .addHelpText("after", EXIT_CODES);
}

export function addActionOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .option("--list", "what there is, or what can be done with ADDRESS")
    .option("-y, --auto-approve", "do not ask")
    .option("--confirm <address>", "with -y: the object whose data, address or access may be destroyed")
    .option("--json", "print a JSON document")
    .addOption(new Option("--lock-timeout <duration>", "wait so long for the lock (0s)").argParser(parseDurationFlag))
    .addOption(
      new Option("--grace <duration>", "after an interrupt, wait so long for what is in flight (8s)").argParser(
        parseDurationFlag,
      ),
    )
    .addOption(
      new Option("--assume-absent <address>", "settle an unknown request: it did not happen").argParser(collect),
    )
    .addOption(new Option("--assume-done <address>", "settle an unknown request: it did happen").argParser(collect))
    .option("--verbose", "show the calls")
    .addHelpText("after", ACTION_HELP);
}

export function addRebuildOptions(command: Command): Command {
  return command
    .option("--dry-run", "say what would be taken on record, and do nothing")
    .option("--json", "print a JSON document")
    .option("--force", "although there is a state, or one that cannot be read: what is not found again is refused")
    .addOption(new Option("--allow-adopt <n>", "take over so many objects found by name").argParser(parseCount))
    .option("--allow-local-state", "accept a new local state although CI is set");
}

export function collect(value: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

export function parseCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("expected a whole number, for example 3.");
  return Number(value);
}

/** None at a time would never end. */
export function parsePositive(value: string): number {
  const count = parseCount(value);
  if (count === 0) throw new InvalidArgumentError("expected a whole number above zero, for example 3.");
  return count;
}

export function parseFactor(value: string): number {
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(value) || Number(value) === 0)
    throw new InvalidArgumentError("expected a number above zero, for example 60.");
  return Number(value);
}

const UNITS: Readonly<Record<string, number>> = DURATION_UNITS;

export function parseDurationFlag(value: string): number {
  const match = /^(\d{1,9})(ms|s|m|h|d)$/.exec(value);
  const unit = UNITS[match?.[2] ?? ""];
  if (match === null || unit === undefined)
    throw new InvalidArgumentError("expected a duration with a unit, for example 90s or 5m.");
  return Number(match[1]) * unit;
}

export function addDoctorOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .addOption(new Option("--provider <name>", "only this provider entry (repeatable)").argParser(collect))
    .option("--offline", "leave out everything that needs a network")
    .option("--no-probe", "do not try the store of the state: make no objects and no lock there, even for a moment")
    .addOption(
      new Option("--timeout <duration>", "give up each check after so long (30s)").argParser(parseDurationFlag),
    )
    .addOption(new Option("--format <format>", "how it is printed").choices(["text", "json"]).default("text"))
    .option("--json", "print a JSON document: --format json");
}
