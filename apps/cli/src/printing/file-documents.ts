import type { SourceFile } from '@create-dump/core';

/** Chosen files as documents have them: without what means something only within a run. */
export function fileDocuments(files: readonly SourceFile[]): readonly SourceFile[] {
  return files.map(({ path, mode, size, oid, change, renamedFrom }) => ({
    path,
    mode,
    size,
    ...(oid !== undefined && { oid }),
    ...(change !== undefined && { change }),
    ...(renamedFrom !== undefined && { renamedFrom }),
  }));
}
