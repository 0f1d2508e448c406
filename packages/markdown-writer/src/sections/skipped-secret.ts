import type { SkippedFile, SourceFile } from '@create-dump/core';

/** The record of a file that has secrets and can't be redacted. Neither size nor digest are recorded. */
export function skippedSecret(
  { path, mode }: SourceFile,
  first: { readonly rule: string } | undefined,
): SkippedFile {
  return { path, mode, skipped: 'secret', ...(first && { detail: first.rule }) };
}
