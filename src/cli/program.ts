// The commands and their flags. A command's flags are declared, and its code is loaded, only when it is the one that was
// asked for, so that --help and validate start fast.
import { Command, Option } from "commander";
import { VERSION } from "../compose/version.ts";
import type { Finish } from "./exit-code.ts";
import { GRAPH_FORMATS } from "./graph-formats.ts";
import { addImportOptions, runImport } from "./import-program.ts";
import { addOtherName } from "./other-names.ts";
import { PLAN_FORMATS } from "./plan-formats.ts";
import {
  addApplyOptions,
  addConfigurationOptions,
  addDoctorOptions,
  addPlanOptions,
  parseCount,
  parseFactor,
} from "./program-options.ts";
import type { Terminal } from "./terminal.ts";

export function buildProgram(terminal: Terminal, finish: Finish): Command {
  const program = new Command("trueup");
  program
    .description("Keeps virtual machines, and what belongs to them, true to a YAML file.")
    .version(VERSION, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .option("-C, --chdir <dir>", "change to this folder first")
    .helpCommand(false)
    .hook("preSubcommand", (_parent, command) => declareFlags(program, command))
    .showHelpAfterError("(trueup --help lists the commands; trueup COMMAND --help its flags)")
    .configureHelp({ sortSubcommands: false, helpWidth: Math.min(terminal.columns, 100), subcommandTerm: formatTerm })
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: (text, write) => write(addOtherName(text)),
    })
    .exitOverride();
  addRunCommands(program, terminal, finish);
  addImportCommand(program, terminal, finish);
  addStateCommands(program, terminal, finish);
  addQueueCommand(program, terminal, finish);
  addOtherCommands(program, terminal, finish);
  addHelpCommand(program);
  return program;
}

type Declare = (command: Command) => Command;

const flagsOf = new WeakMap<Command, Declare>();

/** Commands of a group, which are declared when the group is asked for. */
const groups = new WeakMap<Command, () => Promise<void>>();

async function declareGroup(group: Command): Promise<void> {
  const declare = groups.get(group);
  groups.delete(group);
  await declare?.();
}

function withFlags(command: Command, declare: Declare): Command {
  flagsOf.set(command, declare);
  return command;
}

/** `-C` is understood before the command, too: commander takes it for the program's own wherever it stands. */
function declareFlags(program: Command, command: Command): Promise<void> | undefined {
  flagsOf.get(command)?.(command);
  passFolder(program, command);
  if (!groups.has(command)) return undefined;
  command.hook("preSubcommand", (_group, below) => passFolder(program, below));
  return declareGroup(command);
}

function passFolder(program: Command, command: Command): void {
  const { chdir } = program.opts<{ chdir?: string }>();
  if (chdir !== undefined) command.setOptionValueWithSource("chdir", chdir, "cli");
}

/** As commander does it, for commands whose flags are not declared yet. */
function formatTerm(command: Command): string {
  const names = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  const hasFlags = flagsOf.has(command) || command.options.length > 0;
  return [command.name(), ...(hasFlags ? ["[options]"] : []), ...names].join(" ");
}

/** Not commander's own: that one knows neither flags declared late nor what is meant by a misspelt name. */
function addHelpCommand(program: Command): void {
  program
    .command("help")
    .description("show help for a command")
    .argument("[command...]")
    .action(async (names: readonly string[]) => {
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
  withFlags(program.command("show"), addShowOptions)
    .description("print a saved plan; needs no credentials")
    .argument("<planfile>", "a file that trueup plan --out wrote")
    .action(async (file, options) =>
      finish(await (await import("./commands/show.ts")).runShow(terminal, file, options)),
    );
  withFlags(program.command("drift"), addDriftOptions)
    .description("what changed behind trueup's back; exit 2 where something did")
    .action(async (options) => finish(await (await import("./commands/drift.ts")).runDrift(terminal, options)));
}

function addShowOptions(command: Command): Command {
  return command
    .addOption(new Option("--format <format>", "how it is printed").choices(PLAN_FORMATS).default("text"))
    .addOption(new Option("--summary", "one line for each resource").conflicts("format"))
    .option("--verbose", "show the calls")
    .option("-C, --chdir <dir>", "change to this folder first")
    .option("--no-color", "no colour");
}

function addDriftOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .addOption(
      new Option("--fail-on <class...>", "classes that end with exit 2").choices([
        "conflict",
        "vanished",
        "replaced",
        "unset",
        "unhealthy",
        "unmanaged",
        "provider-event",
      ]),
    )
    .addOption(new Option("--format <format>", "how it is printed").choices(["text", "json"]).default("text"))
    .addOption(new Option("--json", "print a stream of JSON events").conflicts("format"));
}

function addImportCommand(program: Command, terminal: Terminal, finish: Finish): void {
  withFlags(program.command("import"), addImportOptions)
    .description("take over objects that exist: one for a declared block, or write YAML for a whole account")
    .argument("[address]", "a declared address, for example vms.web or vms.edge.volumes.data")
    .argument("[id]", "the object's id at its provider")
    .action(async (address, id, options) => finish(await runImport(terminal, address, id, options)));
}

function addStateCommands(program: Command, terminal: Terminal, finish: Finish): void {
  const state = program.command("state").description("look at the state and mend it by hand").helpCommand(false);
  groups.set(state, async () => (await import("./state-program.ts")).addStateProgram(state, terminal, finish));
  withFlags(program.command("unlock"), addUnlockOptions)
    .description("remove a lock, showing its holder first")
    .argument("[id]", "the lock's id, as shown; without it, the lock is only shown and you are asked")
    .action(async (id, options) =>
      finish(await (await import("./commands/unlock.ts")).runUnlock(terminal, id, options)),
    );
}

/** As the other commands say it; `--yes` was its name here once. */
function addUnlockOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .option("-y, --auto-approve", "do not ask")
    .addOption(new Option("--yes").hideHelp());
}

function addQueueCommand(program: Command, terminal: Terminal, finish: Finish): void {
  const queue = program
    .command("run-queue")
    .description("a worker for many stacks: takes plan, drift and apply from a queue in PostgreSQL")
    .helpCommand(false)
    // A name that is none of its commands is told by the worker.
    .allowExcessArguments()
    .action(async (options, command: Command) =>
      finish(await (await import("./commands/run-queue.ts")).runQueueWorker(terminal, options, command.args)),
    );
  groups.set(queue, async () => {
    const { addQueueFlags, addQueueProgram } = await import("./queue-program.ts");
    addQueueProgram(addQueueFlags(queue), terminal, finish);
  });
}

function addOtherCommands(program: Command, terminal: Terminal, finish: Finish): void {
  withFlags(program.command("catalog"), addJsonOptions)
    .description("what a provider offers: projects, tariffs, images, software")
    .argument("<provider>", "a provider entry, for example serveroid")
    .argument("[kind]", "only this list")
    .action(async (provider, kind, options) =>
      finish(await (await import("./commands/catalog.ts")).runCatalog(terminal, provider, kind, options)),
    );
  withFlags(program.command("doctor"), addDoctorOptions)
    .description("what is wrong with credentials, clock, state and lock, and what to do")
    .action(async (options) => finish(await (await import("./commands/doctor.ts")).runDoctor(terminal, options)));
  withFlags(program.command("sim"), addSimOptions)
    .description("local stand-ins of the providers; with -- COMMAND runs it against them")
    .argument("[command...]", "after --: a command to run with the stand-ins' environment")
    .action(async (command, options) =>
      finish(await (await import("./commands/sim.ts")).runSimCommand(command, options)),
    );
  withFlags(program.command("graph"), addGraphOptions)
    .description("what needs what in the configuration, as a graph; needs no network")
    .action(async (options) => finish(await (await import("./commands/graph.ts")).runGraph(terminal, options)));
  program
    .command("schema")
    .description("print the JSON Schema of the configuration")
    .action(async () => finish(await (await import("./commands/schema.ts")).runSchema(terminal)));
}

function addGraphOptions(command: Command): Command {
  return addConfigurationOptions(command)
    .addOption(new Option("--format <format>", "how it is printed").choices(GRAPH_FORMATS).default("mermaid"))
    .option("--instances", "a node for each instance of a group, not one for all of them")
    .addHelpText("after", GRAPH_HELP);
}

const GRAPH_HELP = `
Arrows lead from a resource to what it needs. In JSON, an edge
{"from": "snapshots.a", "to": "vms.db"} says that snapshots.a needs vms.db,
which is made before it and deleted after it.

Examples:
  trueup graph                       Mermaid, for Markdown at GitHub or GitLab
  trueup graph --format dot | dot -Tsvg -o graph.svg
  trueup graph --instances --format json | jq '.edges[]'
`;

function addJsonOptions(command: Command): Command {
  return addConfigurationOptions(command).option("--json", "print a JSON document");
}

function addSimOptions(command: Command): Command {
  return command
    .option("--seed <file>", "YAML or JSON with accounts and objects, in the vendors' own shapes")
    .option("--faults <file>", "YAML or JSON with faults: lost answers, 5xx, hangs, busy objects…")
    .option("--listen <host:port>", "where to listen (127.0.0.1, any port)")
    .addOption(new Option("--serveroid-port <port>", "port of the Serveroid stand-in; 0: any").argParser(parseCount))
    .addOption(new Option("--zomro-port <port>", "port of the Zomro stand-in; 0: any").argParser(parseCount))
    .addOption(new Option("--gcore-port <port>", "port of the Gcore stand-in; 0: any").argParser(parseCount))
    .addOption(new Option("--latency <ms>", "answer so much later").argParser(parseCount))
    .addOption(new Option("--speed <n>", "operations take 1/n of their usual time").argParser(parseFactor))
    .option("--env", "print the environment for the CLI");
}
