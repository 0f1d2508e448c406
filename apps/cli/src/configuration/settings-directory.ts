import { resolve } from 'node:path';
import type { Arguments } from '../arguments/argument-readers.js';

/** The directory whose project file a command line goes by, absolute: its root, or the working directory. */
export function settingsDirectory(given: Arguments, cwd: string): string {
  return resolve(cwd, typeof given['root'] === 'string' ? given['root'] : '.');
}
