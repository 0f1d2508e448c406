import { relative } from 'node:path';
import type { SelectionOptions } from '../collector-options.js';
import { expandSparseIndex } from '../git/index-file/expand-sparse-index.js';
import { indexFlags, readIndexOid } from '../git/index-file/parse-index.js';
import { type Index, readIndex } from '../git/index-file/read-index.js';
import { createObjectStore, type ObjectStore } from '../git/objects/object-store.js';
import { openRepository } from '../git/repository/open-repository.js';
import { parseGitBoolean } from '../git/config/parse-git-boolean.js';
import type { Yielder } from '../yielder.js';
import { readOuterRules } from './outer-rules.js';
import { prepareStatPreload } from './preload-stats.js';
import type { StatPreload } from './stat-preload.js';
import type { Tree } from './tree.js';

/** @throws {CreateDumpError} `REPOSITORY_UNREADABLE` for a repository that can't be read completely. */
export async function openTree(
  options: SelectionOptions,
  yielder: Yielder,
  statPreload?: StatPreload,
): Promise<Tree> {
  const { root } = options;
  const repository = openRepository(root, options);
  const workTree = repository?.workTree;
  if (repository === undefined || workTree === undefined) {
    const none = {
      absentIgnoreFiles: new Map(),
      index: undefined,
      store: undefined,
      outerRules: undefined,
      hiddenBy: undefined,
      warnings: [],
    };
    return { root, prefix: '', repository, ignoreCase: false, ...none };
  }
  const path = relative(workTree, root);
  // For a subdirectory the size of the index says little: most entries may lie outside of it.
  if (path === '') prepareStatPreload(repository, statPreload);
  const prefix = path === '' ? '' : `${path}/`;
  const ignoreCase = parseGitBoolean(repository.config.get('core.ignorecase')) ?? false;
  const store = createObjectStore(repository);
  const stored = readIndex(repository.gitDirectory, repository.objectFormat);
  const index = await expandSparseIndex(stored, store, yielder);
  const absentIgnoreFiles = readAbsentIgnoreFiles(index, store);
  const tree = { root, prefix, repository, index, store, ignoreCase, absentIgnoreFiles };
  if (options.useGitignore === false) {
    const warnings = repository.configProblems;
    return { ...tree, outerRules: undefined, hiddenBy: undefined, warnings };
  }
  const outer = readOuterRules(tree, repository, workTree, options);
  return { ...tree, ...outer, warnings: [...repository.configProblems, ...outer.warnings] };
}

function readAbsentIgnoreFiles(index: Index, store: ObjectStore): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of index.entries) {
    if (!(entry.flags & indexFlags.skipWorktree) || !/(^|\/)\.gitignore$/.test(entry.path))
      continue;
    const object = store.find(readIndexOid(entry, index.format));
    if (object?.kind === 'blob') files.set(entry.path, object.content);
  }
  return files;
}
