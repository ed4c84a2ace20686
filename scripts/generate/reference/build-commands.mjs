// The page of commands: the tree that commander has, with every argument and flag that help shows, and the examples.
import { buildPage, codeCell, escapeText, table } from "./markdown.mjs";

const EMPTY = { out: () => undefined, columns: 100, env: {} };

/** `program`: `buildProgram`, `declareAll` and `examplesOf` of src/cli. Gives back the page and how many there are. */
export async function buildCommandPage({ buildProgram, declareAll, examplesOf }) {
  const program = buildProgram({ argv: [], terminal: EMPTY, finish: () => undefined, tellWrong: () => undefined });
  await declareAll(program);
  const all = listBelow(program);
  const counts = {
    commands: all.length,
    flags: all.reduce((sum, { command }) => sum + listOptions(command).length, 0),
  };
  const text = buildPage("Commands", "the commands of src/cli", [
    "Every command with its arguments and flags, as `trueup help COMMAND` prints them. What each ends with: [Exit codes](exit-codes.md); what is read from the environment: [Environment](environment.md).",
    table(
      ["command", "does"],
      all.map(({ command, name }) => [`[\`${name}\`](#${anchorOf(name)})`, escapeText(command.description())]),
    ),
    "## Everywhere",
    describeOptions(program),
    all.map(({ command, name }) => describeCommand(command, name, examplesOf)),
  ]);
  return { text, counts };
}

/** Hidden ones are for completions of shells. */
function listBelow(command, above = "trueup") {
  return command
    .createHelp()
    .visibleCommands(command)
    .flatMap((one) => {
      const name = `${above} ${one.name()}`;
      return [{ command: one, name }, ...listBelow(one, name)];
    });
}

function anchorOf(name) {
  return name.toLowerCase().replaceAll(" ", "-");
}

function describeCommand(command, name, examplesOf) {
  const help = command.createHelp();
  return [
    `## ${name}`,
    escapeText(sentence(command.description())),
    `\`\`\`sh\n${name} ${command.usage()}\n\`\`\``,
    table(
      ["argument", "is"],
      help
        .visibleArguments(command)
        .map((argument) => [codeCell(argument.name()), escapeText(help.argumentDescription(argument))]),
    ),
    describeOptions(command),
    formatAfter(command, examplesOf(name.replace("trueup ", ""))),
  ];
}

function sentence(text) {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.…]$/.test(text) ? "" : "."}`;
}

function describeOptions(command) {
  const help = command.createHelp();
  return table(
    ["flag", "means"],
    listOptions(command).map((option) => [codeCell(option.flags), escapeText(help.optionDescription(option))]),
  );
}

function listOptions(command) {
  return command.options.filter(({ hidden }) => !hidden);
}

/** What help shows below the flags: exit codes, and the examples. */
function formatAfter(command, examples = "") {
  const texts = [];
  command.configureOutput({ writeOut: (text) => texts.push(text) });
  command.outputHelp();
  const after = texts.join("").slice(command.helpInformation().length).trim();
  return [after, examples.trim()].filter((text) => text !== "").map((text) => `\`\`\`text\n${text}\n\`\`\``);
}
