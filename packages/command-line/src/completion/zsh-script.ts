import type { CompletedCommand, CompletedOption, Completion } from './completion-model.js';

/** The name of a command's function. */
type FunctionName = (command: string) => string;

/** The completion script for zsh: a file `_PROGRAM` in `fpath`, or sourced after `compinit`. */
export function zshScript(program: string, commands: readonly CompletedCommand[]): string {
  const [first] = commands;
  const functionName = (command: string) => `_${program}-${command.replaceAll(' ', '-')}`;
  return `#compdef ${program}
# zsh completion of ${program}, made by "${program} completion zsh"

_${program}() {
  local -a names
  if (( CURRENT > 2 )); then
    case "$words[2]" in
${groupCases(commands, functionName)}
    esac
  fi
  if (( CURRENT == 2 )); then
    names=(
${describeNames(commands, '')}
    )
    _describe -t commands command names
  fi
  ${functionName(first?.name ?? '')}
}

${commands.map((one) => commandFunction(one, functionName)).join('\n\n')}

if [[ $funcstack[1] == _${program} ]]; then
  _${program} "$@"
else
  compdef _${program} ${program}
fi
`;
}

/** The case for a first word: its command, or the second words of two-word commands. */
function groupCases(commands: readonly CompletedCommand[], functionName: FunctionName): string {
  const firsts = new Set(commands.map(({ name }) => name.replace(/ .*/u, '')));
  const cases = [...firsts].map((first) => {
    const pairs = commands.filter(({ name }) => name.startsWith(`${first} `));
    if (pairs.length === 0)
      return `      ${first}) shift words; (( CURRENT-- )); ${functionName(first)}; return ;;`;
    const seconds = pairs.map(
      ({ name }) =>
        `          ${name.slice(first.length + 1)}) shift 2 words; (( CURRENT -= 2 )); ${functionName(name)}; return ;;`,
    );
    return `      ${first})
        if (( CURRENT == 3 )); then
          names=(
${describeNames(pairs, `${first} `)}
          )
          _describe -t commands command names
          return
        fi
        case "$words[3]" in
${seconds.join('\n')}
        esac ;;`;
  });
  return cases.join('\n');
}

function describeNames(commands: readonly CompletedCommand[], begin: string): string {
  const entries = new Map<string, string>();
  for (const { name, describe } of commands) {
    const [word = ''] = name.slice(begin.length).split(' ');
    if (!entries.has(word)) entries.set(word, describe);
  }
  return [...entries]
    .map(([word, describe]) => `      ${quote(`${word}:${describe.replaceAll(':', '\\:')}`)}`)
    .join('\n');
}

function commandFunction(
  { name, options, positionals }: CompletedCommand,
  functionName: FunctionName,
): string {
  const specs = [
    ...options.flatMap(optionSpecs),
    ...positionals.map((one, index) => `${one.several ? '*' : index + 1}:argument:${action(one)}`),
  ];
  const lines = specs.map((spec) => `    ${quote(spec)}`);
  return `${functionName(name)}() {\n  _arguments -s -S \\\n${lines.join(' \\\n')}\n}`;
}

/** One specification for each spelling. Spellings exclude each other unless the option can be repeated. */
function optionSpecs({ words, describe, value, isRepeatable }: CompletedOption): string[] {
  const text = describe.replaceAll(/[[\]\\]/gu, String.raw`\$&`).replaceAll(':', String.raw`\:`);
  const others = isRepeatable ? '*' : words.length > 1 ? `(${words.join(' ')})` : '';
  return words.map((word) => {
    // A value may be joined by =, or directly to a single letter.
    const joined = value === undefined ? '' : word.startsWith('--') ? '=' : '+';
    return `${others}${word}${joined}[${text}]${value === undefined ? '' : `:value:${action(value)}`}`;
  });
}

function action(completion: Completion): string {
  if (completion.kind === 'words') return `(${completion.words.join(' ')})`;
  if (completion.kind === 'none') return ' ';
  return completion.kind === 'file' ? '_files' : '_files -/';
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
