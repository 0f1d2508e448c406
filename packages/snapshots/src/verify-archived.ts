import { join } from 'node:path';
import type { SnapshotReport } from '@create-dump/markdown-reader';
import { listNames } from './list-names.js';
import { openArchived, type OpenArchivedOptions } from './open-archived.js';

// The readers of archives and dumps are imported on demand: they take time to load, and most runs need neither.

/** Whether a file has the extension of an archive (that of any program: only the content can prove more). */
export function isArchiveFile(path: string): boolean {
  return /\.(?:zip|tar\.gz)$/u.test(path);
}

/** The paths of the archives in a directory, then of those in its `archives/`, each sorted by name. */
export async function findArchives(directory: string): Promise<readonly string[]> {
  const { parseArchiveName } = await import('@create-dump/archiver');
  const found: string[] = [];
  for (const path of [directory, join(directory, 'archives')]) {
    const names = await listNames(path, ['ENOENT', 'ENOTDIR']);
    const archives = names.filter((name) => parseArchiveName(name) !== undefined);
    found.push(...archives.map((name) => join(path, name)));
  }
  return found;
}

/**
 * Verifies an archive: it must be sound, and the dump in it must match its checksum file and its manifest.
 * @throws {CreateDumpError} `READ_FAILED` if it can't be read.
 */
export async function verifyArchived(
  path: string,
  options: OpenArchivedOptions,
): Promise<SnapshotReport> {
  const { verifyArchive } = await import('@create-dump/archiver');
  const { verifyDump } = await import('@create-dump/markdown-reader');
  const { signal } = options;
  const { contents, problem } = await verifyArchive(path, { signal });
  if (contents === undefined) {
    const message = problem ?? 'It is not sound.';
    const problems = [{ kind: 'malformed', message } as const];
    return { path, checksum: 'absent', ok: false, problems, omitted: 0, files: 0, bytes: 0 };
  }
  const { name, sha256, size } = contents.dump;
  if (!/\.md(?:\.gz)?$/u.test(name)) {
    const nothing = { problems: [], omitted: 0, files: 0 };
    return { path, checksum: 'matches', ok: true, sha256, bytes: size, ...nothing };
  }
  using source = await openArchived(path, options);
  const report = await verifyDump(source, options);
  return { ...report, path, sha256, checksum: 'matches' };
}
