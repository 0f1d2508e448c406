import { readRegularFile } from '@create-dump/files';
import { isDirectory, tryReadStats } from '../../file-system/file-stats.js';
import { createGitConfig, type GitConfig } from '../config/git-config.js';
import { parseConfigFile } from '../config/parse-config-file.js';
import { expandSparseIndex } from '../index-file/expand-sparse-index.js';
import { type IndexEntry, readIndexOid } from '../index-file/parse-index.js';
import { readIndex } from '../index-file/read-index.js';
import { entryModes } from '../objects/entry-modes.js';
import { createObjectStore } from '../objects/object-store.js';
import { openRepository } from '../repository/open-repository.js';
import type { ChangeDetectorOptions, Changes, DetectChanges } from './changes.js';

/** Compares submodules with the commits that a repository has recorded for them. */
export interface CompareSubmodule {
  /** Whether this is a submodule of which git is told to ignore all changes. */
  ignores(path: string, mode: number): boolean;
  /** Compares a submodule that exists. */
  compare(entry: IndexEntry): Promise<Changes>;
}

/** @param detect Detects the changes inside of a submodule, which may have submodules itself. */
export function createSubmoduleComparer(
  options: ChangeDetectorOptions,
  detect: DetectChanges,
): CompareSubmodule {
  const { repository, workTree, index, isSubmodule } = options;
  let modules: GitConfig | undefined;
  const ignoreOf = (path: string): string | undefined => {
    modules ??= readModules(options);
    const name = nameOf(modules, path);
    const own = name && repository.config.get(`submodule.${name}.ignore`);
    const shared = modules.get(`submodule.${name}.ignore`);
    // git describe doesn't look at diff.ignoreSubmodules, but git status in a submodule does.
    const general = isSubmodule ? repository.config.get('diff.ignoresubmodules') : undefined;
    return own ?? (isIgnoreValue(shared) ? shared : general);
  };
  return {
    ignores: (path, mode) => mode === entryModes.gitlink && ignoreOf(path) === 'all',
    async compare(entry) {
      const path = `${workTree}/${entry.path}`;
      const ignore = ignoreOf(entry.path);
      if (ignore === 'all') return { dirty: false };
      if (ignore !== undefined && !isIgnoreValue(ignore)) {
        return { dirty: null, note: `git doesn't know the value "${ignore}" to ignore.` };
      }
      const stats = tryReadStats(path);
      if (stats === undefined || !isDirectory(stats)) return { dirty: true };
      const submodule = openRepository(path, options.userFiles);
      // Without a repository of its own it isn't checked out.
      if (submodule?.workTree !== path) return { dirty: false };
      const { head, unknown, configProblems } = submodule;
      const problem = unknown ?? head.note ?? configProblems[0];
      if (problem !== undefined) return { dirty: null, note: problem };
      const oid = readIndexOid(entry, index.format);
      if (head.commit !== null && head.commit !== oid) return { dirty: true };
      if (ignore === 'dirty') return { dirty: false };
      const store = createObjectStore(submodule);
      const stored = readIndex(submodule.gitDirectory, submodule.objectFormat);
      const own = await expandSparseIndex(stored, store, options.yielder);
      const changes = await detect({
        ...options,
        repository: submodule,
        workTree: path,
        index: own,
        store,
        isSubmodule: true,
      });
      return ignore === 'none' && changes.dirty === false
        ? { dirty: null, note: 'untracked files in it count, and are not looked for.' }
        : changes;
    },
  };
}

function isIgnoreValue(value: string | undefined): boolean {
  return value !== undefined && /^(all|dirty|untracked|none)$/.test(value);
}

/** Reads `.gitmodules`, from the index if the work tree has none. */
function readModules({ workTree, index, store }: ChangeDetectorOptions): GitConfig {
  const limit = 1 << 24;
  const content = readRegularFile(`${workTree}/.gitmodules`, { limit, followLink: true });
  const entry = content ? undefined : index.entries.find(({ path }) => path === '.gitmodules');
  const object = entry && store.find(readIndexOid(entry, index.format));
  return createGitConfig(parseConfigFile(content ?? object?.content ?? Buffer.alloc(0)).entries);
}

/** The name of the submodule at a path. */
function nameOf(modules: GitConfig, path: string): string | undefined {
  for (const key of modules.keys()) {
    const name = /^submodule\.(.*)\.path$/s.exec(key)?.[1];
    if (name !== undefined && modules.get(key)?.replace(/\/+$/, '') === path) return name;
  }
  return undefined;
}
