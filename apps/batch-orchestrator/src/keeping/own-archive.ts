import { parseDumpName } from '@create-dump/core';

/** Whether a path is one that an archive has; `isArchiveHead` tells whether it is ours. */
export function isArchivePath(path: string): boolean {
  return /(?:^|\/)archives\/[^/]+_\d{8}_\d{6}(?:-\d+)?\.(?:zip|tar\.gz)$/u.test(path);
}

/** Whether a path is that of the records of what was removed, or moved into quarantine. */
export function isJournalPath(path: string): boolean {
  return /(?:^|\/)archives\/(?:tombstones|quarantine\/manifest)\.jsonl$/u.test(path);
}

/** Whether a file that has an archive's path begins as archives of dumps do. */
export function isArchiveHead(head: Buffer | undefined): boolean {
  if (head === undefined) return false;
  if (head[0] === 0x1f && head[1] === 0x8b) return true;
  // APPNOTE 4.3.7: a local header, in which the name is the 30th byte and what follows.
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) return false;
  return parseDumpName(head.toString('utf8', 30, 30 + head.readUInt16LE(26))) !== undefined;
}
