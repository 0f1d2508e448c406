import {
  CreateDumpError,
  displayPath,
  type DumpRecord,
  type FileRecord,
  isSkipped,
} from '@create-dump/core';
import { pathProblem } from './path-problem.js';
import { createPathSequence } from './path-sequence.js';

/**
 * Checks a manifest's records, passed in order, against the guarantees of the format that a restore relies on: paths are
 * unique, stay below the root and don't lead through another file; contents don't overlap and precede the manifest.
 * @returns a function that throws a {@link CreateDumpError} `DUMP_MALFORMED` naming the path.
 */
export function createRecordChecker(manifestOffset: number): (record: DumpRecord) => void {
  const sequenceProblem = createPathSequence();
  let contentEnd = 0;
  return (record) => {
    const { path } = record;
    const skipped = isSkipped(record);
    const isDirectory = skipped && path.endsWith('/');
    const problem =
      pathProblem(isDirectory ? path.slice(0, -1) : path) ??
      sequenceProblem(path, !skipped) ??
      (skipped ? undefined : placeProblem(record, contentEnd, manifestOffset));
    if (problem !== undefined) throw malformed(path, problem);
    if (!skipped) contentEnd = record.offset + record.length;
  };
}

function placeProblem(
  { offset, length, size, encoding, line, lines }: FileRecord,
  contentEnd: number,
  manifestOffset: number,
): string | undefined {
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
