// The flags of `trueup drift`.
import { type Command, Option } from "commander";
import type { DriftClass } from "../core/plan.ts";
import { DRIFT_FORMATS, type DriftFormat } from "./drift-formats.ts";
import { addMetricsFileOption, addNotifyOption, type DriftToldFlags } from "./drift-told-options.ts";
import { addConfigurationOptions, type ConfigurationOptions, parseDurationFlag } from "./program-options.ts";

export interface DriftFlags extends ConfigurationOptions, DriftToldFlags {
  readonly failOn?: readonly DriftClass[];
  readonly format?: DriftFormat;
  readonly json?: boolean;
  readonly memory?: string;
  readonly quiet?: boolean;
  readonly timeout?: number;
}

/** What was not there without anybody's doing is no failure: `agreed`, `unmanaged` and `provider-event` have to be asked for. */
export const DEFAULT_CLASSES: readonly DriftClass[] = ["conflict", "vanished", "replaced", "unset", "unhealthy"];
const OTHER_CLASSES: readonly DriftClass[] = ["agreed", "unmanaged", "provider-event"];

export const DEFAULT_TIMEOUT_MS = 900_000;

export function addDriftOptions(command: Command): Command {
  return addMetricsFileOption(addNotifyOption(addConfigurationOptions(command)))
    .addOption(
      new Option(
        "--fail-on <class...>",
        `classes that are told and end with exit 2 (${DEFAULT_CLASSES.join(" ")})`,
      ).choices([...DEFAULT_CLASSES, ...OTHER_CLASSES]),
    )
    .addOption(new Option("--format <format>", "how it is printed").choices(DRIFT_FORMATS).default("text"))
    .addOption(new Option("--json", "print a stream of JSON events").conflicts("format"))
    .option("--memory <file>", "what was seen, and told, is kept here (.trueup/drift/STACK.json)")
    .option("-q, --quiet", "print nothing where there is nothing to tell")
    .addOption(new Option("--timeout <duration>", "give up after so long (15m)").argParser(parseDurationFlag));
}
