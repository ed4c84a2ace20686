// Completion for bash, from version 3.2 on. Pure.
import type { TreeCommand, TreeOption, ValueKind } from "./command-tree.ts";

export function formatBashCompletion(tree: readonly TreeCommand[]): string {
  return `# Completion of trueup for bash: source <(trueup completion bash)
_trueup_words() {
  local word
  while IFS= read -r word; do
    case "$word" in "$cur"*) COMPREPLY+=("$word") ;; esac
  done
}
_trueup_addresses() {
  local word quoted
  while IFS= read -r word; do
    printf -v quoted %q "$word"
    case "$word" in "$cur"*) COMPREPLY+=("$quoted"); continue ;; esac
    case "$quoted" in "$cur"*) COMPREPLY+=("$quoted") ;; esac
  done < <(trueup complete addresses 2>/dev/null)
}
_trueup_nothing() { compopt +o default +o bashdefault 2>/dev/null; }
_trueup() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} at= i
  COMPREPLY=()
  # --flag=value comes as three words.
  if [ "$cur" = "=" ]; then cur=
  elif [ "$prev" = "=" ]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    [ "\${COMP_WORDS[i]}" = "--" ] && return
    case "$at/\${COMP_WORDS[i]}" in
      ${tree
        .slice(1)
        .map(({ at }) => at)
        .join(" | ")}) at="$at/\${COMP_WORDS[i]}" ;;
    esac
  done
  case "$at $prev" in
${tree.flatMap(listValues).join("\n")}
  esac
  case "$at" in
${tree.map(formatCommand).join("\n")}
  esac
}
complete -o bashdefault -o default -F _trueup trueup
`;
}

function listValues({ at, options }: TreeCommand): string[] {
  return options
    .filter(({ value }) => value.kind !== "none")
    .map(({ names, value }) => {
      const patterns = names.map((name) => quote(`${at} ${name}`)).join(" | ");
      return `    ${patterns}) ${offer(value)} return ;;`;
    });
}

function formatCommand({ at, commands, options, value }: TreeCommand): string {
  const names = commands.map(({ name }) => name);
  const others = names.length > 0 ? offerWords(names) : offer(value);
  return `    ${quote(at)})
      case "$cur" in
        -*) ${offerWords(options.flatMap((option: TreeOption) => option.names))} ;;
        *) ${others} ;;
      esac
      ;;`;
}

/** Files are what bash offers by itself. */
function offer(value: ValueKind): string {
  switch (value.kind) {
    case "words":
      return offerWords(value.words);
    case "address":
      return "_trueup_addresses;";
    case "file":
    case "folder":
      return ":;";
    default:
      return "_trueup_nothing;";
  }
}

function offerWords(words: readonly string[]): string {
  return `_trueup_words < <(printf '%s\\n' ${words.map(quote).join(" ")});`;
}

function quote(text: string): string {
  return /^[A-Za-z0-9_./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
