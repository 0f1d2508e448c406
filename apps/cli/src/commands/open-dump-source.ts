import { resolve } from 'node:path';
import { type ByteSource, openFileSource, openStreamSource } from '@create-dump/markdown-reader';
import type { World } from '../world.js';

/** Opens the dump that an argument names: a file, plain or compressed, or `-` for standard input. */
export function openDumpSource(dump: string, world: World): Promise<ByteSource> {
  const options = { spoolDirectory: world.temporaryDirectory, signal: world.signal };
  return dump === '-'
    ? openStreamSource(world.stdin, { ...options, name: 'standard input' })
    : openFileSource(resolve(world.cwd, dump), options);
}
