// The flags of commands that are no run: declared, and this file loaded, only when one of them is asked for. Knows no command.
import { type Command, Option } from "commander";
import { GRAPH_FORMATS } from "./graph-formats.ts";
import { PLAN_FORMATS } from "./plan-formats.ts";
import { addConfigurationOptions, collect, parseCount, parseDurationFlag, parseFactor } from "./program-options.ts";

export { addDriftOptions } from "./drift-options.ts";
export { addWatchOptions } from "./watch-options.ts";

export function addShowOptions(command: Command): Command {
  return command
    .addOption(new Option("--format <format>", "how it is printed").choices(PLAN_FORMATS).default("text"))
    .addOption(new Option("--summary", "one line for each resource").conflicts("format"))
    .option("--verbose", "show the calls")
    .option("-C, --chdir <dir>", "change to this folder first")
    .option("--no-color", "no colour");
}

/** As the other commands say it; `--yes` was its name here once. */
export function addUnlockOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .option("-y, --auto-approve", "do not ask")
    .addOption(new Option("--yes").hideHelp());
}

export function addSimOptions(command: Command): Command {
  return command
    .option("--seed <file>", "YAML or JSON with accounts and objects, in the vendors' own shapes")
    .option("--faults <file>", "YAML or JSON with faults: lost answers, 5xx, hangs, busy objects…")
    .option("--keep <file>", "keep what is made in this file, and go on from it the next time")
    .option("--listen <host:port>", "where to listen (127.0.0.1, any port)")
    .addOption(new Option("--serveroid-port <port>", "port of the Serveroid stand-in; 0: any").argParser(parseCount))
    .addOption(new Option("--zomro-port <port>", "port of the Zomro stand-in; 0: any").argParser(parseCount))
    .addOption(new Option("--gcore-port <port>", "port of the Gcore stand-in; 0: any").argParser(parseCount))
    .addOption(new Option("--latency <ms>", "answer so much later").argParser(parseCount))
    .addOption(new Option("--speed <n>", "operations take 1/n of their usual time").argParser(parseFactor))
    .option("--env", "print the environment for the CLI");
}

export function addGraphOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .addOption(new Option("--format <format>", "how it is printed").choices(GRAPH_FORMATS).default("mermaid"))
    .option("--instances", "a node for each instance of a group, not one for all of them");
}

export function addCatalogOptions(command: Command): Command {
  return addConfigurationOptions(command).option("--json", "print a JSON document");
}

export function addExplainOptions(command: Command): Command {
  return command
    .option("-r, --recursive", "the fields of the fields, too")
    .option("--json", "print a JSON document")
    .option("--no-color", "no colour");
}

export function addInitOptions(command: Command): Command {
  return command
    .option("--stack <name>", "the name of the stack (of the folder)")
    .option("-y, --auto-approve", "do not ask: what is not given is as the environment and the folder say")
    .option("-C, --chdir <dir>", "change to this folder first");
}

const FORMATS = ["table", "json", "ansible", "ssh-config"];

export function addInventoryOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .addOption(new Option("--format <format>", "how it is printed (table)").choices(FORMATS))
    .option("--json", "the same as --format json")
    .option("--unmanaged", "what the account holds and nobody does, with known prices")
    .addOption(new Option("--target <address>", "only this and its instances (repeatable)").argParser(collect))
    .addOption(new Option("--provider <provider>", "only this provider entry (repeatable)").argParser(collect))
    .addOption(
      new Option("--address <which>", "the address to connect to, for ansible and ssh-config (public)").choices([
        "public",
        "private",
      ]),
    )
    .option("--list", "as Ansible calls an inventory script: --format ansible")
    .option("--host <name>", "as Ansible calls it for one host: its variables");
}

export function addOutputOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .addOption(new Option("--json", "print a JSON document").conflicts("raw"))
    .option("--raw", "print the value of NAME alone, without quotes and line end");
}

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
Takes over objects that exist already. Nothing is sent that changes anything.`;
