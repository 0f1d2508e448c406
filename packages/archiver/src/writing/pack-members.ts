import { once } from 'node:events';
import type { Stats } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Archiver } from 'archiver';
import type { ArchiveFormat } from '../archive-name.js';

interface PackedMember {
  readonly name: string;
  /** Stored as it is: it is compressed already. In a ZIP only. */
  readonly stored: boolean;
  /** Of the file; of these only the size counts. */
  readonly stats: Stats;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface PackOptions {
  readonly format: ArchiveFormat;
  /** The one time in the archive. */
  readonly date: Date;
  readonly members: readonly PackedMember[];
  readonly write: (piece: Uint8Array) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Packs members in order, in bounded memory. The bytes depend on names, contents, date and zlib alone: no user, mode,
 * time zone or extra field is in them. Rejects with what `content`, `write` or the signal throw.
 */
export async function packMembers({
  format,
  date,
  members,
  write,
  signal,
}: PackOptions): Promise<void> {
  const archive = await createArchive(format);
  const written = pipeline(
    archive,
    (pieces: AsyncIterable<Uint8Array>) => pass(pieces, format, write),
    {
      signal,
    },
  );
  try {
    for (const member of members) {
      // One after another: what waits in the library's queue waits in memory.
      await Promise.race([append(archive, member, date), written]);
    }
    await Promise.race([archive.finalize(), written]);
    await written;
  } catch (error) {
    archive.destroy();
    await written.catch(() => undefined);
    throw error;
  }
}

const level = 6;

async function createArchive(format: ArchiveFormat): Promise<Archiver> {
  // Loading the library takes a tenth of a second.
  const { TarArchive, ZipArchive } = await import('archiver');
  const archive =
    format === 'zip'
      ? new ZipArchive({ zlib: { level } })
      : new TarArchive({ gzip: true, gzipOptions: { level } });
  // What is destroyed may go on to complain; without a listener that would end the process.
  archive.on('error', () => undefined);
  return archive;
}

/** Resolves once the member is in the archive. */
async function append(archive: Archiver, member: PackedMember, date: Date): Promise<void> {
  const { name, stored, stats, content } = member;
  const source = Readable.from(content, { objectMode: false });
  // The library would wait for ever for a source that fails.
  source.once('error', (error) => archive.destroy(error));
  try {
    const entered = once(archive, 'entry');
    // A tar is streamed only if the size comes with it.
    archive.append(source, { name, date, mode: 0o644, stats, store: stored });
    await entered;
  } finally {
    source.destroy();
  }
}

async function pass(
  pieces: AsyncIterable<Uint8Array>,
  format: ArchiveFormat,
  write: (piece: Uint8Array) => Promise<void>,
): Promise<void> {
  let offset = 0;
  for await (const piece of pieces) {
    if (format === 'tar.gz') maskSystem(piece, offset);
    await write(piece);
    offset += piece.length;
  }
}

/** Byte 9 of a gzip header (RFC 1952) names the system that zlib was built for; 3 is Unix. */
function maskSystem(piece: Uint8Array, offset: number): void {
  if (offset <= 9 && offset + piece.length > 9) piece[9 - offset] = 3;
}
