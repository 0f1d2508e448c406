import { realpathSync } from 'node:fs';
import { formatOrigin, loadSettings, type SettingValue, settings } from '@create-dump/config';
import { CreateDumpError } from '@create-dump/core';
import type { CommandDefinition } from '../command-definition.js';
import type { Arguments } from '../arguments/argument-readers.js';
import type { OptionDefinition } from '../option-definition.js';
import type { World } from '../process/world.js';
import { readSettingsSource } from './settings-source.js';
import { type SettingArguments, yieldSettings } from './yielding-settings.js';

export interface SettingsRequest {
  readonly definition: CommandDefinition;
  /** What the command line gave, and nothing else. */
  readonly given: Arguments;
  /** The directory whose settings are asked for, absolute: the root, or a project of a batch. */
  readonly directory: string;
  /** The batch's root, for one of its projects: its settings hold where the project has none. */
  readonly outerDirectory?: string;
}

/** A command line together with the settings of a directory. */
export interface AppliedSettings {
  /** What was given, and for other options of the command what environment and files say. */
  readonly argv: Arguments;
  /** Of the settings, for a person. */
  readonly warnings: readonly string[];
  /** Reads `argv`; a `USAGE` error says as well where the options that it names were set. */
  readonly read: <T>(reader: (argv: Arguments) => T) => T;
}

/**
 * Fills in the options that the command line didn't give: environment > project file (> the batch's) > user file. Values
 * have the form in which the parser gives them, so that argument readers don't see a difference.
 * @throws {CreateDumpError} `CONFIG_INVALID` with all that is wrong, `USAGE` for `--config` and `--profile`.
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
  const kept = yieldSettings(given, filled, hasOption);
  const argv = {
    ...given,
    ...Object.fromEntries([...kept].map(([flag, { value }]) => [flag, value])),
  };
  return { argv, warnings, read: (reader) => readWithOrigins(reader, argv, kept) };
}

/** The option that a setting fills in; undefined if the command doesn't have it, or lets no file set it. */
function optionOf({ options }: CommandDefinition, flag: string): OptionDefinition | undefined {
  const option = Object.hasOwn(options, flag) ? options[flag] : undefined;
  return option?.setting === undefined ? undefined : option;
}

/** A value as the parser would have it; undefined for an empty list, which only takes back what a weaker source says. */
function toArgument(value: SettingValue | null, { array, negatable }: OptionDefinition): unknown {
  if (value === null || typeof value === 'boolean') return value ?? undefined;
  if (negatable === true && value === 'none') return false;
  if (typeof value !== 'object') return String(value);
  if (value.length === 0) return undefined;
  return array === true ? value : value.join(',');
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

/** Links resolved, as the dump's root is; a directory that isn't there is the command's to complain about. */
function realPath(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return directory;
  }
}
