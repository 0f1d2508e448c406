import { nearest } from '@create-dump/config';
import { usage } from '../arguments/argument-readers.js';
import type { CommandDefinition } from '../command-definition.js';

export interface ChosenCommand<C> {
  readonly command: C;
  /** False if the default command was chosen because no command was named. */
  readonly isNamed: boolean;
  /** The words after the name. */
  readonly words: readonly string[];
}

/** A command; what else it has is the program's own. */
interface Named {
  readonly definition: CommandDefinition;
}

/** The command that the first one or two words name. */
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
 * The command that the first one or two words name, or else the default command.
 * @throws {CreateDumpError} `USAGE` if the first word is only half of a name.
 */
export function chooseCommand<C extends Named>(
  words: readonly string[],
  commands: readonly C[],
  fallback: C,
): ChosenCommand<C> {
  const found = findCommand(words, commands);
  if (found !== undefined) return found;
  const [first = ''] = words;
  const halves = commands
    .map(({ definition }) => definition.name)
    .filter((name) => name.startsWith(`${first} `));
  if (halves.length > 0) throw usage(`${first} does nothing by itself: write ${either(halves)}.`);
  return { command: fallback, isNamed: false, words };
}

/** A sentence that suggests a command for a mistyped name; empty if none is similar. */
export function didYouMeanCommand(word: string, commands: readonly Named[]): string {
  const names = commands.flatMap(({ definition: { name, aliases = [] } }) => [name, ...aliases]);
  const meant = nearest(word, [...names, 'help']);
  return meant === undefined ? '' : ` Did you mean the command ${meant}?`;
}

function either(names: readonly string[]): string {
  return names.join(' or ');
}
