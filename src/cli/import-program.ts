// The flags of `trueup import` and which of its two forms they mean. Knows no provider.
import { type Command, Option } from "commander";
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { ImportFlags } from "./import-flags.ts";
import { addConfigurationOptions, parseDurationFlag } from "./program-options.ts";
import type { Terminal } from "./terminal.ts";

export function addImportOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .option("--all <provider>", "write YAML with import entries for everything that the account holds")
    .option("--out <file>", "with --all: the file to write, which must not be there yet; - for standard output")
    .option("--project <name>", "with --all: the project, by name or id, where no configuration names it")
    .option("-y, --auto-approve", "do not ask")
    .option("--dry-run", "show what would be taken over, and write nothing")
    .addOption(new Option("--lock-timeout <duration>", "wait so long for the lock (0s)").argParser(parseDurationFlag))
    .option("--allow-local-state", "accept a new local state although CI is set")
    .addHelpText("after", IMPORT_HELP);
}

const IMPORT_HELP = `
Takes over objects that exist already. Nothing is sent that changes anything.

Examples:
  trueup import vms.web 88534                  one object, for a declared block
  trueup import vms.edge.volumes.data UUID     a disk of a machine at Gcore
  trueup import --all serveroid --out trueup.yaml
                                               YAML for a whole account
  trueup import --all gcore.backup --out -     the same, on standard output
`;

export async function runImport(
  terminal: Terminal,
  address: string | undefined,
  id: string | undefined,
  flags: ImportFlags,
): Promise<number> {
  const { all, out } = flags;
  const usage = "trueup import ADDRESS ID, or trueup import --all PROVIDER --out FILE";
  const refuse = (summary: string, fix = usage) => new DiagnosticsError([buildError("cli.flags", summary, { fix })]);
  if (all !== undefined) {
    if (address !== undefined) throw refuse(`--all ${all} takes no address: it writes all that the account holds`);
    if (flags.dryRun === true) throw refuse("--all only writes YAML: --dry-run is not needed", `--out - instead`);
    return (await import("./commands/import-account.ts")).runImportAccount(terminal, all, flags);
  }
  if (out !== undefined) throw refuse("--out goes with --all");
  if (address === undefined || id === undefined || id === "")
    throw refuse(address === undefined ? "what is to be imported?" : `which object is ${address}? Its id is missing`);
  return (await import("./commands/import-object.ts")).runImportObject(terminal, address, id, flags);
}
