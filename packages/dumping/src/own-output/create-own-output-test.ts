/*
 * Recognises what this program wrote: dumps, checksum files, archives, reports, journals, and what a running or killed run
 * leaves behind. `createOwnOutputTest` takes the root and returns a predicate on paths, for the collector, so that no dump
 * contains an earlier one, wherever below the root it is. The name alone is no proof: where a file of someone else could have it,
 * the content decides.
 */
import { decodePath, parseChecksumLine, parseDumpName } from '@create-dump/core';
import { isTemporaryName, lockName, readHead } from '@create-dump/files';
import { isArchiveHead, isArchivePath, isJournalHead, isJournalPath } from './own-archive.js';
import { isDumpHead, isOwnDump } from './own-dump.js';
import { parseReportName, reportFormat, reportIndexHead } from './report-name.js';
import { parseStagingName } from './staging-name.js';

/**
 * Returns a test for files that this program wrote. A file under a name of ours only has to begin as such a file does, so that a
 * damaged one is still recognised; a dump or checksum file under another name (`--output snap.md`) has to be whole.
 *
 * @returns Takes a path relative to `root`. An unreadable file fails the test.
 */
export function createOwnOutputTest(root: string): (path: string) => boolean {
  return (path) => {
    if (!couldBeOurs(path)) return false;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (isTemporaryName(name) || name === lockName || isStagedPath(path)) return true;
    const file = `${root}/${path}`;
    if (parseReportName(name) !== undefined) return isReportHead(readHead(file));
    if (isArchivePath(path)) return isArchiveHead(readHead(file));
    if (isJournalPath(path)) return isJournalHead(readHead(file));
    return isDumpOrChecksum(file, name);
  };
}

/** Runs for every file of a tree: rejects nearly all of them at a tenth of the cost of the whole test. */
function couldBeOurs(path: string): boolean {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return (
    extensions.has(extension) ||
    path.includes('.create-dump') ||
    (numbered.test(extension) && path.includes('_dump_'))
  );
}

/** Of dumps, checksum files, archives, reports and journals. Everything else of ours has `.create-dump` in its path. */
const extensions = new Set(['md', 'markdown', 'txt', 'json', 'gz', 'sha256', 'zip', 'jsonl']);

/** What quarantine appends to a name that is taken. */
const numbered = /^\d{1,6}$/;

/** Whether a path is in the staging directory of a batch. */
function isStagedPath(path: string): boolean {
  return path.split('/').some((name) => parseStagingName(name) !== undefined);
}

function isReportHead(head: Buffer | undefined): boolean {
  const text = head?.toString('utf8') ?? '';
  return text.startsWith(reportIndexHead) || text.startsWith(`{\n  "format": "${reportFormat}"`);
}

function isDumpOrChecksum(file: string, name: string): boolean {
  const plain = name.replace(/\.\d{1,6}$/, '');
  const isChecksum = plain.endsWith('.sha256');
  const asDump = plain.replace(/\.sha256$/, '.md');
  if (parseDumpName(asDump) !== undefined) {
    return isChecksum ? parseChecksum(file) !== undefined : isDumpHead(readHead(file), asDump);
  }
  if (plain !== name || name.endsWith('.json')) return false;
  if (!isChecksum) return isOwnDump(file);
  const dump = parseChecksum(file)?.fileName;
  if (dump === undefined || dump.includes('/')) return false;
  return isOwnDump(`${file.slice(0, -name.length)}${dump}`);
}

function parseChecksum(file: string): ReturnType<typeof parseChecksumLine> {
  return parseChecksumLine(decodePath(readHead(file) ?? Buffer.of()));
}
