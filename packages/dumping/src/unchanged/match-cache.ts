import { join } from 'node:path';
import type { FileStats } from '@create-dump/collector';
import {
  type Discovery,
  isSkipped,
  type KeptDump,
  type RunFacts,
  type SourceFile,
  type UnchangedProof,
} from '@create-dump/core';
import type { CacheFile } from './cache-file.js';
import { isSameHeader } from './compare-manifest.js';
import { digestOfList } from './digest-of-list.js';
import { areTimesReliable, isSettled } from './file-times.js';
import { type KeptPair, readKeptPair } from './kept-pair.js';
import type { KeptPlace } from './kept-place.js';
import { listDumpNames } from './list-dump-names.js';
import type { Reread } from './reread-files.js';
import type { StatCache } from './stat-cache.js';
import { hasDigest, hasSize, hasStats, setRow, type StatTable } from './stat-table.js';

export interface MatchOptions extends KeptPlace {
  readonly root: string;
  readonly cache: CacheFile;
  readonly stats: ReadonlyMap<string, FileStats>;
  /** Whether the files are those of a commit, so that the facts determine their contents. */
  readonly isCommit: boolean;
  readonly reread: Reread;
  /** When the run began, in milliseconds since 1970. */
  readonly startedAt: number;
}

/** Returns the dump that the cache remembers if it is the newest one, untouched, and a new one would equal it. */
export async function matchCache(
  options: MatchOptions,
  { facts, discovery }: { readonly facts: RunFacts; readonly discovery: Discovery },
  signal: AbortSignal,
): Promise<KeptDump | undefined> {
  const cache = options.cache.read();
  const pair = cache && findPair(cache, options);
  if (cache === undefined || pair === undefined) return undefined;
  if (!isSameHeader(cache.facts, facts)) return undefined;
  if (cache.list !== digestOfList(discovery)) return undefined;
  if (options.isCommit) return toKept(cache, pair, { by: 'commit', reread: 0 });
  const { files } = discovery;
  if (cache.table.count !== files.length || !areTimesReliable(options.root)) return undefined;
  const doubtful = findDoubtful(cache.table, files, options.stats);
  if (doubtful === undefined) return undefined;
  if (doubtful.length > 0) {
    const some = doubtful.map((row) => files[row] as SourceFile);
    if (!(await haveSameContents({ table: cache.table, doubtful, some }, options, signal)))
      return undefined;
    refresh({ table: cache.table, doubtful, some }, options);
    await options.cache.write(cache);
  }
  return toKept(cache, pair, { by: 'stat', reread: doubtful.length });
}

function findPair(
  { name, sha256, identity }: StatCache,
  { directory, prefix, extension, mode, mustBeSigned }: KeptPlace,
): KeptPair | undefined {
  const [newest] = listDumpNames(directory, prefix);
  if (newest?.fileName !== name || newest.extension !== extension) return undefined;
  const pair = readKeptPair(join(directory, name));
  if (mustBeSigned && pair?.signaturePath === undefined) return undefined;
  const isSame = pair?.identity === identity && pair.sha256 === sha256 && pair.mode === mode;
  return isSame ? pair : undefined;
}

/** The rows of files that may have changed; undefined if one certainly has. */
function findDoubtful(
  table: StatTable,
  files: readonly SourceFile[],
  stats: ReadonlyMap<string, FileStats>,
): readonly number[] | undefined {
  const doubtful: number[] = [];
  for (const [row, { path }] of files.entries()) {
    const found = stats.get(path);
    if (found !== undefined && hasStats(table, row, found)) continue;
    if (found !== undefined && !hasSize(table, row, found.size)) return undefined;
    doubtful.push(row);
  }
  return doubtful;
}

interface Doubt {
  readonly table: StatTable;
  readonly doubtful: readonly number[];
  /** The files of these rows. */
  readonly some: readonly SourceFile[];
}

async function haveSameContents(
  { table, doubtful, some }: Doubt,
  { reread }: MatchOptions,
  signal: AbortSignal,
): Promise<boolean> {
  let next = 0;
  for await (const records of reread(some, signal)) {
    for (const record of records) {
      const row = doubtful[next] ?? -1;
      if (record.path !== some[next++]?.path || record.sha256 === undefined) return false;
      if (!isSkipped(record) && record.unstable === true) return false;
      if (!hasDigest(table, row, record.sha256)) return false;
    }
  }
  return next === some.length;
}

/** The stats are those of discovery, before the files were read: if a file has changed since, its times tell. */
function refresh({ table, doubtful, some }: Doubt, { stats, startedAt }: MatchOptions): void {
  for (const [index, row] of doubtful.entries()) {
    const found = stats.get(some[index]?.path ?? '');
    if (found !== undefined) setRow(table, row, found, isSettled(found, startedAt));
  }
}

function toKept(cache: StatCache, pair: KeptPair, unchanged: UnchangedProof): KeptDump {
  const { path, checksumPath, signaturePath, sha256 } = pair;
  const { treeSha256, dumpBytes, files, bytes, skipped, facts } = cache;
  const totals = { treeSha256, dumpBytes, files, bytes, skipped };
  const signed = signaturePath === undefined ? {} : { signaturePath };
  return { ...totals, path, checksumPath, ...signed, sha256, facts, unchanged };
}
