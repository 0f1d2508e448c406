import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const memoryDisk = '/dev/shm';

/** The command line options that say where things lie, for `parseArgs`. */
export const directoryOptions = /** @type {const} */ ({
  tree: { type: 'string' },
  cache: { type: 'string' },
  output: { type: 'string' },
});

export const directoryHelp = `  --tree DIR     where the trees lie; made if missing, and kept (default: on /dev/shm with 8 GB to spare, else
                 the system's temporary directory)
  --cache DIR    where downloads are kept (default: the system's temporary directory)
  --output DIR   where the programs write; emptied (default: within --tree)`;

/**
 * @param {{ tree?: string | undefined, cache?: string | undefined, output?: string | undefined }} options
 * @returns {{ tree: string, cache: string, output: string }} absolute
 */
export function benchDirectories({ tree, cache, output }) {
  const treeDirectory = resolve(tree ?? join(roomyDirectory(8e9), 'create-dump-bench'));
  return {
    tree: treeDirectory,
    cache: resolve(cache ?? join(tmpdir(), 'create-dump-bench-cache')),
    // A directory of our own in it, as it is emptied.
    output: join(resolve(output ?? treeDirectory), 'bench-output'),
  };
}

/** @param {number} bytes */
function roomyDirectory(bytes) {
  if (!existsSync(memoryDisk)) return tmpdir();
  const { bsize, bavail } = statfsSync(memoryDisk);
  const kept = existsSync(join(memoryDisk, 'create-dump-bench'));
  return kept || bsize * bavail > bytes ? memoryDisk : tmpdir();
}
