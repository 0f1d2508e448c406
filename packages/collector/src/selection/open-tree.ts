import { relative } from 'node:path';
import type { SelectionOptions } from '../collector-options.js';
import { expandSparseIndex } from '../git/index-file/expand-sparse-index.js';
import { indexFlags, readIndexOid } from '../git/index-file/parse-index.js';
import { type Index, readIndex } from '../git/index-file/read-index.js';
import { createObjectStore, type ObjectStore } from '../git/objects/object-store.js';
import { openRepository, type Repository } from '../git/repository/open-repository.js';
import { parseGitBoolean } from '../git/config/parse-git-boolean.js';
import type { Yielder } from '../yielder.js';
import { readOuterRules } from './outer-rules.js';
import { readDumpRules } from './read-dump-rules.js';
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
  if (repository === undefined || workTree === undefined) return openPlainTree(options, repository);
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
  const warnings = [...repository.configProblems];
  const ignoreTop = outermost(options.ignoreTop, workTree);
  const dumpRules = readDumpRules({
    root,
    top: ignoreTop,
    ignoreCase,
    findAbsent: (file) =>
      file.startsWith(`${workTree}/`)
        ? absentIgnoreFiles.get(file.slice(workTree.length + 1))
        : undefined,
    warn: createWarner(warnings),
  });
  const whole = { ...tree, ignoreTop, dumpRules, warnings };
  if (options.useGitignore === false) {
    return { ...whole, outerRules: undefined, hiddenBy: dumpRules.hiddenBy };
  }
  const decideFirst = (directory: string) =>
    dumpRules.ruleAbove(directory.slice(ignoreTop.length + 1));
  const outer = readOuterRules(tree, repository, workTree, options, decideFirst);
  warnings.push(...outer.warnings);
  return {
    ...whole,
    outerRules: outer.outerRules,
    hiddenBy: dumpRules.hiddenBy ?? outer.hiddenBy,
  };
}

/** A tree outside of any work tree. */
function openPlainTree(options: SelectionOptions, repository: Repository | undefined): Tree {
  const { root } = options;
  const warnings: string[] = [];
  const ignoreTop = outermost(options.ignoreTop, root);
  const dumpRules = readDumpRules({
    root,
    top: ignoreTop,
    ignoreCase: false,
    findAbsent: () => undefined,
    warn: createWarner(warnings),
  });
  return {
    root,
    prefix: '',
    repository,
    index: undefined,
    store: undefined,
    ignoreCase: false,
    absentIgnoreFiles: new Map(),
    dumpRules,
    ignoreTop,
    outerRules: undefined,
    hiddenBy: dumpRules.hiddenBy,
    warnings,
  };
}

/** The upper one of two directories; `given` counts only if it is above the other. */
function outermost(given: string | undefined, directory: string): string {
  return given !== undefined && directory.startsWith(`${given}/`) ? given : directory;
}

function createWarner(warnings: string[]): (message: string) => void {
  return (message) => {
    if (!warnings.includes(message)) warnings.push(message);
  };
}

function readAbsentIgnoreFiles(index: Index, store: ObjectStore): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of index.entries) {
    if (!(entry.flags & indexFlags.skipWorktree) || !/(^|\/)\.(git|dump)ignore$/.test(entry.path))
      continue;
    const object = store.find(readIndexOid(entry, index.format));
    if (object?.kind === 'blob') files.set(entry.path, object.content);
  }
  return files;
}
