/*
 * Recognises what this program wrote: dumps, checksum files, archives, reports, journals, and what a running or killed run
 * leaves behind. `createOwnOutputTest` takes the root and returns a predicate on paths, for the collector, so that no dump
 * contains an earlier one. The name alone is no proof: where a file of someone else could have it, the first bytes decide.
 */
import { parseChecksumLine, parseDumpName } from '@create-dump/core';
import { isTemporaryName, lockName, readHead } from '@create-dump/files';
import { isArchiveHead, isArchivePath, isJournalPath } from './own-archive.js';
import { parseReportName, reportFormat, reportIndexHead } from './report-name.js';
import { parseStagingName } from './staging-name.js';

/**
 * Returns a test for files that this program wrote, by name and first bytes. A file that merely has such a name fails it.
 *
 * @returns Takes a path relative to `root`. An unreadable file fails the test.
 */
export function createOwnOutputTest(root: string): (path: string) => boolean {
  return (path) => {
    if (!couldBeOurs(path)) return false;
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (isTemporaryName(name) || name === lockName || isStagedPath(path)) return true;
    if (parseReportName(name) !== undefined) return isReportHead(readHead(`${root}/${path}`));
    if (isArchivePath(path)) return isArchiveHead(readHead(`${root}/${path}`));
    if (isJournalPath(path))
      return readHead(`${root}/${path}`)?.toString('latin1').startsWith('{"time":') === true;
    const asDump = name.replace(/\.sha256$/, '.md');
    if (parseDumpName(asDump) === undefined) return false;
    const head = readHead(`${root}/${path}`);
    if (head === undefined) return false;
    return name === asDump
      ? isDumpHead(head, name)
      : parseChecksumLine(head.toString('utf8')) !== undefined;
  };
}

/** Runs for every file of a tree: rejects nearly all of them at a tenth of the cost of the whole test. */
function couldBeOurs(path: string): boolean {
  return extensions.has(path.slice(path.lastIndexOf('.') + 1)) || path.includes('.create-dump');
}

/** Of dumps, checksum files, archives, reports and journals. Everything else of ours has `.create-dump` in its path. */
const extensions = new Set(['md', 'json', 'gz', 'sha256', 'zip', 'jsonl']);

/** Whether a path is in the staging directory of a batch. */
function isStagedPath(path: string): boolean {
  return path.split('/').some((name) => parseStagingName(name) !== undefined);
}

function isReportHead(head: Buffer | undefined): boolean {
  const text = head?.toString('utf8') ?? '';
  return text.startsWith(reportIndexHead) || text.startsWith(`{\n  "format": "${reportFormat}"`);
}

function isDumpHead(head: Buffer, name: string): boolean {
  if (name.endsWith('.gz')) return head[0] === 0x1f && head[1] === 0x8b;
  return head.toString('latin1').startsWith('# Code dump: ');
}
