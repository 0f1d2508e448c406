import { CreateDumpError, displayPath } from '@create-dump/core';
import type { ProjectSearchContext } from '../project-finder.js';

/** What is wrong with a manifest, and where. */
export interface ManifestFault {
  /** Relative to the root. */
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number | undefined;
  /** Completes a sentence that begins with the file: `is not valid JSON`. */
  readonly what: string;
  readonly cause?: unknown;
}

/** The error for an unusable manifest. It names no fix: that depends on whose manifest it is, so the caller adds it. */
export function invalidManifest({ file, line, what, cause }: ManifestFault): CreateDumpError {
  const place = line === undefined ? displayPath(file) : `${displayPath(file)}:${line}`;
  return new CreateDumpError('CONFIG_INVALID', `${place} ${what}.`, { cause });
}

/**
 * Turns an error from {@link invalidManifest} into a warning and `undefined`. Other errors pass through.
 *
 * @param consequence A sentence that tells what the fault means for the search.
 */
export async function tolerateFault<T>(
  { warn }: ProjectSearchContext,
  consequence: string,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CreateDumpError) || error.code !== 'CONFIG_INVALID') throw error;
    warn(`${error.message} ${consequence}`);
    return undefined;
  }
}
