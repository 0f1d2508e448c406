import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** The path of a program on the PATH, or undefined. For tests that ask an outside judge, and skip where there is none. */
export function findTool(name: string): string | undefined {
  const directories = (process.env['PATH'] ?? '').split(':').filter((part) => part !== '');
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
