import type { ByteSource } from '@create-dump/markdown-reader';

export interface OpenArchivedOptions {
  /** Where a compressed dump, or one of an archive, is unpacked to be read. */
  readonly spoolDirectory: string;
  readonly signal: AbortSignal;
}

/**
 * Opens the dump in an archive, to be read as any other. By then the archive is proven sound.
 * @throws {CreateDumpError} `INTEGRITY` if it isn't sound, `READ_FAILED`, `WRITE_FAILED` without room in the spool directory.
 */
export async function openArchived(
  path: string,
  options: OpenArchivedOptions,
): Promise<ByteSource> {
  const { listArchive, openArchiveMember } = await import('@create-dump/archiver');
  const { openStreamSource } = await import('@create-dump/markdown-reader');
  const { signal } = options;
  const [dump] = await listArchive(path, { signal });
  const name = dump?.name ?? '';
  const stream = await openArchiveMember(path, name, { signal });
  return openStreamSource(stream, { ...options, name });
}
