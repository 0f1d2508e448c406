import { createHash } from 'node:crypto';
import { encodeManifestHeader, type ManifestHeader, type WrittenDump } from '@create-dump/core';
import { type ByteSource, type Dump, openDump } from '@create-dump/markdown-reader';

/**
 * Whether a dump in a file has the manifest of the written one, except for the time and what depends on it. Then all their bytes
 * are equal, except for the time: the manifest has the digest of each content, and determines everything else.
 */
export function hasSameManifest(source: ByteSource, written: WrittenDump): boolean {
  const { header, end, recordLines } = openDump(source);
  const { facts, manifestOffset, recordsSha256, treeSha256 } = written;
  if (!isSameHeader(header, facts)) return false;
  if (end.manifestOffset !== manifestOffset || end.treeSha256 !== treeSha256) return false;
  return digestOf(source, recordLines) === recordsSha256;
}

/** Whether two dumps state the same facts, except for their time. */
export function isSameHeader(one: ManifestHeader, other: ManifestHeader): boolean {
  return encodeManifestHeader(one) === encodeManifestHeader({ ...other, generated: one.generated });
}

const pieceBytes = 2 ** 20;

function digestOf(source: ByteSource, { from, to }: Dump['recordLines']): string {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(pieceBytes);
  for (let at = from; at < to;) {
    const count = source.read(piece.subarray(0, Math.min(pieceBytes, to - at)), at);
    if (count === 0) break;
    hash.update(piece.subarray(0, count));
    at += count;
  }
  return hash.digest('hex');
}
