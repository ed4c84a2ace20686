// The commands and their flags. Each command's code is loaded only when it runs, so that --help and validate start fast.
import { Command, Option } from "commander";
import { addApplyOptions, addConfigurationOptions, addPlanOptions, parseCount } from "./program-options.ts";
import type { Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

/** Sets the exit code of the command that ran. */
export type Finish = (code: number) => void;

export function buildProgram(terminal: Terminal, finish: Finish): Command {
  const program = new Command("trueup")
    .description("Keeps virtual machines, and what belongs to them, true to a YAML file.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .showHelpAfterError("(trueup --help lists the commands; trueup COMMAND --help its flags)")
    .configureHelp({ sortSubcommands: false, helpWidth: Math.min(terminal.columns, 100) })
    .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.err(text) })
    .exitOverride();
  addRunCommands(program, terminal, finish);
  addStateCommands(program, terminal, finish);
  addOtherCommands(program, terminal, finish);
  return program;
}

function addRunCommands(program: Command, terminal: Terminal, finish: Finish): void {
  addConfigurationOptions(program.command("validate"))
    .description("check everything that needs no network")
    .option("--json", "print a JSON document")
    .action(async (options) => finish(await (await import("./commands/validate.ts")).runValidate(terminal, options)));
  addPlanOptions(program.command("plan"))
    .description("read live state and print what would be done; writes nothing")
    .option("--out <file>", "save the plan to a file, for trueup show")
    .option("--destroy", "plan the destruction of everything")
    .option("--detailed-exitcode", "exit 2 where there is something to do")
    .action(async (options) => finish(await (await import("./commands/plan.ts")).runPlan(terminal, options)));
  addApplyOptions(program.command("apply"))
    .description("plan, show, ask for yes, and carry it out")
    .argument("[planfile]", "not in this version: saved plans can be shown, not applied")
    .action(async (planFile, options) =>
      finish(await (await import("./commands/apply.ts")).runApplyCommand(terminal, planFile, options)),
    );
  addApplyOptions(program.command("destroy"))
    .description("plan and carry out the destruction of everything that is tracked")
    .action(async (options) =>
      finish(await (await import("./commands/apply.ts")).runDestroyCommand(terminal, options)),
    );
  program
    .command("show")
    .description("print a saved plan; needs no credentials")
    .argument("<planfile>", "a file that trueup plan --out wrote")
    .addOption(new Option("--format <format>", "how it is printed").choices(["text", "json"]).default("text"))
    .option("--verbose", "show the calls")
    .option("-C, --chdir <dir>", "change to this folder first")
    .option("--no-color", "no colour")
    .action(async (file, options) =>
      finish(await (await import("./commands/show.ts")).runShow(terminal, file, options)),
    );
  addConfigurationOptions(program.command("drift"))
    .description("what changed behind trueup's back; exit 2 where something did")
    .addOption(
      new Option("--fail-on <class...>", "classes that end with exit 2").choices([
        "conflict",
        "vanished",
        "replaced",
        "unset",
        "unmanaged",
        "provider-event",
      ]),
    )
    .addOption(new Option("--format <format>", "how it is printed").choices(["text", "json"]).default("text"))
    .action(async (options) => finish(await (await import("./commands/drift.ts")).runDrift(terminal, options)));
}

function addStateCommands(program: Command, terminal: Terminal, finish: Finish): void {
  const load = () => import("./commands/state.ts");
  const state = program.command("state").description("look at the state and mend it by hand");
  addConfigurationOptions(state.command("list"))
    .description("tracked resources")
    .argument("[address...]", "only these")
    .option("--json", "print a JSON document")
    .action(async (addresses, options) => finish(await (await load()).runStateList(terminal, addresses, options)));
  addConfigurationOptions(state.command("show"))
    .description("what is recorded of one resource")
    .argument("<address>")
    .option("--json", "print a JSON document")
    .action(async (address, options) => finish(await (await load()).runStateShow(terminal, address, options)));
  addConfigurationOptions(state.command("mv"))
    .description("rename an address in the state; nothing is sent")
    .argument("<from>")
    .argument("<to>")
    .action(async (from, to, options) => finish(await (await load()).runStateMv(terminal, from, to, options)));
  addConfigurationOptions(state.command("rm"))
    .description("forget resources; the objects stay")
    .argument("<address...>")
    .action(async (addresses, options) => finish(await (await load()).runStateRm(terminal, addresses, options)));
  addConfigurationOptions(program.command("unlock"))
    .description("remove a lock, showing its holder first")
    .argument("[id]", "the lock's id, as shown; without it, the lock is only shown and you are asked")
    .option("-y, --yes", "do not ask")
    .action(async (id, options) =>
      finish(await (await import("./commands/unlock.ts")).runUnlock(terminal, id, options)),
    );
}

function addOtherCommands(program: Command, terminal: Terminal, finish: Finish): void {
  addConfigurationOptions(program.command("catalog"))
    .description("what a provider offers: projects, tariffs, images, software")
    .argument("<provider>", "a provider entry, for example serveroid")
    .argument("[kind]", "only this list")
    .option("--json", "print a JSON document")
    .action(async (provider, kind, options) =>
      finish(await (await import("./commands/catalog.ts")).runCatalog(terminal, provider, kind, options)),
    );
  program
    .command("sim")
    .description("local stand-ins of the providers; with -- COMMAND runs it against them")
    .argument("[command...]", "after --: a command to run with the stand-ins' environment")
    .option("--seed <file>", "YAML or JSON with accounts and objects, in the vendors' own shapes")
    .option("--faults <file>", "YAML or JSON with faults: lost answers, 5xx, hangs, busy objects…")
    .option("--listen <host:port>", "where to listen (127.0.0.1, any port)")
    .addOption(new Option("--serveroid-port <port>", "port of the Serveroid stand-in; 0: any").argParser(parseCount))
    .addOption(new Option("--zomro-port <port>", "port of the Zomro stand-in; 0: any").argParser(parseCount))
    .addOption(new Option("--gcore-port <port>", "port of the Gcore stand-in; 0: any").argParser(parseCount))
    .addOption(new Option("--latency <ms>", "answer so much later").argParser(parseCount))
    .addOption(new Option("--speed <n>", "operations take 1/n of their usual time").argParser(Number))
    .option("--env", "print the environment for the CLI")
    .action(async (command, options) =>
      finish(await (await import("./commands/sim.ts")).runSimCommand(command, options)),
    );
  program
    .command("schema")
    .description("print the JSON Schema of the configuration")
    .action(async () => finish(await (await import("./commands/schema.ts")).runSchema(terminal)));
}
