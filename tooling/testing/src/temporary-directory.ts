import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryDirectory extends Disposable {
  readonly path: string;
}

/** A directory that is gone at the end of the block: `using directory = temporaryDirectory();` */
export function temporaryDirectory(parent: string = tmpdir()): TemporaryDirectory {
  const path = realpathSync(mkdtempSync(join(parent, 'create-dump-test-')));
  return {
    path,
    [Symbol.dispose]: () => remove(path),
  };
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    // FUSE file systems keep a name for each file that is still open.
    const { code } = error as NodeJS.ErrnoException;
    const left = readdirSync(path, { recursive: true, encoding: 'utf8' });
    if (code !== 'ENOTEMPTY' || left.every((name) => !name.includes('.fuse_hidden'))) throw error;
  }
}
