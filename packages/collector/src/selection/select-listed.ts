import { isDirectory, tryReadStats } from '../file-system/file-stats.js';
import { isRepositoryTop } from '../git/repository/locate-repository.js';
import { lowerAscii } from '../ignore/wildmatch.js';
import { createListTest } from './list-test.js';
import type { SelectionBuilder } from './selection-builder.js';
import type { SelectionRequest } from './selection-request.js';
import type { TrackedPaths } from './tracked-paths.js';

/**
 * Selects the listed files, regardless of ignore rules. Missing ones are recorded as skipped. Returns the listed directories,
 * whose files are left to the caller: relative to the root, empty or with a trailing slash.
 */
export async function selectListed(
  { tree, yielder, filter }: SelectionRequest,
  listed: readonly string[],
  tracked: TrackedPaths,
  builder: SelectionBuilder,
): Promise<readonly string[]> {
  const directories: string[] = [];
  for (const path of createListTest(tree.root, listed).named) {
    await yielder.step();
    if (isInGitDirectory(path)) {
      builder.exclude(path, '.git');
      continue;
    }
    const excluded = builder.admission.excludedAbove(path);
    if (excluded !== undefined && !filter.reachesBelow(excluded)) continue;
    const position = tracked.isTwin(path) ? undefined : tracked.find(path);
    const isReal = tracked.isReal(path);
    const isSubmodule = position !== undefined && tracked.isSubmodule(path);
    if (path === '') directories.push('');
    else if (isReal && !isSubmodule && isDirectoryAt(`${tree.root}/${path}`)) {
      const isNested =
        tree.index !== undefined &&
        !tracked.hasBelow(`${path}/`) &&
        isRepositoryTop(`${tree.root}/${path}`);
      if (isNested) builder.nestedRepository(path);
      else directories.push(`${path}/`);
    } else builder.consider({ path, excluded, isReal, isListed: true, position });
  }
  return directories;
}

function isInGitDirectory(path: string): boolean {
  return lowerAscii(path).split('/').includes('.git');
}

function isDirectoryAt(path: string): boolean {
  const stats = tryReadStats(path);
  return stats !== undefined && isDirectory(stats);
}
