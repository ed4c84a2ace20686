// Which of the two forms of `trueup import` its flags mean. Knows no provider.
import { buildError } from "../core/diagnostic.ts";
import { DiagnosticsError } from "../core/errors.ts";
import type { ImportFlags } from "./import-flags.ts";
import type { Terminal } from "./terminal.ts";

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
