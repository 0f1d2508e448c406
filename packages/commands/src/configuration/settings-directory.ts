import type { Arguments } from '@create-dump/command-line';
import { resolve } from 'node:path';

/** The absolute directory from which the project file is searched for: the root, or the working directory. */
export function settingsDirectory(given: Arguments, cwd: string): string {
  return resolve(cwd, typeof given['root'] === 'string' ? given['root'] : '.');
}
