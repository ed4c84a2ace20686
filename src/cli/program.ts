// The commands and their flags. A command's flags are declared, and its code is loaded, only when it is the one that was
// asked for, so that --help and validate start fast.
import { Argument, Command, Option } from "commander";
import { VERSION } from "../compose/version.ts";
import type { Finish } from "./exit-code.ts";
import {
  declareAll,
  declareFlags,
  declareGroup,
  formatTerm,
  helpAsked,
  setGroup,
  withFlags,
  withLateFlags,
} from "./program-flags.ts";
import {
  addActionOptions,
  addApplyOptions,
  addConfigurationOptions,
  addDoctorOptions,
  addPlanOptions,
} from "./program-options.ts";
import type { Terminal } from "./terminal.ts";

export interface ProgramRequest {
  readonly argv: readonly string[];
  readonly terminal: Terminal;
  readonly finish: Finish;
  /** Told of a wrong use, in the order of its lines; to be said once the program has ended. */
  readonly tellWrong: (text: string) => void;
}

export function buildProgram({ argv, terminal, finish, tellWrong }: ProgramRequest): Command {
  const program = new Command("trueup");
  if (argv.some((word) => word === "--help" || word === "-h")) helpAsked.add(program);
  program
    .description("Keeps virtual machines, and what belongs to them, true to a YAML file.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .option("-C, --chdir <dir>", "change to this folder first")
    .helpCommand(false)
    .hook("preSubcommand", (_parent, command) => declareFlags(program, command))
    .configureHelp({ sortSubcommands: false, helpWidth: Math.min(terminal.columns, 100), subcommandTerm: formatTerm })
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: tellWrong,
      // Help has no colours; looking whether the terminal has some would open it.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    })
    .addHelpText("after", HELP_END)
    .exitOverride();
  addFirstCommands(program, terminal, finish);
  addRunCommands(program, terminal, finish);
  addLookCommands(program, terminal, finish);
  addStateCommands(program, terminal, finish);
  addManyCommands(program, terminal, finish);
  addOtherCommands(program, terminal, finish);
  addHelpCommand(program, terminal);
  return program;
}

const HELP_END = `
Begin:
  trueup init gcore && trueup validate && trueup plan && trueup apply
  trueup sim -- trueup apply         the same without an account

Credentials come from the environment: trueup help environment`;

/** Not commander's own: that one knows neither flags declared late nor what is meant by a misspelt name. */
function addHelpCommand(program: Command, terminal: Terminal): void {
  program
    .command("help")
    .description("show help for a command; help environment: the variables that are read")
    .argument("[command...]")
    .action(async (names: readonly string[]) => {
      if (names[0] === "environment") {
        terminal.out((await import("./environment-help.ts")).formatEnvironmentHelp(terminal.columns));
        return;
      }
      helpAsked.add(program);
      const known: string[] = [];
      let at = program;
      for (const name of names) {
        await declareGroup(at);
        const next = at.commands.find((command) => command.name() === name);
        if (next === undefined) break;
        known.push(name);
        at = next;
      }
      await declareGroup(at);
      // A name that a group does not know is an error that says what may be meant; without the flag the group tells.
      const unknown = at.commands.length > 0 ? names.slice(known.length, known.length + 1) : [];
      await program.parseAsync([...known, ...unknown, ...(unknown.length === 0 ? ["--help"] : [])], { from: "user" });
    });
}

function addRunCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program.commandsGroup("Plan and apply:");
  withFlags(program.command("validate"), (command) =>
    addConfigurationOptions(command).option("--json", "print a JSON document"),
  )
    .description("check everything that needs no network")
    .action(async (options) => finish(await (await import("./commands/validate.ts")).runValidate(terminal, options)));
  withFlags(program.command("plan"), (command) =>
    addPlanOptions(command)
      .option("--out <file>", "save the plan to a file, for trueup show and trueup apply")
      .addOption(new Option("--destroy", "plan the destruction of everything").conflicts("refreshOnly"))
      .option("--rehearse", "carry it out on local stand-ins that hold what was read, and say how that went")
      .option("--detailed-exitcode", "exit 2 where there is something to do"),
  )
    .description("read live state and print what would be done; writes nothing")
    .action(async (options) => finish(await (await import("./commands/plan.ts")).runPlan(terminal, options)));
  withFlags(program.command("apply"), (command) =>
    addApplyOptions(command).option("--skip-stale", "leave out what does not fit any more of a saved plan"),
  )
    .description("plan, show, ask for yes, and carry it out; or carry out a saved plan")
    .argument("[planfile]", "what trueup plan --out wrote: that is carried out, and nothing else")
    .action(async (planFile, options) =>
      finish(await (await import("./commands/apply.ts")).runApplyCommand(terminal, planFile, options)),
    );
  withFlags(program.command("destroy"), addApplyOptions)
    .description("plan and carry out the destruction of everything that is tracked")
    .action(async (options) =>
      finish(await (await import("./commands/apply.ts")).runDestroyCommand(terminal, options)),
    );
  withFlags(program.command("action"), addActionOptions)
    .description("day-2 acts: reboot, roll back, restore, console…; --list shows them")
    .usage("[options] ADDRESS NAME [--key value ...]")
    // What an act takes is its own; whoever has no such argument says what it has.
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (options, command: Command) =>
      finish(await (await import("./commands/action.ts")).runAction(terminal, command.args, options)),
    );
  withLateFlags(program.command("show"), "addShowOptions")
    .description("print a saved plan; needs no credentials")
    .argument("<planfile>", "a file that trueup plan --out wrote")
    .action(async (file, options) =>
      finish(await (await import("./commands/show.ts")).runShow(terminal, file, options)),
    );
  withLateFlags(program.command("drift"), "addDriftOptions")
    .description("what changed behind trueup's back; exit 2 where something did")
    .action(async (options) => finish(await (await import("./commands/drift.ts")).runDrift(terminal, options)));
}

function addFirstCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program.commandsGroup("First steps:");
  withLateFlags(program.command("init"), "addInitOptions")
    .description("write a first trueup.yaml and a line of .gitignore; never overwrites")
    .addArgument(new Argument("[provider]", "serveroid, zomro or gcore"))
    .action(async (provider, options) =>
      finish(await (await import("./commands/init.ts")).runInit(terminal, provider, options)),
    );
  withLateFlags(program.command("explain"), "addExplainOptions")
    .description("what a field is, and what a change of it means")
    .argument("[path]", "for example vms.gcore.volumes.boot.size")
    .action(async (path, options) =>
      finish(await (await import("./commands/explain.ts")).runExplain(terminal, path, options)),
    );
  withLateFlags(program.command("import"), "addImportOptions")
    .description("take over objects that exist: one for a declared block, or write YAML for a whole account")
    .argument("[address]", "a declared address, for example vms.web or vms.edge.volumes.data")
    .argument("[id]", "the object's id at its provider")
    .action(async (address, id, options) =>
      finish(await (await import("./import-program.ts")).runImport(terminal, address, id, options)),
    );
  withLateFlags(program.command("catalog"), "addCatalogOptions")
    .description("what a provider offers and holds: tariffs, images, machines…")
    .argument("[provider]", "a provider entry, for example serveroid; without it: which lists there are")
    .argument("[kind]", "only this list")
    .action(async (provider, kind, options) =>
      finish(await (await import("./commands/catalog.ts")).runCatalog(terminal, provider, kind, options)),
    );
}

function addLookCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program.commandsGroup("Look:");
  withLateFlags(program.command("inventory"), "addInventoryOptions")
    .description("what runs, with ids, addresses and power; for people, Ansible and ssh")
    .action(async (options) => finish(await (await import("./commands/inventory.ts")).runInventory(terminal, options)));
  withLateFlags(program.command("output"), "addOutputOptions")
    .description("declared outputs, as the last apply has left them")
    .argument("[name]", "only this one")
    .action(async (name, options) =>
      finish(await (await import("./commands/output.ts")).runOutput(terminal, name, options)),
    );
  withLateFlags(program.command("graph"), "addGraphOptions")
    .description("what needs what in the configuration, as a graph; needs no network")
    .action(async (options) => finish(await (await import("./commands/graph.ts")).runGraph(terminal, options)));
  withFlags(program.command("doctor"), addDoctorOptions)
    .description("what is wrong with credentials, clock, state and lock, and what to do")
    .action(async (options) => finish(await (await import("./commands/doctor.ts")).runDoctor(terminal, options)));
}

function addStateCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program.commandsGroup("State:");
  const state = program.command("state").description("look at the state and mend it by hand").helpCommand(false);
  setGroup(program, state, async () => (await import("./state-program.ts")).addStateProgram(state, terminal, finish));
  withLateFlags(program.command("unlock"), "addUnlockOptions")
    .description("remove a lock, showing its holder first")
    .argument("[id]", "the lock's id, as shown; without it, the lock is only shown and you are asked")
    .action(async (id, options) =>
      finish(await (await import("./commands/unlock.ts")).runUnlock(terminal, id, options)),
    );
}

function addManyCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program.commandsGroup("Many stacks:");
  withLateFlags(program.command("watch"), "addWatchOptions")
    .description("look for drift again and again, and put right what may be: of one stack or of many")
    .argument("[folder...]", "folders of stacks; without one, and without --stacks, the current one")
    .action(async (folders, options) =>
      finish(await (await import("./commands/watch.ts")).runWatch(terminal, folders, options)),
    );
  const queue = program
    .command("run-queue")
    .description("a worker for many stacks: takes plan, drift and apply from a queue in PostgreSQL")
    .helpCommand(false)
    // A name that is none of its commands is told by the worker.
    .allowExcessArguments()
    .action(async (options, command: Command) =>
      finish(await (await import("./commands/run-queue.ts")).runQueueWorker(terminal, options, command.args)),
    );
  setGroup(program, queue, async () => {
    const { addQueueFlags, addQueueProgram } = await import("./queue-program.ts");
    addQueueProgram(addQueueFlags(queue), terminal, finish);
  });
}

function addOtherCommands(program: Command, terminal: Terminal, finish: Finish): void {
  program.commandsGroup("The program itself:");
  withLateFlags(program.command("sim"), "addSimOptions")
    .description("local stand-ins of the providers; with -- COMMAND runs it against them")
    .argument("[command...]", "after --: a command to run with the stand-ins' environment")
    .action(async (command, options) =>
      finish(await (await import("./commands/sim.ts")).runSimCommand(command, options)),
    );
  program
    .command("schema")
    .description("print the JSON Schema of the configuration")
    .option("--editor", "with the messages, texts and snippets that editors show")
    .action(async (flags) => finish(await (await import("./commands/schema.ts")).runSchema(terminal, flags)));
  program
    .command("completion")
    .description("print what a shell needs to complete commands, flags and addresses")
    .addArgument(new Argument("<shell>", "whose").choices(["bash", "zsh", "fish"]))
    .action(async (shell) => {
      await declareAll(program);
      finish(await (await import("./commands/completion.ts")).runCompletion(terminal, shell, program));
    });
  program
    .command("complete", { hidden: true })
    .addArgument(new Argument("<what>", "what is completed").choices(["addresses"]))
    .action(async () => finish(await (await import("./commands/completion.ts")).runComplete(terminal)));
  program
    .command("version")
    .description("print the version, also of Node and of what is written")
    .option("--json", "print a JSON document")
    .action(async (options) => finish(await (await import("./commands/version.ts")).runVersion(terminal, options)));
}
