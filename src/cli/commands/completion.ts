// `trueup completion SHELL`: what a shell needs to complete commands and flags; and the addresses that it then asks for.
import type { Command } from "commander";
import { loadFiles } from "../../compose/load-files.ts";
import { groupOf } from "../../core/address.ts";
import { VENDORS } from "../../generated/shapes.ts";
import { formatBashCompletion } from "../completion/bash-completion.ts";
import { buildCommandTree } from "../completion/command-tree.ts";
import { formatFishCompletion } from "../completion/fish-completion.ts";
import { formatZshCompletion } from "../completion/zsh-completion.ts";
import { EXIT } from "../exit-code.ts";
import type { Terminal } from "../terminal.ts";

const SHELLS = { bash: formatBashCompletion, zsh: formatZshCompletion, fish: formatFishCompletion } as const;

export async function runCompletion(terminal: Terminal, shell: keyof typeof SHELLS, program: Command): Promise<number> {
  terminal.out(SHELLS[shell](buildCommandTree(program, Object.keys(VENDORS).sort())));
  return EXIT.done;
}

/** Of the configuration in the working folder; nothing where there is none: a shell that completes shows no errors. */
export async function runComplete(terminal: Terminal): Promise<number> {
  const { configuration } = await loadFiles(terminal, {}, { mode: "validate" });
  const addresses = (configuration?.resources ?? []).map(({ address }) => address);
  const all = [...new Set(addresses.flatMap((address) => [groupOf(address), address]))];
  terminal.out(all.map((address) => `${address}\n`).join(""));
  return EXIT.done;
}
