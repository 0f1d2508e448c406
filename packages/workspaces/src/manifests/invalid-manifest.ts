import { CreateDumpError, displayPath } from '@create-dump/core';

/** Where in a manifest something is wrong, and what. */
export interface ManifestFault {
  /** Relative to the root. */
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number | undefined;
  /** The rest of the sentence that begins with the file: `is not JSON`. */
  readonly what: string;
  readonly cause?: unknown;
}

/** The error for a manifest that can't be read. The fix depends on whose manifest it is: the caller adds it. */
export function invalidManifest({ file, line, what, cause }: ManifestFault): CreateDumpError {
  const place = line === undefined ? displayPath(file) : `${displayPath(file)}:${line}`;
  return new CreateDumpError('CONFIG_INVALID', `${place} ${what}.`, { cause });
}
