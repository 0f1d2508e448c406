import type { SkippedFile, SourceFile } from '@create-dump/core';

/** Turns an error of `read` into a record if it comes from the system (`EIO`, `ESTALE`). Rethrows any other error. */
export function readFailure(error: unknown, { path, mode }: SourceFile): SkippedFile {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) throw error;
  return { path, mode, skipped: 'io-error', detail: code };
}
