import type { SourceFile } from '@create-dump/core';

/** Chosen files as JSON documents show them, without fields that are only meaningful within a run. */
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
