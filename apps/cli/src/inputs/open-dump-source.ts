import { resolve } from 'node:path';
import { type ByteSource, openFileSource, openStreamSource } from '@create-dump/markdown-reader';
import type { World } from '../process/world.js';

/** Opens the dump that an argument names: a file (plain or compressed), the dump in an archive, or `-` for standard input. */
export async function openDumpSource(dump: string, world: World): Promise<ByteSource> {
  const options = { spoolDirectory: world.temporaryDirectory, signal: world.signal };
  if (dump === '-') return openStreamSource(world.stdin, { ...options, name: 'standard input' });
  const path = resolve(world.cwd, dump);
  if (!/\.(?:zip|tar\.gz)$/u.test(path)) return openFileSource(path, options);
  // Loaded on demand: it would double the time of reading one file.
  const { openArchived } = await import('@create-dump/snapshots');
  return openArchived(path, options);
}
