import type { SkippedFile, SourceFile } from '@create-dump/core';
import { readStats } from '../../file-system/file-stats.js';
import type { Yielder } from '../../yielder.js';
import { compareStat } from './compare-stat.js';
import type { Repository } from '../repository/open-repository.js';
import { readIndexOid } from '../index-file/parse-index.js';
import { readIndex } from '../index-file/read-index.js';
import { readStatRules } from './read-stat-rules.js';
import { createBlobIdFinder } from './blob-id-finder.js';

/** Finds the object ids that a file's content could have; none if they can't be determined. */
export type FindContentIds = (file: SourceFile | SkippedFile) => Promise<readonly string[]>;

/**
 * Handles files of a revision and of the work tree. Reads the latter only if the index entry is missing or outdated.
 * @param prefix Path from the top of the work tree to the root, empty or with a trailing slash.
 */
export function createContentIdFinder(
  repository: Repository,
  prefix: string,
  yielder: Yielder,
): FindContentIds {
  const { workTree } = repository;
  const inWorkTree = workTree === undefined ? undefined : trackedIds(repository, workTree, yielder);
  return async (file) => {
    if ('oid' in file) return file.oid === undefined ? [] : [file.oid];
    if ('skipped' in file && file.skipped === 'submodule') return [file.detail ?? ''];
    if ('skipped' in file && file.skipped !== 'too-large') return [];
    return inWorkTree === undefined ? [] : inWorkTree(prefix + file.path);
  };
}

function trackedIds(repository: Repository, workTree: string, yielder: Yielder) {
  const index = readIndex(repository.gitDirectory, repository.objectFormat);
  const entries = new Map(index.entries.map((entry) => [entry.path, entry]));
  const rules = readStatRules(repository);
  const find = createBlobIdFinder(repository, workTree, yielder);
  return async (path: string): Promise<readonly string[]> => {
    const entry = entries.get(path);
    const stats = readStats(`${workTree}/${path}`);
    const isClean = entry !== undefined && compareStat(entry, stats, rules) === 'same';
    return isClean ? [readIndexOid(entry, index.format)] : (await find(path)).ids;
  };
}
