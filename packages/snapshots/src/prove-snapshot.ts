import { basename } from 'node:path';
import { decodePath, displayPath, type Observe, parseChecksumLine } from '@create-dump/core';
import { openRegularFile, readHead, toFailure } from '@create-dump/files';
import { digestFile, verifySnapshot } from '@create-dump/markdown-reader';
import type { Proof, ProveSnapshot } from '@create-dump/retention';

/**
 * Creates the proof of snapshots: reads a dump once, without a temporary file. A Markdown dump must match its checksum file and
 * its manifest; for a compressed or JSON dump, the checksum file decides. Throws `READ_FAILED` if the dump can't be read.
 */
export function createSnapshotProof(signal: AbortSignal, observe?: Observe): ProveSnapshot {
  return async ({ dump, checksum }) => {
    try {
      const head = readHead(dump) ?? (await headOfUnreadable(dump));
      const isMarkdown = dump.endsWith('.md') && !isGzip(head);
      return await (isMarkdown
        ? proveMarkdown({ dump, head, signal, observe })
        : proveByChecksum(dump, checksum, signal));
    } catch (error) {
      signal.throwIfAborted();
      throw toFailure('READ_FAILED', error, `reading ${displayPath(dump)}`);
    }
  };
}

/** Throws why a file can't be read, unless it can be after all. */
async function headOfUnreadable(path: string): Promise<Buffer> {
  await using file = await openRegularFile(path);
  const { buffer, bytesRead } = await file.handle.read(Buffer.alloc(2));
  return buffer.subarray(0, bytesRead);
}

interface Proving {
  readonly dump: string;
  readonly head: Buffer;
  readonly signal: AbortSignal;
  readonly observe: Observe | undefined;
}

async function proveMarkdown({ dump, head, signal, observe }: Proving): Promise<Proof> {
  // Never used: the dump isn't compressed.
  const options = { spoolDirectory: '/nonexistent', signal, ...(observe && { observe }) };
  const report = await verifySnapshot(dump, options);
  if (report.checksum !== 'matches') return 'mismatch';
  if (report.ok) return 'proven';
  if (!report.problems.every(({ kind }) => kind === 'malformed')) return 'mismatch';
  // Dumps of the Python original have no manifest; any other file without one isn't ours.
  const firstLine = head.toString('utf8').split('\n', 1)[0] ?? '';
  if (/^# .*Project Code Dump\r?$/u.test(firstLine)) return 'proven';
  return firstLine.startsWith('# Code dump: `') ? 'mismatch' : 'unreadable';
}

async function proveByChecksum(
  dump: string,
  checksum: string,
  signal: AbortSignal,
): Promise<Proof> {
  const said = readHead(checksum);
  if (said === undefined) return 'unreadable';
  const line = parseChecksumLine(decodePath(said));
  if (line?.fileName !== basename(dump)) return 'mismatch';
  return (await digestFile(dump, signal)) === line.sha256 ? 'proven' : 'mismatch';
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}
