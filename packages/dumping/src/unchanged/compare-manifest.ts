import { createHash } from 'node:crypto';
import { encodeManifestHeader, type ManifestHeader, type WrittenDump } from '@create-dump/core';
import { type ByteSource, openDump } from '@create-dump/markdown-reader';

/**
 * Whether a dump in a file has the manifest of the written one, except for the time and what depends on it. Then all their bytes
 * are equal, except for the time: the manifest has the digest of each content, and determines everything else.
 */
export function hasSameManifest(source: ByteSource, written: WrittenDump): boolean {
  const { header, end } = openDump(source);
  const { facts, manifestOffset, recordsSha256 } = written;
  if (!isSameHeader(header, facts) || end.manifestOffset !== manifestOffset) return false;
  if (end.treeSha256 !== written.treeSha256) return false;
  return digestOfRecords(source, manifestOffset) === recordsSha256;
}

/** Whether two dumps state the same facts, except for their time. */
export function isSameHeader(one: ManifestHeader, other: ManifestHeader): boolean {
  return encodeManifestHeader(one) === encodeManifestHeader({ ...other, generated: one.generated });
}

const pieceBytes = 2 ** 20;

/** Longer than the last line and the closing fence. */
const tailBytes = 2 ** 16;

/** Of the lines between the first and the last one of the manifest. */
function digestOfRecords(source: ByteSource, manifestOffset: number): string {
  const hash = createHash('sha256');
  const to = endOfRecords(source);
  const piece = Buffer.alloc(pieceBytes);
  let isInHeader = true;
  for (let at = manifestOffset; at < to;) {
    const count = source.read(piece.subarray(0, Math.min(pieceBytes, to - at)), at);
    if (count === 0) break;
    at += count;
    let bytes = piece.subarray(0, count);
    if (isInHeader) {
      const lineEnd = bytes.indexOf(10);
      bytes = lineEnd === -1 ? bytes.subarray(count) : bytes.subarray(lineEnd + 1);
      isInHeader = lineEnd === -1;
    }
    hash.update(bytes);
  }
  return hash.digest('hex');
}

/** The offset of the manifest's last line. */
function endOfRecords(source: ByteSource): number {
  const from = Math.max(0, source.size - tailBytes);
  const tail = Buffer.alloc(source.size - from);
  const length = source.read(tail, from);
  const text = tail.toString('latin1', 0, length);
  return from + text.lastIndexOf('\n', text.length - '\n```\n'.length - 1) + 1;
}
