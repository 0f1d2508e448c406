import { createHash } from 'node:crypto';
import { CreateDumpError, displayPath } from '@create-dump/core';
import { openRegularFile, type OpenRegularFile } from '@create-dump/files';
import { readRange } from '../bytes/read-range.js';
import type { ArchiveMember } from '../reading/read-members.js';
import type { ArchiveSource } from './archive-source.js';
import type { PackedMember } from './pack-members.js';

/** Contents that deflate can't shrink. */
const compressed = /\.(?:7z|bz2|gif|gz|jpe?g|lz4|mp4|png|tgz|webp|xz|zip|zst)$/i;

/**
 * Opens one source after another, and closes it when the next one is requested.
 * @param onRead Called with name, size and digest of each member after it was read in full.
 */
export async function* openSources(
  sources: readonly ArchiveSource[],
  signal: AbortSignal,
  onRead: (member: ArchiveMember) => void,
): AsyncGenerator<PackedMember> {
  for (const source of sources) {
    const { name, stored = compressed.test(name) } = source;
    if ('bytes' in source) {
      const bytes = Buffer.from(source.bytes);
      yield { name, stored, size: bytes.length, content: bytes.length === 0 ? [] : [bytes] };
      onRead({
        name,
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      continue;
    }
    await using file = await openRegularFile(source.path);
    const hash = createHash('sha256');
    const content = readUnchanged(file, signal, (piece) => hash.update(piece));
    yield { name, stored, size: file.size, content };
    onRead({ name, size: file.size, sha256: hash.digest('hex') });
  }
}

/** The content of a file in pieces that stay valid; throws `READ_FAILED` at its end if the file changed meanwhile. */
async function* readUnchanged(
  file: OpenRegularFile,
  signal: AbortSignal,
  take: (piece: Buffer) => void,
): AsyncGenerator<Buffer> {
  let left = file.size;
  for await (const piece of readRange(file, 0, file.size)) {
    signal.throwIfAborted();
    take(piece);
    left -= piece.length;
    yield Buffer.from(piece);
  }
  const { size, mtimeMs } = await file.handle.stat();
  if (left === 0 && size === file.size && mtimeMs === file.stats.mtimeMs) return;
  throw new CreateDumpError(
    'READ_FAILED',
    `${displayPath(file.path)} changed while it was archived. Archive it when nothing writes to it, or archive a copy.`,
  );
}
