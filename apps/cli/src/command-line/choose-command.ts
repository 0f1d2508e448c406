import { nearest } from '@create-dump/config';
import type { Command } from '../command.js';
import { usage } from '../arguments/argument-readers.js';

export interface ChosenCommand<C> {
  readonly command: C;
  /** False for the default command without its name. */
  readonly isNamed: boolean;
  /** The words after the name. */
  readonly words: readonly string[];
}

type Named = Pick<Command, 'definition'>;

/** The command that the first word, or the first two, name; undefined if they name none. */
export function findCommand<C extends Named>(
  words: readonly string[],
  commands: readonly C[],
): ChosenCommand<C> | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ');
    const command = commands.find(
      ({ definition }) => definition.name === name || definition.aliases?.includes(name) === true,
    );
    if (command !== undefined && words.length >= length)
      return { command, isNamed: true, words: words.slice(length) };
  }
  return undefined;
}

/**
 * The same; the default command where no name comes first.
 * @throws {CreateDumpError} `USAGE` for the first half of a name.
 */
export function chooseCommand<C extends Named>(
  words: readonly string[],
  commands: readonly C[],
  unless: C,
): ChosenCommand<C> {
  const found = findCommand(words, commands);
  if (found !== undefined) return found;
  const [first = ''] = words;
  const halves = commands
    .map(({ definition }) => definition.name)
    .filter((name) => name.startsWith(`${first} `));
  if (halves.length > 0) throw usage(`${first} does nothing by itself: write ${either(halves)}.`);
  return { command: unless, isNamed: false, words };
}

/** What may have been meant by a word in a command's place, as a sentence; empty if nothing is near. */
export function didYouMeanCommand(word: string, commands: readonly Named[]): string {
  const names = commands.flatMap(({ definition: { name, aliases = [] } }) => [name, ...aliases]);
  const meant = nearest(word, [...names, 'help']);
  return meant === undefined ? '' : ` Did you mean the command ${meant}?`;
}

function either(names: readonly string[]): string {
  return names.join(' or ');
}
