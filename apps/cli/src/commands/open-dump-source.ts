import { resolve } from 'node:path';
import { isArchiveFile, openArchived } from '@create-dump/batch-orchestrator';
import { type ByteSource, openFileSource, openStreamSource } from '@create-dump/markdown-reader';
import type { World } from '../world.js';

/** Opens the dump that an argument names: a file, plain or compressed, one in an archive, or `-` for standard input. */
export function openDumpSource(dump: string, world: World): Promise<ByteSource> {
  const options = { spoolDirectory: world.temporaryDirectory, signal: world.signal };
  if (dump === '-') return openStreamSource(world.stdin, { ...options, name: 'standard input' });
  const path = resolve(world.cwd, dump);
  return isArchiveFile(path) ? openArchived(path, options) : openFileSource(path, options);
}
