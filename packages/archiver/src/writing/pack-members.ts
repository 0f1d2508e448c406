import { once } from 'node:events';
import type { Stats } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Archiver } from 'archiver';
import type { ArchiveFormat } from '../archive-name.js';

/** A member to be packed. */
export interface PackedMember {
  readonly name: string;
  /** Stored without compression, as it is compressed already. Ignored in a tar. */
  readonly stored: boolean;
  /** In bytes. The content must have exactly this length. */
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface PackOptions {
  readonly format: ArchiveFormat;
  /** Modification time of every member. */
  readonly date: Date;
  /** Each is packed before the next one is requested. */
  readonly members: Iterable<PackedMember> | AsyncIterable<PackedMember>;
  readonly write: (piece: Uint8Array) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Packs members in order, in bounded memory. The bytes depend only on names, contents, date and the build of zlib: they contain
 * no owner, mode of the file, time zone or extra field. Rejects with what `content`, `write` or the signal throws.
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
    for await (const member of members) {
      // One at a time: the library keeps queued members in memory.
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
  // Loaded on demand: it takes a tenth of a second.
  const { TarArchive, ZipArchive } = await import('archiver');
  const archive =
    format === 'zip'
      ? new ZipArchive({ zlib: { level } })
      : new TarArchive({ gzip: true, gzipOptions: { level } });
  // A destroyed archive may still emit errors; without a listener they would end the process.
  archive.on('error', () => undefined);
  return archive;
}

/** Resolves once the member is fully in the archive. */
async function append(archive: Archiver, member: PackedMember, date: Date): Promise<void> {
  const { name, stored, size, content } = member;
  const source = Readable.from(content, { objectMode: false });
  // The library would wait forever for a source that failed.
  source.once('error', (error) => archive.destroy(error));
  try {
    const entered = once(archive, 'entry');
    // Without the size, the library would buffer a tar's member. It reads nothing else of the stats, as mode and date are given.
    const stats = { size } as Stats;
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

/** Byte 9 of a gzip header (RFC 1952) names the system zlib was built for; set to 3, Unix, everywhere. */
function maskSystem(piece: Uint8Array, offset: number): void {
  if (offset <= 9 && offset + piece.length > 9) piece[9 - offset] = 3;
}
