/*
 * Recognises that a new dump would equal the newest kept one except for its time. `createKeptDumps` implements core's port in two
 * steps. Before anything is read, the stats of all files are compared with those that the last run remembered in a cache file, and
 * only files that may have changed are read (`match-cache`). Without a cache, the dump that was written is compared with the kept
 * one (`match-written`). Every doubt means a new dump.
 */
import { basename } from 'node:path';
import type { FileStats } from '@create-dump/collector';
import { type Discovery, type KeptDumps, type RunFacts, type WrittenDump } from '@create-dump/core';
import { type CacheFile, type CacheFileOptions, createCacheFile } from './cache-file.js';
import { digestOfList } from './digest-of-list.js';
import { areTimesReliable, isSettled } from './file-times.js';
import { type KeptPair, readKeptPair } from './kept-pair.js';
import { matchCache, type MatchOptions } from './match-cache.js';
import { isComplete, matchWritten } from './match-written.js';
import { createStatTable, setDigest, setRow, type StatTable } from './stat-table.js';

export interface KeptDumpsOptions extends Omit<MatchOptions, 'cache'> {
  /** Default: nothing is remembered. */
  readonly cacheFile?: CacheFileOptions;
  readonly spoolDirectory: string;
  /** Called once the files have to be read. */
  readonly onMiss: (discovery: Discovery) => void;
}

export function createKeptDumps(options: KeptDumpsOptions): KeptDumps {
  const { root, stats, startedAt, isCommit } = options;
  const cache = options.cacheFile ? createCacheFile(options.cacheFile) : noCache;
  let discovery: Discovery = { name: '', files: [], skipped: [], ignored: 0 };
  let next = 0;
  let table: StatTable | undefined;

  const remember = (pair: KeptPair | undefined, facts: RunFacts, written: WrittenDump) => {
    const isFull = next === discovery.files.length || table?.count === 0;
    if (pair === undefined || table === undefined || !isFull) return Promise.resolve();
    // The next run has to find and tell the secrets again.
    if (written.findings > 0) return Promise.resolve();
    const { treeSha256, dumpBytes, files, bytes, skipped } = written;
    const totals = { treeSha256, dumpBytes, files, bytes, skipped };
    return cache.write({
      ...totals,
      name: basename(pair.path),
      sha256: pair.sha256,
      identity: pair.identity,
      facts,
      list: digestOfList(discovery),
      table,
    });
  };

  return {
    async find(facts, found, signal) {
      discovery = found;
      const kept = await matchCache({ ...options, cache }, { facts, discovery }, signal);
      if (kept !== undefined) return kept;
      options.onMiss(discovery);
      const isUseful = !isCommit && areTimesReliable(root);
      table = createStatTable(isUseful ? discovery.files.length : 0);
      return undefined;
    },
    addRecords(records) {
      if (table === undefined || table.count === 0) return;
      for (const record of records) {
        const file = discovery.files[next];
        if (file?.path !== record.path || record.sha256 === undefined) continue;
        const found = stats.get(file.path) ?? { ...unknown, size: file.size };
        setRow(table, next, found, isSettled(found, startedAt));
        setDigest(table, next, record.sha256);
        next++;
      }
    },
    async compare(written, signal) {
      const places = { ...options, cache: cache.read(), reread: discovery.files.length };
      const match = await matchWritten(written, places, signal);
      if (match === undefined) return undefined;
      await remember(match.pair, match.dump.facts, written);
      return match.dump;
    },
    async remember({ path }, written) {
      if (path === null || !isComplete(written)) return;
      await remember(readKeptPair(path), written.facts, written);
    },
  };
}

const noCache: CacheFile = { read: () => undefined, write: () => Promise.resolve() };

/** A row that equals no stats. */
const unknown: FileStats = { mode: 0, size: 0, mtimeMs: Infinity, ctimeMs: Infinity, ino: 0 };
