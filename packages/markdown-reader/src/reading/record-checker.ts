import {
  type ContentRecord,
  CreateDumpError,
  displayPath,
  type DumpRecord,
  isRedacted,
  isSkipped,
  shownContent,
} from '@create-dump/core';
import type { ManifestLocation } from './find-manifest.js';
import { pathProblem } from './path-problem.js';
import { createPathSequence } from './path-sequence.js';

/**
 * Checks a manifest's records, passed in order, against the guarantees of the format that a restore relies on: paths are
 * unique, stay below the root and don't lead through another file; contents don't overlap and precede the manifest.
 * @returns a function that throws a {@link CreateDumpError} `DUMP_MALFORMED` naming the path.
 */
export function createRecordChecker({
  header,
  end: { manifestOffset },
}: Pick<ManifestLocation, 'header' | 'end'>): (record: DumpRecord) => void {
  const sequenceProblem = createPathSequence();
  let contentEnd = 0;
  return (record) => {
    const { path } = record;
    const skipped = isSkipped(record);
    const isDirectory = skipped && path.endsWith('/');
    const problem =
      pathProblem(isDirectory ? path.slice(0, -1) : path) ??
      sequenceProblem(path, !skipped) ??
      (header.version === 2 ? undefined : versionProblem(record)) ??
      (skipped ? undefined : placeProblem(record, contentEnd, manifestOffset));
    if (problem !== undefined) throw malformed(path, problem);
    if (!skipped) contentEnd = record.offset + record.length;
  };
}

/** A program that knows version 1 only would take a redacted content for the original. */
function versionProblem(record: DumpRecord): string | undefined {
  if (isRedacted(record)) return 'is redacted, which only version 2 of the format allows';
  const isSecret = isSkipped(record) && record.skipped === 'secret';
  return isSecret ? 'has the reason "secret", which only version 2 of the format has' : undefined;
}

function placeProblem(
  record: ContentRecord,
  contentEnd: number,
  manifestOffset: number,
): string | undefined {
  const { offset, length, encoding, line, lines } = record;
  const { size } = shownContent(record);
  if (offset < contentEnd) return 'has a content that overlaps another';
  if (offset + length > manifestOffset) return 'has a content beyond the manifest';
  // Each line but the last ends with a byte of its own.
  if (line > manifestOffset || lines > length + 1) return 'has more lines than bytes';
  return encoding === undefined && length !== size
    ? `has ${length} bytes in the dump instead of ${size}`
    : undefined;
}

function malformed(path: string, what: string): CreateDumpError {
  const shown = displayPath(path.length > 200 ? `${path.slice(0, 200)}…` : path);
  return new CreateDumpError('DUMP_MALFORMED', `The manifest is wrong: "${shown}" ${what}.`);
}
