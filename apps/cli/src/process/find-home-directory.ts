import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';

/** The user's home directory; undefined if neither the environment nor the user database has one, as in some containers. */
export function findHomeDirectory(): string | undefined {
  try {
    const directory = homedir();
    return isAbsolute(directory) ? directory : undefined;
  } catch {
    return undefined;
  }
}
