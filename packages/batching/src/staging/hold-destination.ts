import { fstatSync, statSync } from 'node:fs';
import { constants, open } from 'node:fs/promises';
import { CreateDumpError, displayPath, toFsPath } from '@create-dump/core';
import { toFailure } from '@create-dump/files';

/** The error that says what became of the destination; undefined as long as its path names the same directory. */
export type FindLoss = () => CreateDumpError | undefined;

export interface HeldDestination extends AsyncDisposable {
  readonly findLoss: FindLoss;
}

/**
 * Keeps the destination open, so that a failure after someone removed or moved it can be told from others.
 *
 * @throws {CreateDumpError} `READ_FAILED`
 */
export async function holdDestination(directory: string): Promise<HeldDestination> {
  const flags = constants.O_RDONLY | constants.O_DIRECTORY;
  const shown = displayPath(directory);
  const handle = await open(toFsPath(directory), flags).catch((error: unknown) => {
    throw toFailure('READ_FAILED', error, `opening the directory ${shown}`);
  });
  return {
    findLoss() {
      const held = attempt(() => fstatSync(handle.fd, { bigint: true }));
      const named = attempt(() => statSync(toFsPath(directory), { bigint: true }));
      if (held !== undefined && held.dev === named?.dev && held.ino === named.ino) return undefined;
      // A removed directory has no link left. Network and FUSE file systems don't know it any more.
      const what = held === undefined || held.nlink === 0n ? 'removed' : 'moved';
      const where = named === undefined ? '' : ', and another one is in its place';
      const message = `The destination ${shown} was ${what} during the run${where}. Run again.`;
      return new CreateDumpError('WRITE_FAILED', message);
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
