// The flags by which a look for drift is told elsewhere than here: `drift` and `watch` have them alike.
import { type Command, Option } from "commander";
import { collect } from "./program-options.ts";

export interface DriftToldFlags {
  /** As written: addresses, or references to variables that hold them. */
  readonly notify?: readonly string[];
  readonly metricsFile?: string;
}

/** Repeatable. The address of a webhook is a secret, which other users of the machine would see in a flag. */
export function addNotifyOption(command: Command): Command {
  return command.addOption(
    new Option(
      "--notify <url>",
      "tell a webhook of what is new: env:NAME, the variable that holds its URL, or the URL; repeatable (TRUEUP_NOTIFY_URL)",
    ).argParser(collect),
  );
}

export function addMetricsFileOption(command: Command): Command {
  return command.option("--metrics-file <file>", "write metrics for Prometheus' node_exporter: a name ending in .prom");
}
