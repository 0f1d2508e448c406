import { join } from 'node:path';
import type { SkipUnchanged } from '@create-dump/dumping';
import { findCacheDirectory } from '../process/find-cache-directory.js';
import type { World } from '../process/world.js';

/** What --skip-unchanged needs of the process. */
export function toSkipUnchanged(
  world: Pick<World, 'env' | 'homeDirectory' | 'temporaryDirectory'>,
): SkipUnchanged {
  const caches = findCacheDirectory(world);
  return {
    spoolDirectory: world.temporaryDirectory,
    ...(caches !== undefined && { cacheDirectory: join(caches, 'create-dump', 'stat') }),
  };
}
