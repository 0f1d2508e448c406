import type { SkippedFile, SourceFile } from '@create-dump/core';

/** What an error of `read` makes of a file: a record, if it is the system's (`EIO`, `ESTALE`); a bug is thrown on. */
export function readFailure(error: unknown, { path, mode }: SourceFile): SkippedFile {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) throw error;
  return { path, mode, skipped: 'io-error', detail: code };
}
