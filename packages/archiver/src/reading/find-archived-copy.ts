import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CreateDumpError, displayPath, parseDumpName, toFsPath } from '@create-dump/core';
import { errorCode, toFailure } from '@create-dump/files';
import { type ArchiveName, parseArchiveName } from '../archive-name.js';
import type { ReadOptions } from './open-members.js';
import { type ArchiveReport, verifyArchive } from './verify-archive.js';

export interface ArchivedCopyQuery extends ReadOptions {
  /** The directory of the archives, absolute; a missing one holds none. */
  readonly directory: string;
  /** The file name of the dump. */
  readonly dumpName: string;
  /** Of the dump, hexadecimal. */
  readonly sha256: string;
  /** Called with a sentence for each archive with a matching name that is damaged or unreadable. */
  readonly warn: (message: string) => void;
}

/**
 * Finds an archive that holds this dump, by name and content, and returns its verification report; undefined if there is none.
 * The archive is read in full each time; a damaged or unreadable one doesn't count as a copy.
 */
export async function findArchivedCopy(
  query: ArchivedCopyQuery,
): Promise<ArchiveReport | undefined> {
  const { directory, dumpName, sha256 } = query;
  for (const name of await listCandidates(directory, dumpName)) {
    const report = await verifyCandidate(join(directory, name), query);
    const dump = report?.contents?.dump;
    if (dump?.name === dumpName && dump.sha256 === sha256) return report;
  }
  return undefined;
}

/** Names of the archives with the prefix and stamp of the dump, ordered by sequence. */
async function listCandidates(directory: string, dumpName: string): Promise<string[]> {
  const dump = parseDumpName(dumpName);
  if (dump === undefined) return [];
  const candidates: [name: string, parts: ArchiveName][] = [];
  for (const name of await listDirectory(directory)) {
    const parts = parseArchiveName(name);
    if (parts?.prefix === dump.prefix && parts.stamp === dump.stamp) candidates.push([name, parts]);
  }
  return candidates.sort(([, a], [, b]) => a.sequence - b.sequence).map(([name]) => name);
}

async function listDirectory(directory: string): Promise<string[]> {
  try {
    return await readdir(toFsPath(directory), 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw toFailure('READ_FAILED', error, `looking for archives in ${displayPath(directory)}`);
  }
}

async function verifyCandidate(
  path: string,
  query: ArchivedCopyQuery,
): Promise<ArchiveReport | undefined> {
  try {
    const report = await verifyArchive(path, query);
    if (report.problem !== undefined) query.warn(report.problem);
    return report;
  } catch (error) {
    query.signal?.throwIfAborted();
    if (!(error instanceof CreateDumpError)) throw error;
    query.warn(error.message);
    return undefined;
  }
}
