import type { CompletedCommand, CompletedOption, Completion } from './completion-model.js';

export function fishScript(program: string, commands: readonly CompletedCommand[]): string {
  const [first] = commands;
  const { fn, line, commandLines } = linesFor(program);
  const pairs = commands.filter(({ name }) => name.includes(' '));
  const firstWords = new Map<string, string>();
  for (const { name, describe } of commands) {
    const [word = ''] = name.split(' ');
    if (!firstWords.has(word)) firstWords.set(word, describe);
  }
  return `# fish completion of ${program}, made by "${program} completion fish"

function ${fn}_command
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

function ${fn}_words
    test (count (commandline -opc)) -eq $argv[1]
end

complete -c ${program} -f
${[...firstWords]
  .map(([word, describe]) => line(`${fn}_words 1`, `-a ${word}`, describe))
  .join('\n')}
${pairs
  .map(({ name, describe }) => {
    const [word = '', second = ''] = name.split(' ');
    const condition = `${fn}_words 2; and test (${fn}_command) = ${word}`;
    return line(condition, `-a ${second}`, describe);
  })
  .join('\n')}
${commands.flatMap(commandLines).join('\n')}
`;
}

function linesFor(program: string) {
  const fn = `__${program.replaceAll('-', '_')}`;
  const line = (condition: string, what: string, describe: string | undefined) => {
    const text = describe === undefined ? '' : ` -d ${quote(describe)}`;
    return `complete -c ${program} -n ${quote(condition)} ${what}${text}`;
  };
  const commandLines = ({ name, options, positionals }: CompletedCommand) => {
    const condition = `test (${fn}_command) = ${name.includes(' ') ? `"${name}"` : name}`;
    const [positional] = positionals;
    const places = positional === undefined ? [] : [takes(positional)].filter((one) => one !== '');
    return [
      ...options.map((option) => line(condition, optionWords(option), option.describe)),
      ...places.map((place) => line(condition, place, undefined)),
    ];
  };
  return { fn, line, commandLines };
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

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/gu, String.raw`\$&`)}'`;
}
