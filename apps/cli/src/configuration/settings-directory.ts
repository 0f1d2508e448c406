import { resolve } from 'node:path';
import type { Arguments } from '../arguments/argument-readers.js';

/** The absolute directory from which the project file is searched for: the root, or the working directory. */
export function settingsDirectory(given: Arguments, cwd: string): string {
  return resolve(cwd, typeof given['root'] === 'string' ? given['root'] : '.');
}
