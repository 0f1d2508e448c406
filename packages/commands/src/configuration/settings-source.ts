import { type Arguments, readText, usage } from '@create-dump/command-line';
import { resolve } from 'node:path';
import { missingStore } from '@create-dump/config';
import type { World } from '../process/world.js';

/** The settings file and profile that the command line, or else the environment, selects. */
export interface SettingsSource {
  /** Absolute path; false: read no file; undefined: search for the project file. */
  readonly file: string | false | undefined;
  readonly profile: string | undefined;
}

/** @throws {CreateDumpError} `USAGE` for an empty value, or for a profile together with `--no-config`. */
export function readSettingsSource(
  given: Arguments,
  { cwd, env }: Pick<World, 'cwd' | 'env'>,
): SettingsSource {
  if (given['config'] === false) {
    if (given['profile'] === undefined) return { file: false, profile: undefined };
    throw usage(
      '--profile takes values from a file, and --no-config reads none: give only one of them.',
    );
  }
  const file = readText(given, 'config') ?? readVariable(env);
  const profile = readText(given, 'profile') ?? (env['CREATE_DUMP_PROFILE'] || undefined);
  return { file: file === undefined ? undefined : resolve(cwd, file), profile };
}

/** An empty variable counts as unset. */
function readVariable(env: World['env']): string | undefined {
  const file = env['CREATE_DUMP_CONFIG'] || undefined;
  const store = file === undefined ? undefined : missingStore(file);
  if (store === undefined) return file;
  throw usage(`CREATE_DUMP_CONFIG: ${store}.`);
}
