import {
  type Arguments,
  checkPaths,
  checkWords,
  type ChosenCommand,
  didYouMeanCommand,
  findCommand,
  parseArguments,
  usage,
} from '@create-dump/command-line';
import { withSalvageLine } from '@create-dump/observing';
import { CreateDumpError } from '@create-dump/core';
import {
  completeArguments,
  readHookArguments,
  readMetricsArguments,
  readOutputArguments,
  type RunRequest,
} from '@create-dump/commands';
import type { Action, Command } from '../command.js';
import { program } from '../program.js';
import type { World } from '../process/world.js';

type Chosen = ChosenCommand<Command>;

/** A command's work, with what its observers need to know. */
export interface ReadAction extends RunRequest {
  readonly action: Action;
}

/**
 * Turns the words after a command's name, together with its settings, into work.
 * @throws {CreateDumpError} `USAGE` naming the invalid word, `CONFIG_INVALID` naming the invalid settings.
 */
export async function readAction(
  chosen: Chosen,
  commands: readonly Command[],
  world: Pick<World, 'cwd' | 'env' | 'homeDirectory'>,
): Promise<ReadAction> {
  const given = readWords(chosen, commands);
  const { definition, toAction } = chosen.command;
  const { read, settingsFor, origins, warnings } = await completeArguments(
    chosen.command,
    given,
    world,
  );
  const output = read(readOutputArguments);
  // A command that takes no settings, such as config show, isn't a run to measure.
  const metrics = chosen.command.takesSettings ? read(readMetricsArguments) : undefined;
  const hooks = chosen.command.takesSettings ? read(readHookArguments) : undefined;
  const warned = withWarnings(
    warnings,
    read((argv) => toAction(argv, settingsFor, origins)),
  );
  const hinting = withSalvageHint(warned, given);
  const action = chosen.isNamed ? hinting : withCommandHint(hinting, given, commands);
  return { command: definition.name, output, metrics, hooks, action };
}

function withWarnings(warnings: readonly string[], action: Action): Action {
  return async (world, observers) => {
    for (const message of warnings) observers.observe({ type: 'warned', message });
    return action(world, observers);
  };
}

function readWords(chosen: Chosen, commands: readonly Command[]): Arguments {
  const { definition } = chosen.command;
  checkWords(definition, chosen.words, program);
  try {
    const given = parseArguments(definition, chosen.words, program);
    checkPaths(definition, given);
    return given;
  } catch (error) {
    if (chosen.isNamed || !(error instanceof CreateDumpError)) throw error;
    throw usage(`${error.message}${commandHint(chosen.words, commands)}`);
  }
}

/** `verfy dump.md` parses as two directories: suggests that `verfy` was meant as a command. */
function commandHint(words: readonly string[], commands: readonly Command[]): string {
  const at = words.findIndex((_, index) => findCommand(words.slice(index), commands) !== undefined);
  if (at > 0) return ` A command comes first: create-dump ${words[at]} …`;
  return didYouMeanCommand(words[0] ?? '', commands);
}

/** `verfy` alone parses as a directory: if it doesn't exist, suggests a command. */
function withCommandHint(action: Action, given: Arguments, commands: readonly Command[]): Action {
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

/** A damaged dump can still be salvaged: says how. */
function withSalvageHint(action: Action, { dump, to, salvage }: Arguments): Action {
  if (typeof dump !== 'string' || salvage === true) return action;
  return async (...context) => {
    try {
      return await action(...context);
    } catch (error) {
      throw withSalvageLine(error, dump, typeof to === 'string' ? to : undefined);
    }
  };
}
