import { basename } from 'node:path';
import { displayPath } from '@create-dump/core';
import { errorCode, readHead } from '@create-dump/files';
import { verifySnapshot } from '@create-dump/markdown-reader';
import { type Pair, readChecksum } from '@create-dump/retention';
import { digestFile } from './digest-file.js';
import type { ArchiveItem } from './list-archives.js';

/** A pair that doesn't match. It stays where it is, and is a copy of nothing. */
export interface DamagedSnapshot {
  /** Of the dump, absolute. */
  readonly path: string;
  readonly prefix: string;
  readonly message: string;
}

/** Describes in sentences which half of a damaged pair is wrong, as far as that can be told, and where a whole copy is. */
export async function describeDamage(
  pair: Pair,
  archives: readonly ArchiveItem[],
  signal: AbortSignal,
): Promise<string> {
  const { path } = pair.dump;
  const dump = displayPath(path);
  const checksum = displayPath(basename(pair.checksum.path));
  try {
    const stated = await readChecksum(pair.checksum, pair.dump);
    const actual = await digestFile(path, signal);
    const copies = archives.filter(({ dumpName }) => dumpName === basename(path));
    const copy = copies.find(({ sha256 }) => sha256 === actual || sha256 === stated);
    const place = copy === undefined ? '' : ` A whole copy is in ${displayPath(copy.id)}.`;
    const own = copy?.sha256 === actual ? 'whole' : await proveAlone(path, signal);
    // An archive with the digest that the checksum file states shows that the dump has changed.
    const proof = own === 'unknown' && copy !== undefined ? 'broken' : own;
    const halves = { dump, checksum, isStated: stated !== undefined };
    return `${explain(proof, { ...halves, isChecksumRight: stated === actual })}${place}`;
  } catch (error) {
    signal.throwIfAborted();
    if (errorCode(error) === undefined) throw error;
    return `${dump} does not match ${checksum} or its own manifest.`;
  }
}

/** What a dump says about itself: its manifest proves it or contradicts it, or there is none. */
type OwnProof = 'whole' | 'broken' | 'unknown';

async function proveAlone(path: string, signal: AbortSignal): Promise<OwnProof> {
  if (!path.endsWith('.md')) return 'unknown';
  // The spool is never used: the dump isn't compressed.
  const { problems } = await verifySnapshot(path, { spoolDirectory: '/nonexistent', signal });
  const own = problems.filter(({ kind }) => kind !== 'checksum');
  if (own.length === 0) return 'whole';
  const isOurs = readHead(path)?.toString('utf8').startsWith('# Code dump: `') === true;
  // Only dumps of other programs have no manifest.
  return !isOurs && own.every(({ kind }) => kind === 'malformed') ? 'unknown' : 'broken';
}

interface Halves {
  readonly dump: string;
  readonly checksum: string;
  /** Whether the checksum file states a digest for this dump, and whether that is the dump's. */
  readonly isStated: boolean;
  readonly isChecksumRight: boolean;
}

function explain(proof: OwnProof, { dump, checksum, isStated, isChecksumRight }: Halves): string {
  if (isChecksumRight) {
    return `${dump} is damaged: it matches ${checksum}, but not its own manifest.`;
  }
  const said = isStated ? 'states another SHA-256' : 'does not state a SHA-256 for it';
  if (proof === 'whole') return `${dump} is whole, but ${checksum} is wrong: it ${said}.`;
  if (proof === 'broken') return `${dump} is damaged: it does not match ${checksum}.`;
  return `${dump} or ${checksum} is damaged: the checksum file ${said}.`;
}
