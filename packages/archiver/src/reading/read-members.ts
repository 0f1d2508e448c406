import { createHash } from 'node:crypto';
import type { RegularFile } from '@create-dump/files';
import type { ArchiveFormat } from '../archive-name.js';
import type { ArchivedFile } from './archived-file.js';
import type { MemberRule } from './member-rule.js';
import { openMembers, type ReadOptions } from './open-members.js';

/** A member that was read in full. */
export interface ArchiveMember {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Of the content, hexadecimal. */
  readonly sha256: string;
}

/** Consumes one piece of a member's content; the piece may be overwritten once the promise resolves. */
type TakePiece = (piece: Uint8Array) => Promise<void>;

/** Returns the consumer of a member's content, or undefined if the content only needs to be verified. */
export type TakeMember = (name: string) => Promise<TakePiece | undefined>;

/**
 * Reads a whole archive in bounded memory, passing on contents before they are verified. Throws `INTEGRITY` at the first fault:
 * a damaged structure, a wrong CRC, or a member that the rule doesn't allow.
 */
export async function readMembers(
  file: RegularFile,
  rule: MemberRule,
  options: ReadOptions,
  take: TakeMember = async () => undefined,
): Promise<{ readonly format: ArchiveFormat; readonly members: readonly ArchiveMember[] }> {
  const { format, members: archivedFiles } = await openMembers(file, rule, options);
  const members: ArchiveMember[] = [];
  for await (const archived of archivedFiles) {
    members.push(await takeContent(archived, await take(archived.name), options.signal));
  }
  return { format, members };
}

async function takeContent(
  { name, content }: ArchivedFile,
  takePiece: TakePiece | undefined,
  signal: AbortSignal | undefined,
): Promise<ArchiveMember> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const piece of content()) {
    signal?.throwIfAborted();
    const taken = takePiece?.(piece);
    hash.update(piece);
    size += piece.length;
    await taken;
  }
  return { name, size, sha256: hash.digest('hex') };
}
