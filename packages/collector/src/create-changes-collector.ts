import { comparePaths, type Discover, type SkippedFile, type SourceFile } from '@create-dump/core';
import { createAdmission } from './filter/create-admission.js';
import { compileUserGlobs, createUserFilter } from './filter/create-user-filter.js';
import { createContentIdFinder, type FindContentIds } from './git/changes/content-id-finder.js';
import { requireRepository } from './git/repository/require-repository.js';
import { resolveRevision } from './git/repository/resolve-revision.js';
import { findSubtree } from './git/objects/find-subtree.js';
import { type ListedEntry, listTree } from './git/objects/list-tree.js';
import { createObjectStore } from './git/objects/object-store.js';
import { createListTest } from './selection/list-test.js';
import { createLeftOutTest, type LeftOutOptions } from './selection/left-out-test.js';
import { createYielder, type Yielder } from './yielder.js';

export interface ChangesCollectorOptions extends Pick<
  LeftOutOptions,
  | 'root'
  | 'files'
  | 'include'
  | 'exclude'
  | 'excludedDirs'
  | 'nestedRoots'
  | 'listed'
  | 'ignoreTop'
  | 'isOwnOutput'
  | 'isOwnBlob'
  | 'revision'
  | 'gitConfigFiles'
  | 'homeDirectory'
  | 'systemAttributesFile'
  | 'attributesFile'
> {
  /** The revision to compare with, as {@link RevisionCollectorOptions} takes it. */
  readonly since: string;
  /** Finds the current files: a collector of the work tree or of a revision, with the same root and selection. */
  readonly discover: Discover;
}

/**
 * Creates a port that finds only files added, modified or renamed since a revision. Deleted files are skipped, with that
 * reason. A file counts as renamed if its content is identical to that of a deleted file.
 *
 * @throws {CreateDumpError} As {@link createRevisionCollector} does.
 */
export function createChangesCollector(options: ChangesCollectorOptions): Discover {
  const globs = compileUserGlobs(options);
  return async (signal) => {
    const filter = createUserFilter(options, globs);
    const yielder = createYielder(signal);
    const { repository, prefix } = requireRepository(options.root, options);
    const store = createObjectStore(repository);
    const { tree, path } = resolveRevision(repository, store, options.since);
    const subtree = path === undefined ? findSubtree(store, tree, prefix) : tree;
    const listed = subtree === undefined ? [] : await listTree(store, subtree, yielder);
    const before = new Map(listed.map((entry) => [entry.path, entry]));
    const now = await options.discover(signal);
    const findIds = createContentIdFinder(
      { repository, prefix, store, userFiles: options },
      yielder,
    );
    const files = await onlyChanged(now.files, before, findIds, yielder);
    const skipped = await onlyChanged(now.skipped, before, findIds, yielder);
    const admission = createAdmission(filter, () => undefined);
    const present = new Set([...now.files, ...now.skipped].map(({ path }) => path));
    const list = options.listed && createListTest(options.root, options.listed);
    const missing = listed.filter(
      ({ path }) =>
        !present.has(path) &&
        (list === undefined || list.find(path) !== undefined) &&
        admission.admits(path, admission.excludedAbove(path)) &&
        !isUnreadable(path, present),
    );
    // Most runs have no candidates, so they need no test.
    const isLeftOut =
      missing.length > 0 ? await createLeftOutTest(options, filter, yielder) : () => false;
    const deleted = missing.filter(({ path }) => !isLeftOut(path));
    const changes = await describeChanges(files, before, deleted, findIds);
    const all = [...skipped, ...changes.gone];
    const unmatched = new Set(filter.unmatched().map(({ option, pattern }) => option + pattern));
    return {
      ...now,
      unmatched: (now.unmatched ?? []).filter(({ option, pattern }) =>
        unmatched.has(option + pattern),
      ),
      files: changes.files,
      skipped: all.sort((a, b) => comparePaths(a.path, b.path)),
    };
  };
}

/** Whether a path is below a directory that was skipped. */
function isUnreadable(path: string, present: ReadonlySet<string>): boolean {
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    if (present.has(path.slice(0, slash + 1))) return true;
  }
  return false;
}

type Before = ReadonlyMap<string, ListedEntry>;

async function onlyChanged<T extends SourceFile | SkippedFile>(
  files: readonly T[],
  before: Before,
  findIds: FindContentIds,
  yielder: Yielder,
): Promise<T[]> {
  const changed: T[] = [];
  for (const file of files) {
    await yielder.step();
    const old = before.get(file.path);
    const same =
      old !== undefined &&
      (file.mode ?? '100644') === old.mode.toString(8) &&
      (await findIds(file)).includes(old.oid);
    if (!same) changed.push(file);
  }
  return changed;
}

async function describeChanges(
  files: readonly SourceFile[],
  before: Before,
  deleted: readonly ListedEntry[],
  findIds: FindContentIds,
): Promise<{ readonly files: SourceFile[]; readonly gone: readonly SkippedFile[] }> {
  const remaining = createDeletedFiles(deleted);
  const described: SourceFile[] = [];
  for (const file of files) {
    if (before.has(file.path)) {
      described.push({ ...file, change: 'modified' });
      continue;
    }
    const renamedFrom = remaining.take(file, remaining.size() === 0 ? [] : await findIds(file));
    described.push(
      renamedFrom === undefined
        ? { ...file, change: 'added' }
        : { ...file, change: 'renamed', renamedFrom },
    );
  }
  const gone = Array.from(remaining.paths(), (path) => ({ path, skipped: 'deleted' as const }));
  return { files: described, gone };
}

/** Deleted files, indexed by content. */
function createDeletedFiles(deleted: readonly ListedEntry[]) {
  const byPath = new Map(deleted.map((entry) => [entry.path, entry]));
  const byId = new Map<string, ListedEntry[]>();
  for (const entry of deleted) byId.set(entry.oid, [...(byId.get(entry.oid) ?? []), entry]);
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  return {
    size: () => byPath.size,
    paths: () => byPath.keys(),
    /** Removes a file with this content, preferably of the same name, and returns its path. */
    take(file: SourceFile, ids: readonly string[]): string | undefined {
      // All empty files are identical, so that says nothing.
      if (file.size === 0) return undefined;
      const type = file.mode.slice(0, 2);
      const alike = ids
        .flatMap((id) => byId.get(id) ?? [])
        .filter(({ path, mode }) => byPath.has(path) && mode.toString(8).startsWith(type));
      const found = alike.find(({ path }) => nameOf(path) === nameOf(file.path)) ?? alike[0];
      if (found !== undefined) byPath.delete(found.path);
      return found?.path;
    },
  };
}
