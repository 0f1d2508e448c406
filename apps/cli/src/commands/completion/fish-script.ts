import type { CompletedCommand, CompletedOption, Completion } from './completion-model.js';

export function fishScript(commands: readonly CompletedCommand[]): string {
  const [first] = commands;
  const pairs = commands.filter(({ name }) => name.includes(' '));
  const firstWords = new Map<string, string>();
  for (const { name, describe } of commands) {
    const [word = ''] = name.split(' ');
    if (!firstWords.has(word)) firstWords.set(word, describe);
  }
  return `# fish completion of create-dump, made by "create-dump completion fish"

function __create_dump_command
    set -l words (commandline -opc)
    switch "$words[2] $words[3]"
${pairs.map(({ name }) => `        case '${name}'\n            echo '${name}'; return`).join('\n')}
    end
    switch "$words[2]"
        case ${[...firstWords.keys()].join(' ')}
            echo $words[2]
        case '*'
            echo ${first?.name ?? ''}
    end
end

function __create_dump_words
    test (count (commandline -opc)) -eq $argv[1]
end

complete -c create-dump -f
${[...firstWords]
  .map(([word, describe]) => line('__create_dump_words 1', `-a ${word}`, describe))
  .join('\n')}
${pairs
  .map(({ name, describe }) => {
    const [word = '', second = ''] = name.split(' ');
    const condition = `__create_dump_words 2; and test (__create_dump_command) = ${word}`;
    return line(condition, `-a ${second}`, describe);
  })
  .join('\n')}
${commands.flatMap(commandLines).join('\n')}
`;
}

function commandLines({ name, options, positionals }: CompletedCommand): string[] {
  const condition = `test (__create_dump_command) = ${name.includes(' ') ? `"${name}"` : name}`;
  const [positional] = positionals;
  const places = positional === undefined ? [] : [takes(positional)].filter((one) => one !== '');
  return [
    ...options.map((option) => line(condition, optionWords(option), option.describe)),
    ...places.map((place) => line(condition, place, undefined)),
  ];
}

function optionWords({ words, value }: CompletedOption): string {
  const names = words.map((word) =>
    word.startsWith('--') ? `-l ${word.slice(2)}` : `-s ${word.slice(1)}`,
  );
  if (value === undefined) return names.join(' ');
  return [...names, value.kind === 'file' ? '-r' : '-x', takes(value)].join(' ').trimEnd();
}

function takes(completion: Completion): string {
  if (completion.kind === 'words') return `-a ${quote(completion.words.join(' '))}`;
  if (completion.kind === 'directory') return `-a '(__fish_complete_directories)'`;
  return completion.kind === 'file' ? '-F' : '';
}

function line(condition: string, what: string, describe: string | undefined): string {
  const text = describe === undefined ? '' : ` -d ${quote(describe)}`;
  return `complete -c create-dump -n ${quote(condition)} ${what}${text}`;
}

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/gu, String.raw`\$&`)}'`;
}
