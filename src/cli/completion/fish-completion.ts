// Completion for fish. Pure.
import { describeShort, type TreeCommand, type TreeOption, type ValueKind } from "./command-tree.ts";

export function formatFishCompletion(tree: readonly TreeCommand[]): string {
  const paths = tree.slice(1).map(({ at }) => at);
  return `# Completion of trueup for fish: trueup completion fish > ~/.config/fish/completions/trueup.fish
function __trueup_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        if contains -- "$at/$word" ${paths.join(" ")}
            set at "$at/$word"
        end
    end
    test "$at" = "$argv[1]"
end
function __trueup_addresses
    trueup complete addresses 2>/dev/null
end
complete -c trueup -f
${tree.flatMap(listLines).join("\n")}
`;
}

function listLines({ at, commands, options, value }: TreeCommand): string[] {
  const start = `complete -c trueup -n ${quote(`__trueup_at ${quote(at)}`)}`;
  return [
    ...commands.map(({ name, description }) => `${start} -a ${name} -d ${quote(describeShort(description))}`),
    ...(commands.length > 0 || value.kind === "none" || value.kind === "text" ? [] : [`${start} ${offer(value)}`]),
    ...options.map((option) => `${start} ${formatOption(option)}`),
  ];
}

function formatOption({ names, description, value }: TreeOption): string {
  const flags = names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const needs = value.kind === "none" ? [] : ["-r", offer(value)];
  return [...flags, ...needs, "-d", quote(describeShort(description))].join(" ");
}

function offer(value: ValueKind): string {
  switch (value.kind) {
    case "words":
      return `-f -a ${quote(value.words.join(" "))}`;
    case "address":
      return `-f -a ${quote("(__trueup_addresses)")}`;
    case "file":
      return "-F";
    case "folder":
      return `-f -a ${quote("(__fish_complete_directories)")}`;
    default:
      return "-f";
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
