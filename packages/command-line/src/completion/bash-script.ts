import type { CompletedCommand, Completion } from './completion-model.js';

/** The completion script for bash 3.2 and later, with or without the package bash-completion. */
export function bashScript(program: string, commands: readonly CompletedCommand[]): string {
  const [first] = commands;
  const fn = functionName(program);
  const firstWords = [...new Set(commands.map(({ name }) => name.replace(/ .*/u, '')))];
  return `# bash completion of ${program}, made by "${program} completion bash"

${fn}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="${first?.name ?? ''}" at=1
  # --option=value comes as three words.
  if [[ $current == "=" ]]; then current=""
  elif [[ $previous == "=" ]]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  case "\${COMP_WORDS[1]}" in
${commands
  .filter(({ name }) => !name.includes(' '))
  .map(({ name }) => `    ${name}) (( COMP_CWORD > 1 )) && command="${name}" at=2 ;;`)
  .join('\n')}
  esac
  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${commands
  .filter(({ name }) => name.includes(' '))
  .map(({ name }) => `    "${name}") (( COMP_CWORD > 2 )) && command="${name}" at=3 ;;`)
  .join('\n')}
  esac
  COMPREPLY=()
  case "$command $previous" in
${commands.flatMap((one) => valueCases(one, fn)).join('\n')}
  esac
  local word position=0 options=""
  case "$command" in
${commands.map(optionCase).join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=( $(compgen -W "$options" -- "$current") )
    return
  fi
  if (( COMP_CWORD == 1 )); then
    COMPREPLY=( $(compgen -W "${firstWords.join(' ')}" -- "$current") )
  elif (( COMP_CWORD == 2 )); then
    case "\${COMP_WORDS[1]}" in
${secondWords(commands)
  .map(([word, words]) => `      ${word}) ${fill({ kind: 'words', words }, fn)}; return ;;`)
  .join('\n')}
    esac
  fi
  for word in "\${COMP_WORDS[@]:at:COMP_CWORD-at}"; do
    [[ $word == -* ]] || (( position++ ))
  done
  case "$command" in
${commands.flatMap((one) => positionalCase(one, fn)).join('\n')}
  esac
}

${fn}_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY+=( $(compgen "$1" -- "$2") )
}

complete -F ${fn} ${program}
`;
}

function valueCases({ name, options }: CompletedCommand, fn: string): string[] {
  return options.flatMap(({ words, value }) => {
    if (value === undefined) return [];
    const patterns = words.map((word) => `"${name} ${word}"`).join('|');
    return [`    ${patterns}) ${fill(value, fn)}; return ;;`];
  });
}

function optionCase({ name, options }: CompletedCommand): string {
  return `    "${name}") options="${options.flatMap(({ words }) => words).join(' ')}" ;;`;
}

/** Values of earlier options are counted as positionals, so completion is exact only if all positionals are of one kind. */
function positionalCase({ name, positionals }: CompletedCommand, fn: string): string[] {
  const last = positionals.at(-1);
  if (last === undefined) return [];
  const kinds = new Set(positionals.map(({ kind }) => kind));
  if (kinds.size === 1) return [`    "${name}") ${fill(last, fn)} ;;`];
  const cases = positionals.map((one, index) => `${index}) ${fill(one, fn)} ;;`);
  return [`    "${name}") case $position in ${cases.join(' ')} esac ;;`];
}

/** The second words of two-word commands, by their first word. */
function secondWords(commands: readonly CompletedCommand[]): [string, string[]][] {
  const words = new Map<string, string[]>();
  for (const { name } of commands) {
    const [first = '', second] = name.split(' ');
    if (second !== undefined) words.set(first, [...(words.get(first) ?? []), second]);
  }
  return [...words];
}

function fill(completion: Completion, fn: string): string {
  if (completion.kind === 'words')
    return `COMPREPLY+=( $(compgen -W "${completion.words.join(' ')}" -- "$current") )`;
  if (completion.kind === 'none') return ':';
  return `${fn}_files ${completion.kind === 'file' ? '-f' : '-d'} "$current"`;
}

/** `_create_dump` for `create-dump`. */
function functionName(program: string): string {
  return `_${program.replaceAll('-', '_')}`;
}
