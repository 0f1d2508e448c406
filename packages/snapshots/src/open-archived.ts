import type { ByteSource } from '@create-dump/markdown-reader';

export interface OpenArchivedOptions {
  /** Directory for unpacking the dump: reading needs random access. */
  readonly spoolDirectory: string;
  readonly signal: AbortSignal;
}

/**
 * Opens the dump in an archive, to be read like any other. The archive is verified first.
 * @throws {CreateDumpError} `INTEGRITY` if it isn't sound, `READ_FAILED`, `WRITE_FAILED` if the spool directory is full.
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
