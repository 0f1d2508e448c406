import { dirname } from 'node:path';
import { CreateDumpError, displayPath, type Observe } from '@create-dump/core';
import {
  createPlacement,
  createRunId,
  createTemporaryFile,
  removeStaleTemporaries,
  syncDirectory,
  toFailure,
} from '@create-dump/files';
import type { World } from '../../process/world.js';

type Put = (bytes: Uint8Array) => Promise<void>;

/**
 * Writes a page to a file that appears at once and complete, and never replaces another. As a dump, only its owner can read it.
 * @throws {CreateDumpError} `ALREADY_EXISTS`, `WRITE_FAILED`
 */
export async function writePageFile<T>(
  path: string,
  fill: (put: Put) => Promise<T>,
  { world, observe }: { readonly world: World; readonly observe: Observe },
): Promise<T> {
  const { pid, hostname } = world;
  const runId = createRunId({ pid, hostname, now: world.now() });
  const directory = dirname(path);
  const warn = (message: string) => observe({ type: 'warned', message });
  try {
    await removeStaleTemporaries({ directory, runId });
    await using file = createTemporaryFile({ directory, runId, kind: 'page', warn });
    const result = await fill((bytes) => file.write(bytes));
    await file.finish();
    if (!createPlacement(warn).reserving(file, path)) {
      throw new CreateDumpError(
        'ALREADY_EXISTS',
        `${displayPath(path)} exists, and isn't replaced. Remove it, or choose another name with --output.`,
      );
    }
    await syncDirectory(directory);
    return result;
  } catch (error) {
    world.signal.throwIfAborted();
    throw toFailure('WRITE_FAILED', error, `writing the page ${displayPath(path)}`);
  }
}
