import type { SkippedFile, SourceFile } from '@create-dump/core';
import { readStats } from '../../file-system/file-stats.js';
import type { Yielder } from '../../yielder.js';
import { compareStat } from './compare-stat.js';
import type { AttributeSources } from '../attributes/attribute-finder.js';
import { readIndexOid } from '../index-file/parse-index.js';
import { readIndex } from '../index-file/read-index.js';
import { readStatRules } from './read-stat-rules.js';
import { createBlobIdFinder } from './blob-id-finder.js';

/** Finds the object ids that a file's content could have; none if they can't be determined. */
export type FindContentIds = (file: SourceFile | SkippedFile) => Promise<readonly string[]>;

export interface ContentIdOptions extends Pick<
  AttributeSources,
  'repository' | 'store' | 'userFiles'
> {
  /** Path from the top of the work tree to the root, empty or with a trailing slash. */
  readonly prefix: string;
}

/**
 * Handles files of a revision and of the work tree. Reads the latter only if the index entry is missing or outdated.
 */
export function createContentIdFinder(
  { repository, prefix, store, userFiles }: ContentIdOptions,
  yielder: Yielder,
): FindContentIds {
  const { workTree } = repository;
  const inWorkTree =
    workTree === undefined
      ? undefined
      : trackedIds({ repository, workTree, store, userFiles }, yielder);
  return async (file) => {
    if ('oid' in file) return file.oid === undefined ? [] : [file.oid];
    if ('skipped' in file && file.skipped === 'submodule') return [file.detail ?? ''];
    if ('skipped' in file && file.skipped !== 'too-large') return [];
    return inWorkTree === undefined ? [] : inWorkTree(prefix + file.path);
  };
}

function trackedIds(sources: Omit<AttributeSources, 'index'>, yielder: Yielder) {
  const { repository, workTree } = sources;
  const index = readIndex(repository.gitDirectory, repository.objectFormat);
  const entries = new Map(index.entries.map((entry) => [entry.path, entry]));
  const rules = readStatRules(repository);
  const find = createBlobIdFinder({ ...sources, index }, yielder);
  return async (path: string): Promise<readonly string[]> => {
    const entry = entries.get(path);
    const stats = readStats(`${workTree}/${path}`);
    const answer = entry && compareStat(entry, stats, rules);
    const isClean = answer === 'same' || answer === 'trusted';
    if (entry !== undefined && isClean) return [readIndexOid(entry, index.format)];
    const { id } = await find(path, entry);
    return id === undefined ? [] : [id];
  };
}
