// When flags and commands of groups are declared: only when they are asked for, with the code that they need. Knows no command.
import type { Command } from "commander";

type Declare = (command: Command) => Command;

const flagsOf = new WeakMap<Command, Declare>();

/** Commands of a group, which are declared when the group is asked for. */
const groups = new WeakMap<Command, () => Promise<void>>();

export function setGroup(program: Command, group: Command, declare: () => Promise<void>): void {
  groups.set(group, declare);
  group.hook("preSubcommand", (_group, below) => {
    passFolder(program, below);
    return addExamples(program, below);
  });
}

export async function declareGroup(group: Command): Promise<void> {
  const declare = groups.get(group);
  groups.delete(group);
  await declare?.();
}

type LateFlags = keyof typeof import("./command-options.ts");

/** Flags whose code is loaded with them. */
export function withLateFlags(command: Command, declare: LateFlags): Command {
  groups.set(command, async () => void (await import("./command-options.ts"))[declare](command));
  return withFlags(command, (same) => same);
}

/** Everything, for what tells of all commands. */
export async function declareAll(command: Command): Promise<void> {
  for (const one of command.commands) {
    flagsOf.get(one)?.(one);
    flagsOf.delete(one);
    await declareGroup(one);
    await declareAll(one);
  }
}

export function withFlags(command: Command, declare: Declare): Command {
  flagsOf.set(command, declare);
  return command;
}

/** `-C` is understood before the command, too: commander takes it for the program's own wherever it stands. */
export async function declareFlags(program: Command, command: Command): Promise<void> {
  flagsOf.get(command)?.(command);
  flagsOf.delete(command);
  passFolder(program, command);
  await declareGroup(command);
  await addExamples(program, command);
}

/** Programs of which help is asked for: of a command its examples are shown then. */
export const helpAsked = new WeakSet<Command>();

/** Their text is loaded only where help is asked for. */
async function addExamples(program: Command, command: Command): Promise<void> {
  if (!helpAsked.has(program)) return;
  const { examplesOf } = await import("./examples.ts");
  const above = command.parent === null || command.parent === program ? "" : `${command.parent.name()} `;
  const text = examplesOf(`${above}${command.name()}`);
  if (text !== undefined) command.addHelpText("after", text);
}

function passFolder(program: Command, command: Command): void {
  const { chdir } = program.opts<{ chdir?: string }>();
  if (chdir !== undefined) command.setOptionValueWithSource("chdir", chdir, "cli");
}

/** As commander does it, for commands whose flags are not declared yet. */
export function formatTerm(command: Command): string {
  const names = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  const hasFlags = flagsOf.has(command) || command.options.length > 0;
  return [command.name(), ...(hasFlags ? ["[options]"] : []), ...names].join(" ");
}
