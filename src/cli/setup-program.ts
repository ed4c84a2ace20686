// The flags of commands for the first hour: `init`, `explain`, `version`, `completion`. Declared only when one is asked for.
import type { Command } from "commander";

export function addExplainOptions(command: Command): Command {
  return command
    .option("-r, --recursive", "the fields of the fields, too")
    .option("--json", "print a JSON document")
    .option("--no-color", "no colour")
    .addHelpText("after", EXPLAIN_HELP);
}

const EXPLAIN_HELP = `
A path may name a provider, or not: then all that have the field are told.
Keys of maps (boot) may stand in it or be left out.

Examples:
  trueup explain                                   the sections
  trueup explain vms.gcore
  trueup explain vms.gcore.volumes.boot.size
  trueup explain vms.memory
  trueup explain state.s3 --recursive
`;
