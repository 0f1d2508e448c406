import { join } from 'node:path';
import type { SkipUnchanged } from '@create-dump/dumping';
import type { World } from '../process/world.js';

/** What --skip-unchanged needs of the process. */
export function toSkipUnchanged(
  world: Pick<World, 'cacheDirectory' | 'temporaryDirectory'>,
): SkipUnchanged {
  const { cacheDirectory: caches, temporaryDirectory: spoolDirectory } = world;
  return {
    spoolDirectory,
    ...(caches !== undefined && { cacheDirectory: join(caches, 'create-dump', 'stat') }),
  };
}
