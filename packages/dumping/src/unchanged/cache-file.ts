import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { encodePath, toFsPath } from '@create-dump/core';
import {
  createTemporaryFile,
  readOwnUser,
  readRegularFile,
  removeStaleTemporaries,
} from '@create-dump/files';
import { decodeStatCache, encodeStatCache, type StatCache } from './stat-cache.js';

export interface CacheFile {
  /** Undefined if there is none that can be trusted. */
  read(): StatCache | undefined;
  /** A failure is ignored: without the cache, the next run reads all files. */
  write(cache: StatCache): Promise<void>;
}

export interface CacheFileOptions {
  /** Absolute; it is created if it doesn't exist. */
  readonly directory: string;
  /** What the dumps are of and where they are; another key is another file. */
  readonly key: readonly string[];
  readonly runId: string;
}

/** Larger than the cache of ten million files. */
const maxBytes = 2 ** 30;

export function createCacheFile({ directory, key, runId }: CacheFileOptions): CacheFile {
  const hash = createHash('sha256');
  for (const part of key) hash.update(encodePath(part)).update('\0');
  const path = join(directory, `${hash.digest('hex')}.bin`);
  return {
    read() {
      try {
        if (!isPrivate(path)) return undefined;
        const bytes = readRegularFile(path, { limit: maxBytes });
        return bytes && decodeStatCache(bytes);
      } catch {
        return undefined;
      }
    },
    async write(cache) {
      try {
        mkdirSync(toFsPath(directory), { recursive: true, mode: 0o700 });
        await removeStaleTemporaries({ directory, runId });
        await using file = createTemporaryFile({ directory, runId, kind: 'cache', warn: () => {} });
        await file.write(encodeStatCache(cache));
        await file.finish();
        renameSync(toFsPath(file.path), toFsPath(path));
      } catch {
        // See `CacheFile`.
      }
    },
  };
}

/** Whether only the user of this process can have written the file. */
function isPrivate(path: string): boolean {
  const stats = lstatSync(toFsPath(path), { throwIfNoEntry: false });
  return stats !== undefined && stats.uid === readOwnUser() && (stats.mode & 0o077) === 0;
}
