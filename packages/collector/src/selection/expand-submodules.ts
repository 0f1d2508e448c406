import { isAbsolute, join } from 'node:path/posix';
import type { Discover, Discovery, SkippedFile, SourceFile } from '@create-dump/core';
import type { FileStats } from '../file-system/file-stats.js';
import { createAdmission } from '../filter/create-admission.js';
import type { UserFilter } from '../filter/create-user-filter.js';
import { isRepositoryTop } from '../git/repository/locate-repository.js';
import type { DiscoveryOptions } from '../collector-options.js';

export interface ExpandOptions {
  readonly options: DiscoveryOptions;
  /** The user's rules; they apply to paths relative to the outermost root. */
  readonly filter: UserFilter;
  /** The topmost directory whose `.dumpignore` file applies. */
  readonly ignoreTop: string;
  /** Creates the collector of a submodule. */
  readonly collect: (options: DiscoveryOptions) => Discover;
}

type Found = Pick<Discovery, 'files' | 'skipped' | 'ignored'>;

/** Replaces the record of each checked-out submodule by the submodule's files. */
export async function expandSubmodules(
  found: Found,
  { options, filter, ignoreTop, collect }: ExpandOptions,
  signal: AbortSignal,
): Promise<Found> {
  const files: SourceFile[] = [...found.files];
  const skipped: SkippedFile[] = [];
  let { ignored } = found;
  const admission = createAdmission(filter, (record) => skipped.push(record));
  const isWanted = ({ path }: { path: string }) =>
    admission.admits(path, admission.excludedAbove(path));
  for (const record of found.skipped) {
    const root = `${options.root}/${record.path}`;
    // The path of an untracked nested repository has a trailing slash; only submodules are expanded.
    if (record.skipped !== 'submodule' || record.path.endsWith('/') || !isRepositoryTop(root)) {
      skipped.push(record);
      continue;
    }
    const within = await collect({
      ...optionsWithin(options, ignoreTop, record.path),
      onHide: (path, isDirectory, rule) =>
        filter.hide(join(record.path, path), isDirectory, {
          ...rule,
          source: isAbsolute(rule.source) ? rule.source : join(record.path, rule.source),
        }),
    })(signal);
    const inside = <T extends { path: string }>(file: T): T => ({
      ...file,
      path: `${record.path}/${file.path}`,
    });
    files.push(...within.files.map(inside).filter(isWanted));
    skipped.push(...within.skipped.map(inside).filter(isWanted));
    ignored += within.ignored;
  }
  return { files, skipped, ignored };
}

/**
 * Drops the user's patterns, which the outermost collector applies, except the includes: only the submodule's collector
 * knows what is ignored in it.
 */
function optionsWithin(
  options: DiscoveryOptions,
  ignoreTop: string,
  path: string,
): DiscoveryOptions {
  const { files: _f, exclude: _e, excludedDirs: _d, ...others } = options;
  const { nestedRoots: _n, isOwnOutput, onChosen, globPrefix = '', ...rest } = others;
  return {
    ...rest,
    root: `${options.root}/${path}`,
    ignoreTop,
    globPrefix: `${globPrefix}${path}/`,
    gitMetadata: false,
    ...(onChosen && {
      onChosen: (within: string, stats: FileStats) => onChosen(`${path}/${within}`, stats),
    }),
    ...(isOwnOutput && { isOwnOutput: (within: string) => isOwnOutput(`${path}/${within}`) }),
  };
}
