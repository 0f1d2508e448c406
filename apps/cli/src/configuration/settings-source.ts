import { resolve } from 'node:path';
import { type Arguments, readText, usage } from '../arguments/argument-readers.js';
import type { World } from '../process/world.js';

/** Which file and which profile a command line, or else the environment, asks for. */
export interface SettingsSource {
  /** Absolute; false: no file at all. Undefined: the one that is found. */
  readonly file: string | false | undefined;
  readonly profile: string | undefined;
}

/** @throws {CreateDumpError} `USAGE` for an empty value, or a profile where no file is to be read. */
export function readSettingsSource(
  given: Arguments,
  { cwd, env }: Pick<World, 'cwd' | 'env'>,
): SettingsSource {
  if (given['config'] === false) {
    if (given['profile'] === undefined) return { file: false, profile: undefined };
    throw usage(
      '--profile takes values from a file, and --no-config reads none: give one of them.',
    );
  }
  // An empty variable is as good as none.
  const file = readText(given, 'config') ?? (env['CREATE_DUMP_CONFIG'] || undefined);
  const profile = readText(given, 'profile') ?? (env['CREATE_DUMP_PROFILE'] || undefined);
  return { file: file === undefined ? undefined : resolve(cwd, file), profile };
}
