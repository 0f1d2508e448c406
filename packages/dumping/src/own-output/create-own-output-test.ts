/*
 * Recognises what this program wrote: dumps, checksum files, signatures, archives, reports, journals, and what a running or killed run
 * leaves behind. `createOwnOutputTest` takes the root and returns a predicate on paths, for the collector, so that no dump
 * contains an earlier one, wherever below the root it is. The name alone is no proof: where a file of someone else could have it,
 * the content decides.
 */
import { checksumName, decodePath, parseChecksumLine, parseDumpName } from '@create-dump/core';
import { isTemporaryName, lockName, readHead } from '@create-dump/files';
import { couldBeDump } from './could-be-dump.js';
import {
  isArchiveHead,
  isArchivePath,
  isIndexHead,
  isIndexPath,
  isJournalHead,
  isJournalPath,
} from './own-archive.js';
import { headBytes, isDumpHead, isOwnDump, isOwnDumpIn } from './own-dump.js';
import { parseReportName, reportFormat, reportIndexHead } from './report-name.js';
import { parseStagingName } from './staging-name.js';

/**
 * Returns a test for files that this program wrote. A file under a name of ours only has to begin as such a file does, so that a
 * damaged one is still recognised; a dump or checksum file under another name (`--output snap.md`) has to be whole, and its
 * extension must not be that of another kind of file (`couldBeDump`).
 *
 * @returns Takes a path relative to `root`. An unreadable file fails the test.
 */
export function createOwnOutputTest(root: string): (path: string) => boolean {
  const contents: Contents = {
    head: (path) => readHead(`${root}/${path}`),
    isDump: (path) => isOwnDump(`${root}/${path}`),
  };
  return (path) => couldBeOurs(path) && isOwn(path, contents);
}

/**
 * The same test for files of a revision, whose contents `read` returns. A dump under a name without a usual extension is
 * recognised only beside its checksum file, as all of a blob has to be read to see how it begins.
 */
export function isOwnBlob(path: string, read: (path: string) => Buffer | undefined): boolean {
  if (!couldBeOurs(path)) return false;
  const [directory, name] = splitPath(path);
  const isUsual = usualExtensions.has(name.slice(name.lastIndexOf('.') + 1));
  if (!isUsual && !hasOwnName(path) && read(directory + checksumName(name)) === undefined) {
    return false;
  }
  return isOwn(path, {
    head: (file) => read(file)?.subarray(0, headBytes),
    isDump: (file) => isOwnDumpIn(file, read),
  });
}

interface Contents {
  readonly head: (path: string) => Buffer | undefined;
  readonly isDump: (path: string) => boolean;
}

function isOwn(path: string, contents: Contents): boolean {
  const { head } = contents;
  const [, name] = splitPath(path);
  if (isTemporaryName(name) || lockNames.has(name) || isStagedPath(path)) return true;
  if (parseReportName(name) !== undefined) return isReportHead(head(path));
  if (isArchivePath(path)) return isArchiveHead(head(path));
  if (isJournalPath(path)) return isJournalHead(head(path));
  if (isIndexPath(path)) return isIndexHead(head(path));
  return isDumpOrChecksum(path, contents);
}

/** Of a directory, and of a ledger. */
const lockNames = new Set([lockName, '.create-dump-ledger.lock']);

function splitPath(path: string): [directory: string, name: string] {
  const slash = path.lastIndexOf('/') + 1;
  return [path.slice(0, slash), path.slice(slash)];
}

/** Runs for every file of a tree: rejects nearly all of them at a tenth of the cost of the whole test. */
function couldBeOurs(path: string): boolean {
  return couldBeDump(path.slice(path.lastIndexOf('/') + 1)) || hasOwnName(path);
}

/** Whether the path has a part that only our names have, or few others. */
function hasOwnName(path: string): boolean {
  return path.includes('.create-dump') || path.includes('_dump_') || path.includes('batch_');
}

/** Of dumps, checksum files, signatures, archives and journals. */
const usualExtensions = new Set(['md', 'markdown', 'txt', 'gz', 'sha256', 'sig', 'zip', 'jsonl']);

/** Whether a path is in the staging directory of a batch. */
function isStagedPath(path: string): boolean {
  return path.split('/').some((name) => parseStagingName(name) !== undefined);
}

function isReportHead(head: Buffer | undefined): boolean {
  const text = head?.toString('utf8') ?? '';
  return text.startsWith(reportIndexHead) || text.startsWith(`{\n  "format": "${reportFormat}"`);
}

function isDumpOrChecksum(path: string, contents: Contents): boolean {
  const [directory, name] = splitPath(path);
  const plain = name.replace(/\.\d{1,6}$/, '');
  if (plain.endsWith('.sha256.sig')) return isSignature(path, contents);
  const isChecksum = plain.endsWith('.sha256');
  const asDump = plain.replace(/\.sha256$/, '.md');
  if (parseDumpName(asDump) !== undefined) {
    return isChecksum
      ? parseChecksum(contents.head(path)) !== undefined
      : isDumpHead(contents.head(path), asDump);
  }
  if (!name.endsWith('.sha256')) return contents.isDump(path);
  const dump = parseChecksum(contents.head(path))?.fileName;
  return dump !== undefined && !dump.includes('/') && contents.isDump(directory + dump);
}

/** A signature says nothing about what it signs: without the name of a dump, the checksum file beside it has to be ours. */
function isSignature(path: string, contents: Contents): boolean {
  const head = contents.head(path)?.toString('latin1') ?? '';
  if (!head.startsWith('-----BEGIN SSH SIGNATURE-----\n')) return false;
  const [, name] = splitPath(path.replace(/\.sha256\.sig(?:\.\d{1,6})?$/, '.md'));
  if (parseDumpName(name) !== undefined) return true;
  return path.endsWith('.sig') && isDumpOrChecksum(path.slice(0, -'.sig'.length), contents);
}

function parseChecksum(head: Buffer | undefined): ReturnType<typeof parseChecksumLine> {
  return parseChecksumLine(decodePath(head ?? Buffer.of()));
}
