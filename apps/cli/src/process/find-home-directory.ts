import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';

/** The user's home directory; undefined where neither the environment nor the system has one, as for some users in containers. */
export function findHomeDirectory(): string | undefined {
  try {
    const directory = homedir();
    return isAbsolute(directory) ? directory : undefined;
  } catch {
    return undefined;
  }
}
