import { CreateDumpError } from '@create-dump/core';
import type { Action, Command } from './command.js';
import { beforeEnd, checkWords } from './command-line/check-words.js';
import {
  type ChosenCommand,
  chooseCommand,
  didYouMeanCommand,
  findCommand,
} from './command-line/choose-command.js';
import { parseArguments } from './command-line/parse-arguments.js';
import { type Arguments, usage } from './commands/argument-readers.js';
import { readMetricsArguments } from './commands/metrics-arguments.js';
import { readOutputArguments } from './commands/output-arguments.js';
import { commands, defaultCommand } from './commands.js';
import { settleArguments } from './configuration/settle-arguments.js';
import type { ObservedRun } from './observing/open-observers.js';
import type { World } from './world.js';

/** What a command line asks for. */
export type Invocation =
  | { readonly kind: 'text'; readonly text: string }
  | ({ readonly kind: 'action'; readonly action: Action } & ObservedRun);

type Chosen = ChosenCommand<Command>;

/**
 * Parses a command line. Help and version load neither the parser nor any command's work.
 * @throws {CreateDumpError} `USAGE` naming the word that is wrong, `CONFIG_INVALID` naming the settings that are.
 */
export async function parseCommandLine(
  world: Pick<World, 'args' | 'version' | 'stdout' | 'cwd' | 'env' | 'homeDirectory'>,
): Promise<Invocation> {
  const { args, version } = world;
  if (args[0] === 'help') return help(findTopic(args.slice(1)), world);
  const chosen = chooseCommand(args, commands, defaultCommand);
  const options = beforeEnd(chosen.words);
  if (options.some((word) => word === '--help' || word === '-h'))
    return help(chosen.isNamed ? chosen.command : undefined, world);
  if (options.some((word) => word === '--version' || word === '-V'))
    return { kind: 'text', text: version };
  const given = await readWords(chosen);
  const { definition, toAction } = chosen.command;
  const { read, settingsFor, warnings } = await settleArguments(chosen.command, given, world);
  const output = read(readOutputArguments);
  // What only shows the settings isn't a run that they are about.
  const metrics = chosen.command.takesSettings ? read(readMetricsArguments) : undefined;
  const told = telling(
    warnings,
    read((argv) => toAction(argv, settingsFor)),
  );
  const action = chosen.isNamed ? told : forgotten(told, given);
  return { kind: 'action', command: definition.name, output, metrics, action };
}

function telling(warnings: readonly string[], action: Action): Action {
  return async (world, observers) => {
    for (const message of warnings) observers.observe({ type: 'warned', message });
    return action(world, observers);
  };
}

async function readWords(chosen: Chosen): Promise<Arguments> {
  const { definition } = chosen.command;
  checkWords(
    definition,
    chosen.words,
    commands.map((command) => command.definition),
  );
  try {
    return await parseArguments(definition, chosen.words);
  } catch (error) {
    if (chosen.isNamed || !(error instanceof CreateDumpError)) throw error;
    throw usage(`${error.message}${commandHint(chosen.words)}`);
  }
}

/** `verfy dump.md` reads as two directories: says that `verfy` may be a command. */
function commandHint(words: readonly string[]): string {
  const at = words.findIndex((_, index) => findCommand(words.slice(index), commands) !== undefined);
  if (at > 0) return ` A command comes first: create-dump ${words[at]} …`;
  return didYouMeanCommand(words[0] ?? '', commands);
}

/** `verfy` alone is a directory that isn't there, and may be a command. */
function forgotten(action: Action, given: Arguments): Action {
  return async (...context) => {
    try {
      return await action(...context);
    } catch (cause) {
      const { root } = given;
      const isWrongRoot = cause instanceof CreateDumpError && cause.code === 'ROOT_INVALID';
      if (!isWrongRoot || typeof root !== 'string') throw cause;
      const hint = didYouMeanCommand(root, commands);
      throw new CreateDumpError('ROOT_INVALID', `${cause.message}${hint}`, { cause });
    }
  };
}

function findTopic(words: readonly string[]): Command | undefined {
  if (words.length === 0) return undefined;
  const found = findCommand(words, commands);
  if (found !== undefined) return found.command;
  const hint = didYouMeanCommand(words[0] ?? '', commands);
  throw usage(`There is no command "${words.join(' ')}".${hint} "create-dump help" lists them.`);
}

async function help(
  command: Command | undefined,
  { stdout }: Pick<World, 'stdout'>,
): Promise<Invocation> {
  const { helpText } = await import('./help/help-text.js');
  const text = helpText(command?.definition, {
    commands: commands.map(({ definition }) => definition),
    columns: stdout.columns ?? 80,
  });
  return { kind: 'text', text };
}
