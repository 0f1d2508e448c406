import { constants, gunzipSync } from 'node:zlib';
import { parseDumpName } from '@create-dump/core';

/** Whether a path has the form of an archive's. Only {@link isArchiveHead} tells whether the file is ours. */
export function isArchivePath(path: string): boolean {
  return /(?:^|\/)[^/]+_\d{8}_\d{6}(?:-\d+)?\.(?:zip|tar\.gz)$/u.test(path);
}

/** Whether a path has the form of a journal's: of removed archives, of quarantined files, or of all acts. Only {@link isJournalHead} tells. */
export function isJournalPath(path: string): boolean {
  return /(?:^|\/)(?:tombstones|manifest|ledger)\.jsonl$/u.test(path);
}

/** Whether a file begins with a record of what was removed, quarantined or otherwise done. */
export function isJournalHead(head: Buffer | undefined): boolean {
  const text = head?.toString('latin1', 0, 100) ?? '';
  return /^\{(?:"time":"[-\d:.TZ]{20,30}","(?:removing|from)":"|"seq":1,"prev":"0{64}",)/.test(
    text,
  );
}

/** Whether a path has the form of an archive's index. Only {@link isIndexHead} tells whether the file is ours. */
export function isIndexPath(path: string): boolean {
  return /(?:^|\/)[0-9a-f]{64}\.jsonl\.gz$/u.test(path);
}

/** Whether a file begins like the index of an archive. */
export function isIndexHead(head: Buffer | undefined): boolean {
  return unpackHead(head).toString('utf8', 0, 100).startsWith('{"index":1,"name":"');
}

/** What the beginning of a gzip file unpacks to; nothing if it isn't one. */
function unpackHead(head: Buffer | undefined): Buffer {
  try {
    return gunzipSync(head ?? Buffer.of(), { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return Buffer.of();
  }
}

/** Whether a file begins like an archive of a dump. True also for one that is damaged further on. */
export function isArchiveHead(head: Buffer | undefined): boolean {
  const name = head && (zipMemberName(head) ?? tarMemberName(head));
  return name !== undefined && parseDumpName(name) !== undefined;
}

/** The name in a ZIP local file header, at offset 30 (APPNOTE 4.3.7). */
function zipMemberName(head: Buffer): string | undefined {
  if (head.length < 30 || head.readUInt32LE(0) !== 0x04034b50) return undefined;
  return head.toString('utf8', 30, 30 + head.readUInt16LE(26));
}

/** The name in a ustar header, or, if it is too long for that, in the pax header before it. */
function tarMemberName(head: Buffer): string | undefined {
  const tar = unpackHead(head);
  const long = /^\d+ path=([^\n]+)\n/mu.exec(tar.toString('utf8', 512, 1024))?.[1];
  return tar[156] === 0x78 ? long : tar.toString('utf8', 0, 100).split('\0', 1)[0];
}
