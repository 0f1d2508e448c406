import { CreateDumpError } from '@create-dump/core';
import type { Action, Command } from '../command.js';
import { type Arguments, usage } from '../arguments/argument-readers.js';
import { readMetricsArguments } from '../arguments/metrics-arguments.js';
import { readOutputArguments } from '../arguments/output-arguments.js';
import { settleArguments } from '../configuration/settle-arguments.js';
import type { ObservedRun } from '../observing/observed-run.js';
import type { World } from '../process/world.js';
import { checkWords } from './check-words.js';
import { type ChosenCommand, didYouMeanCommand, findCommand } from './choose-command.js';
import { parseArguments } from './parse-arguments.js';

type Chosen = ChosenCommand<Command>;

/** A command's work, and what those who follow it are told of it. */
export interface ReadAction extends ObservedRun {
  readonly action: Action;
}

/**
 * Reads the words after a command's name, and its settings, into work.
 * @throws {CreateDumpError} `USAGE` naming the word that is wrong, `CONFIG_INVALID` naming the settings that are.
 */
export async function readAction(
  chosen: Chosen,
  commands: readonly Command[],
  world: Pick<World, 'cwd' | 'env' | 'homeDirectory'>,
): Promise<ReadAction> {
  const given = readWords(chosen, commands);
  const { definition, toAction } = chosen.command;
  const { read, settingsFor, warnings } = await settleArguments(chosen.command, given, world);
  const output = read(readOutputArguments);
  // What only shows the settings isn't a run that they are about.
  const metrics = chosen.command.takesSettings ? read(readMetricsArguments) : undefined;
  const told = telling(
    warnings,
    read((argv) => toAction(argv, settingsFor)),
  );
  const action = chosen.isNamed ? told : forgotten(told, given, commands);
  return { command: definition.name, output, metrics, action };
}

function telling(warnings: readonly string[], action: Action): Action {
  return async (world, observers) => {
    for (const message of warnings) observers.observe({ type: 'warned', message });
    return action(world, observers);
  };
}

function readWords(chosen: Chosen, commands: readonly Command[]): Arguments {
  const { definition } = chosen.command;
  checkWords(
    definition,
    chosen.words,
    commands.map((command) => command.definition),
  );
  try {
    return parseArguments(definition, chosen.words);
  } catch (error) {
    if (chosen.isNamed || !(error instanceof CreateDumpError)) throw error;
    throw usage(`${error.message}${commandHint(chosen.words, commands)}`);
  }
}

/** `verfy dump.md` reads as two directories: says that `verfy` may be a command. */
function commandHint(words: readonly string[], commands: readonly Command[]): string {
  const at = words.findIndex((_, index) => findCommand(words.slice(index), commands) !== undefined);
  if (at > 0) return ` A command comes first: create-dump ${words[at]} …`;
  return didYouMeanCommand(words[0] ?? '', commands);
}

/** `verfy` alone is a directory that isn't there, and may be a command. */
function forgotten(action: Action, given: Arguments, commands: readonly Command[]): Action {
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
