// Completion for zsh. Pure.
import { describeShort, type TreeCommand, type ValueKind } from "./command-tree.ts";

export function formatZshCompletion(tree: readonly TreeCommand[]): string {
  return `#compdef trueup
# Completion of trueup for zsh: trueup completion zsh > "\${fpath[1]}/_trueup"
_trueup_addresses() {
  local -a found
  found=(\${(f)"$(trueup complete addresses 2>/dev/null)"})
  compadd -a found
}
_trueup() {
  local cur=$words[CURRENT] prev=$words[CURRENT-1] at= i
  local -a offered
  for ((i = 2; i < CURRENT; i++)); do
    if [[ $words[i] == -- ]]; then _normal -p trueup; return; fi
    case "$at/$words[i]" in
      (${tree
        .slice(1)
        .map(({ at }) => at)
        .join("|")}) at="$at/$words[i]" ;;
    esac
  done
  if [[ $cur == --*=* ]]; then prev=\${cur%%=*}; compset -P '*='; fi
  case "$at $prev" in
${tree.flatMap(listValues).join("\n")}
  esac
  case "$at" in
${tree.map(formatCommand).join("\n")}
  esac
}
if [[ $funcstack[1] == _trueup ]]; then _trueup "$@"; else compdef _trueup trueup; fi
`;
}

function listValues({ at, options }: TreeCommand): string[] {
  return options
    .filter(({ value }) => value.kind !== "none")
    .map(({ names, value }) => {
      const patterns = names.map((name) => quote(`${at} ${name}`)).join("|");
      return `    (${patterns}) ${offer(value)}; return ;;`;
    });
}

function formatCommand({ at, commands, options, value }: TreeCommand): string {
  const flags = options.flatMap(({ names, description }) => names.map((name) => describe(name, description)));
  const others =
    commands.length > 0
      ? `offered=(${commands.map(({ name, description }) => describe(name, description)).join(" ")}); _describe command offered`
      : offer(value);
  return `    (${quote(at)})
      if [[ $cur == -* ]]; then offered=(${flags.join(" ")}); _describe -o option offered
      else ${others}; fi ;;`;
}

function offer(value: ValueKind): string {
  switch (value.kind) {
    case "words":
      return `compadd -- ${value.words.map(quote).join(" ")}`;
    case "address":
      return "_trueup_addresses";
    case "file":
      return "_files";
    case "folder":
      return "_files -/";
    default:
      return "_message 'a value'";
  }
}

function describe(name: string, description: string): string {
  return quote(`${name}:${describeShort(description).replaceAll(":", "\\:")}`);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
