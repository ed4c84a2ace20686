// The commands of `trueup state` and their flags: declared only when one of them is asked for.
import { type Command, Option } from "commander";
import type { Finish } from "./exit-code.ts";
import { noteSignals } from "./note-signals.ts";
import { addConfigurationOptions, addRebuildOptions, parseCount, parseDurationFlag } from "./program-options.ts";
import type { Terminal } from "./terminal.ts";

export function addStateProgram(state: Command, given: Terminal, finishWith: Finish): void {
  const { terminal, exitCode } = noteSignals(given);
  const finish: Finish = (code) => finishWith(exitCode() ?? code);
  addLooks(state, terminal, finish);
  addEdits(state, terminal, finish);
  addWholeStates(state, terminal, finish);
  addPlaces(state, terminal, finish);
}

function addLooks(state: Command, terminal: Terminal, finish: Finish): void {
  const load = () => import("./commands/state.ts");
  addJson(addConfigurationOptions(state.command("list")))
    .description("tracked resources")
    .argument("[address...]", "only these; vms.web means all its instances, with what belongs to them")
    .option("--id <id>", "only what has this id at its provider")
    .action(async (addresses, options) => finish(await (await load()).runStateList(terminal, addresses, options)));
  addJson(addConfigurationOptions(state.command("show")))
    .description("what is recorded of one resource")
    .argument("<address>")
    .action(async (address, options) => finish(await (await load()).runStateShow(terminal, address, options)));
  addJson(addConfigurationOptions(state.command("history")))
    .description("the serials that are kept, newest first")
    .action(async (options) =>
      finish(await (await import("./commands/state-history.ts")).runStateHistory(terminal, options)),
    );
}

function addEdits(state: Command, terminal: Terminal, finish: Finish): void {
  const load = () => import("./commands/state.ts");
  addEdit(state.command("mv"))
    .description("rename an address in the state; nothing is sent")
    .argument("<from>", "as tracked; vms.web moves all its instances, 'vms.old-*' what it fits")
    .argument("<to>", "in the same section, with as many *")
    .action(async (from, to, options) =>
      finish(await (await import("./commands/state-mv.ts")).runStateMv(terminal, from, to, options)),
    );
  addLost(addEdit(state.command("rm")))
    .description("forget resources; the objects stay, and go on costing")
    .argument("<address...>", "with what belongs to them")
    .action(async (addresses, options) => finish(await (await load()).runStateRm(terminal, addresses, options)));
}

function addWholeStates(state: Command, terminal: Terminal, finish: Finish): void {
  const load = () => import("./commands/state-transfer.ts");
  addConfigurationOptions(state.command("pull"))
    .description("print the state document, in clear")
    .option("--encrypted", "print it as it is kept: for a backup of an encrypted state")
    .action(async (options) => finish(await (await load()).runStatePull(terminal, options)));
  addLost(addWrite(state.command("push")))
    .description("replace the state by a document that was pulled before, as a new serial")
    .argument("[file]", "as state pull printed it; - reads standard input")
    .option("--force", "although lineage or serial do not follow on the state that is there, or it cannot be read")
    .option("--recovery", "take up what a run has left that had lost its lock, instead of a file")
    .action(async (file, options) => finish(await (await load()).runStatePush(terminal, file, options)));
  addLost(addWrite(state.command("restore")))
    .description("write the content of an older serial as a new one")
    .argument("<serial>", "as state history lists it")
    .option("--force", "although it is of another lineage, or the state was migrated, or cannot be read")
    .action(async (serial, options) =>
      finish(await (await import("./commands/state-history.ts")).runStateRestore(terminal, serial, options)),
    );
  addRebuildOptions(addLost(addWrite(state.command("rebuild"))))
    .description("make a lost state anew from YAML, markers and live objects; nothing is sent that changes anything")
    .action(async (options) =>
      finish(await (await import("./commands/state-rebuild.ts")).runStateRebuild(terminal, options)),
    );
}

function addPlaces(state: Command, terminal: Terminal, finish: Finish): void {
  const load = () => import("./commands/state-place.ts");
  addWrite(state.command("migrate"))
    .description("move the state to the place that another configuration names, or from there to here")
    .addOption(new Option("--to <file>", "a configuration of this stack with the new state block").conflicts("from"))
    .option("--from <file>", "a configuration of this stack with the old state block")
    .action(async (options) => finish(await (await load()).runStateMigrate(terminal, options)));
  addWrite(state.command("rekey"))
    .description("write the state anew as state.encryption says now: encrypt it, or change the passphrase")
    .option("--decrypt", "write it in clear, before state.encryption is removed")
    .action(async (options) => finish(await (await load()).runStateRekey(terminal, options)));
}

function addJson(command: Command): Command {
  return command.option("--json", "print a JSON document");
}

function addLock(command: Command): Command {
  return addConfigurationOptions(command).addOption(
    new Option("--lock-timeout <duration>", "wait so long for the lock (0s)").argParser(parseDurationFlag),
  );
}

function addEdit(command: Command): Command {
  return addLock(command).option("--dry-run", "say what would be done, and do nothing");
}

function addWrite(command: Command): Command {
  return addLock(command).option("-y, --auto-approve", "do not ask");
}

function addLost(command: Command): Command {
  return command.addOption(
    new Option("--allow-lost <n>", "let the record of so many objects go").argParser(parseCount),
  );
}
