import { readHead } from '@create-dump/files';
import { type SnapshotReport, verifySnapshot } from '@create-dump/markdown-reader';
import type { OwnProof } from './explain-damage.js';

export interface OwnReport {
  readonly own: OwnProof;
  /** Of the dump, hexadecimal; undefined if it isn't uncompressed Markdown. */
  readonly sha256: string | undefined;
}

/** Reads an uncompressed Markdown dump in full, and judges it by its own manifest. */
export async function proveAlone(path: string, signal: AbortSignal): Promise<OwnReport> {
  if (!path.endsWith('.md')) return { own: 'unknown', sha256: undefined };
  // The spool is never used: the dump isn't compressed.
  const report = await verifySnapshot(path, { spoolDirectory: '/nonexistent', signal });
  return { own: judge(path, report), sha256: report.sha256 };
}

function judge(path: string, { problems }: SnapshotReport): OwnProof {
  const own = problems.filter(({ kind }) => kind !== 'checksum');
  if (own.length === 0) return 'whole';
  const isOurs = readHead(path)?.toString('utf8').startsWith('# Code dump: `') === true;
  // Only dumps of other programs have no manifest.
  return !isOurs && own.every(({ kind }) => kind === 'malformed') ? 'unknown' : 'broken';
}
