/*
 * From words to work. The words of the command line are assigned to a command, checked, parsed, completed by settings and read
 * into an `Action`; help and version become a text. Errors are `USAGE` or `CONFIG_INVALID`.
 */
import {
  beforeEnd,
  chooseCommand,
  type CommandDefinition,
  didYouMeanCommand,
  findCommand,
  type HelpOptions,
  helpText,
  shortHelp,
  usage,
} from '@create-dump/command-line';
import type { Command } from '../command.js';
import { commands, defaultCommand } from '../commands.js';
import { program } from '../program.js';
import type { World } from '../process/world.js';
import type { ReadAction } from './read-action.js';

/** What a command line asks for: a text to print, or a command's work. */
export type Invocation =
  | { readonly kind: 'text'; readonly text: string }
  | ({ readonly kind: 'action' } & ReadAction);

/**
 * Turns the words of a command line into an invocation. Chooses the command, answers `-h`, `--help` and `--version` itself, and otherwise
 * checks and parses the words, adds settings, and lets the command read them. Help and version load neither the parser nor any
 * command's work.
 * @throws {CreateDumpError} `USAGE` naming the invalid word, `CONFIG_INVALID` naming the invalid settings.
 */
export async function parseCommandLine(
  world: Pick<
    World,
    'args' | 'version' | 'stdout' | 'cwd' | 'env' | 'homeDirectory' | 'watchForBlockedStop'
  >,
): Promise<Invocation> {
  const { args, version } = world;
  if (args[0] === 'help') return help(helpText, findTopic(args.slice(1)), world);
  const chosen = chooseCommand(args, commands, defaultCommand);
  const options = beforeEnd(chosen.words);
  const topic = chosen.isNamed ? chosen.command : undefined;
  if (options.includes('--help')) return help(helpText, topic, world);
  if (options.includes('-h')) return help(shortHelp, topic, world);
  if (options.some((word) => word === '--version' || word === '-V'))
    return { kind: 'text', text: version };
  world.watchForBlockedStop();
  const { readAction } = await import('./read-action.js');
  return { kind: 'action', ...(await readAction(chosen, commands, world)) };
}

function findTopic(words: readonly string[]): Command | undefined {
  if (words.length === 0) return undefined;
  const found = findCommand(words, commands);
  if (found !== undefined) return found.command;
  const hint = didYouMeanCommand(words[0] ?? '', commands);
  throw usage(
    `There is no command "${words.join(' ')}".${hint} "create-dump help" lists all commands.`,
  );
}

function help(
  toText: (definition: CommandDefinition | undefined, options: HelpOptions) => string,
  command: Command | undefined,
  { stdout }: Pick<World, 'stdout'>,
): Invocation {
  const text = toText(command?.definition, {
    program,
    columns: stdout.columns ?? 80,
  });
  return { kind: 'text', text };
}
