import type { Arguments, CommandDefinition, OptionDefinition } from '@create-dump/command-line';
import { realpathSync } from 'node:fs';
import { formatOrigin, loadSettings, type Origin, settings } from '@create-dump/config';
import { CreateDumpError } from '@create-dump/core';
import type { World } from '../process/world.js';
import { type SettingArguments, dropConflictingSettings } from './drop-conflicting-settings.js';
import { readSettingsSource } from './settings-source.js';
import { toArgument } from './to-argument.js';

export interface SettingsRequest {
  readonly definition: CommandDefinition;
  /** The arguments from the command line only. */
  readonly given: Arguments;
  /** Absolute directory to find settings for: the root, or a project of a batch. */
  readonly directory: string;
  /** The root of the batch, for one of its projects; its settings have lower precedence. */
  readonly outerDirectory?: string;
}

export type SettingOrigins = ReadonlyMap<string, Origin>;

/** A command line together with the settings of a directory. */
export interface AppliedSettings {
  /** The given arguments, and those that environment and files supply. */
  readonly argv: Arguments;
  /** Where the options that settings supply were set, by flag. */
  readonly origins: SettingOrigins;
  /** Warnings about the settings. */
  readonly warnings: readonly string[];
  /** Reads `argv`. Adds to `USAGE` errors where the options that they name were set. */
  readonly read: <T>(reader: (argv: Arguments) => T) => T;
}

/**
 * Supplies the options that the command line didn't give: environment > project file (> the batch's) > user file. Values have the
 * form that the parser gives them, so argument readers treat all sources alike.
 * @throws {CreateDumpError} `CONFIG_INVALID` with all problems, `USAGE` for `--config` and `--profile`.
 */
export async function applySettings(
  { definition, given, directory, outerDirectory }: SettingsRequest,
  world: Pick<World, 'cwd' | 'env' | 'homeDirectory'>,
): Promise<AppliedSettings> {
  const { file, profile } = readSettingsSource(given, world);
  const { values, origins, warnings } = await loadSettings({
    root: realPath(directory),
    environment: world.env,
    homeDirectory: world.homeDirectory,
    ...(outerDirectory !== undefined && { outerRoot: realPath(outerDirectory) }),
    ...(file !== undefined && { file }),
    ...(profile !== undefined && { profile }),
  });
  const filled: SettingArguments = new Map(
    settings.flatMap(({ key, flag }) => {
      const option = optionOf(definition, flag);
      const origin = origins[key];
      const isSet = origin !== undefined && origin.from !== 'default';
      if (option === undefined || given[flag] !== undefined || !isSet) return [];
      const value = toArgument(values[key] ?? null, option);
      return value === undefined ? [] : [[flag, { value, origin }] as const];
    }),
  );
  const hasOption = (flag: string) => optionOf(definition, flag) !== undefined;
  const kept = dropConflictingSettings(given, filled, hasOption);
  const argv = {
    ...given,
    ...Object.fromEntries([...kept].map(([flag, { value }]) => [flag, value])),
  };
  return {
    argv,
    origins: new Map([...kept].map(([flag, { origin }]) => [flag, origin])),
    warnings,
    read: (reader) => readWithOrigins(reader, argv, kept),
  };
}

/** The option that a setting supplies; undefined if the command doesn't have it, or if files can't set it there. */
function optionOf({ options }: CommandDefinition, flag: string): OptionDefinition | undefined {
  const option = Object.hasOwn(options, flag) ? options[flag] : undefined;
  return option?.setting === undefined ? undefined : option;
}

function readWithOrigins<T>(
  reader: (argv: Arguments) => T,
  argv: Arguments,
  filled: SettingArguments,
): T {
  try {
    return reader(argv);
  } catch (cause) {
    if (!(cause instanceof CreateDumpError) || cause.code !== 'USAGE') throw cause;
    const places = [...filled]
      .filter(([flag]) => new RegExp(`--${flag}(?![\\w-])`, 'u').test(cause.message))
      .map(([flag, { origin }]) => ` --${flag} is set by: ${formatOrigin(origin)}.`);
    throw places.length === 0
      ? cause
      : new CreateDumpError('USAGE', `${cause.message}${places.join('')}`, { cause });
  }
}

/** Resolves symbolic links, as for the root of a dump. A missing directory is left for the command to report. */
function realPath(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return directory;
  }
}
