import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.mjs';

/**
 * Mounts a file system that doesn't distinguish upper and lower case: `mounted` below `directory`.
 *
 * @param {string} directory
 * @returns {{ path: string, unmount: () => void } | { missing: string }} why it can't be had here
 */
export function mountFoldCase(directory) {
  if (!existsSync('/proc/self/fd')) return { missing: 'it needs /proc' };
  const found = spawnSync('pkg-config', ['--cflags', '--libs', 'fuse3'], { encoding: 'utf8' });
  if (found.status !== 0) {
    return { missing: 'libfuse 3 is missing (Debian: fuse3, libfuse3-dev, pkg-config)' };
  }
  const program = compile('fold-case', { directory, options: found.stdout.trim().split(/\s+/) });
  if ('missing' in program) return program;
  const backing = join(directory, 'backing');
  const path = join(directory, 'mounted');
  for (const made of [backing, path]) mkdirSync(made, { mode: 0o777 });
  const mounting = spawnSync(program.file, [backing, path], { encoding: 'utf8' });
  if (mounting.status !== 0) return { missing: `it can't be mounted: ${mounting.stderr.trim()}` };
  return { path, unmount: () => execFileSync('umount', ['-l', path]) };
}
