// The flags of `trueup watch`.
import { type Command, InvalidArgumentError, Option } from "commander";
import { isLoopback } from "../core/loopback.ts";
import type { Allowance } from "../run/watch/list-forbidden.ts";
import type { ListenAddress } from "../run/watch/serve-status.ts";
import { addMetricsFileOption, addNotifyOption, type DriftToldFlags } from "./drift-told-options.ts";
import { collect, parseDurationFlag, parsePositive } from "./program-options.ts";

export interface WatchFlags extends DriftToldFlags {
  readonly chdir?: string;
  readonly stacks?: string;
  /** Milliseconds, as all durations here. */
  readonly interval?: number;
  readonly timeout?: number;
  readonly grace?: number;
  /** `true`: changes in place only. */
  readonly apply?: true | readonly Allowance[];
  readonly listen?: ListenAddress;
  readonly concurrency?: number;
  readonly once?: boolean;
  readonly json?: boolean;
  readonly color?: boolean;
  readonly var?: readonly string[];
  readonly varFile?: readonly string[];
  readonly allowExec?: boolean;
  readonly policy?: string;
  readonly allowLocalState?: boolean;
}

const WATCH_HELP = `
Without --apply nothing is changed. With it, what exists is put right in place:
never made again, replaced, installed anew or taken over by its name, and never
what loses data, an address or access. What is left is told, for a person.

Exit codes: 130, 143 stopped by a signal; 1 it could not begin. With --once the
worst of all stacks: 3 an apply has left something undone; 1 a stack could not
be looked at, or its apply was refused; 5 its state is locked; 2 drift; 0 none.

docs/watch.md says more.`;

export function addWatchOptions(command: Command): Command {
  return addLoadOptions(addMetricsFileOption(addNotifyOption(addLoopOptions(command)))).addHelpText(
    "after",
    WATCH_HELP,
  );
}

function addLoopOptions(command: Command): Command {
  return command
    .option("--stacks <dir>", "each direct subfolder with a trueup.yaml, as they come and go")
    .addOption(new Option("--interval <duration>", "from one look to the next (15m)").argParser(parseInterval))
    .addOption(
      new Option("--apply [also]", "put right what can be in place; also create, or create,delete").argParser(
        parseAllowances,
      ),
    )
    .addOption(
      new Option("--listen <[host:]port>", "answer /healthz and /metrics there (host: 127.0.0.1)").argParser(
        parseListen,
      ),
    )
    .option("--once", "one cycle, and the exit code of the worst stack")
    .option("--json", "print a stream of JSON events")
    .addOption(new Option("--concurrency <n>", "stacks at a time (8)").argParser(parsePositive))
    .addOption(
      new Option("--timeout <duration>", "give up the look at one stack after so long (10m)").argParser(
        parseDurationFlag,
      ),
    )
    .addOption(
      new Option("--grace <duration>", "after a signal, wait so long for what is in flight (8s)").argParser(
        parseDurationFlag,
      ),
    );
}

function addLoadOptions(command: Command): Command {
  return command
    .option("-C, --chdir <dir>", "change to this folder first")
    .addOption(new Option("--var <name=value>", "set a variable in all stacks (repeatable)").argParser(collect))
    .addOption(new Option("--var-file <path>", "read variables from a YAML file (repeatable)").argParser(collect))
    .option("--allow-exec", "let ${exec:} run commands")
    .option("--policy <file>", "limits from outside the repository (YAML, the keys of policy); the stricter wins")
    .option("--allow-local-state", "with --apply: accept a new local state although CI is set")
    .option("--no-color", "no colour");
}

const LEAST_INTERVAL_MS = 30_000;
const MOST_INTERVAL_MS = 7 * 86_400_000;

/** Providers and people bear no more. */
function parseInterval(value: string): number {
  const ms = parseDurationFlag(value);
  if (ms < LEAST_INTERVAL_MS || ms > MOST_INTERVAL_MS) throw new InvalidArgumentError("expected 30s to 7d.");
  return ms;
}

const ALLOWANCES: readonly string[] = ["create", "delete"];

function parseAllowances(value: string): readonly Allowance[] {
  const names = value.split(",").map((name) => name.trim());
  const isKnown = (name: string): name is Allowance => ALLOWANCES.includes(name);
  if (!names.every(isKnown))
    throw new InvalidArgumentError(
      "expected --apply, --apply=create or --apply=create,delete; folders stand before it.",
    );
  return names.filter(isKnown);
}

/** `9090`, `:9090`, `0.0.0.0:9090`, `[::1]:9090`. */
function parseListen(value: string): ListenAddress {
  const [, bracketed, plain, digits = ""] = /^(?:\[([0-9A-Fa-f:.]+)\]:|([^:[\]]*):)?(\d{1,5})$/.exec(value) ?? [];
  const port = Number(digits);
  if (digits === "" || port > 65_535)
    throw new InvalidArgumentError("expected a port, or an address and a port: 9464, 0.0.0.0:9464.");
  const host = bracketed ?? plain ?? "";
  return { host: host === "" ? "127.0.0.1" : host, port };
}

/** Whoever reaches the port may read which stacks there are and how they stand. */
export function isOpenToOthers({ host }: ListenAddress): boolean {
  return !isLoopback(host);
}
