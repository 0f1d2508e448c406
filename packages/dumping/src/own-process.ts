import { homedir, hostname } from 'node:os';
import { isAbsolute } from 'node:path';
// oxlint-disable-next-line no-restricted-imports -- the one place in the packages that asks; see ownProcess
import { env, pid } from 'node:process';

/** What a program passes on of its process. */
export interface OwnProcess {
  readonly pid: number;
  readonly hostname: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `/` for a user without one. */
  readonly homeDirectory: string;
}

/**
 * Describes the process that this code runs in. `createDump` and `runBatch` use it for what their caller leaves out; everything else
 * gets such facts as arguments.
 */
export function ownProcess(): OwnProcess {
  return { pid, hostname: hostname(), env, homeDirectory: findHomeDirectory() };
}

function findHomeDirectory(): string {
  try {
    const directory = homedir();
    return isAbsolute(directory) ? directory : '/';
  } catch {
    // The user has no entry in the password file.
    return '/';
  }
}
