import {
  comparePaths,
  CreateDumpError,
  displayPath,
  type DumpRecord,
  type FileRecord,
  isSkipped,
} from '@create-dump/core';
import { pathProblem } from './path-problem.js';

/**
 * Checks a manifest's records, given in order, against what the format promises and what restoring relies on: paths
 * that stay below the root, each once, none through another file; contents that follow one another before the manifest.
 * @returns a function that throws a {@link CreateDumpError} `DUMP_MALFORMED` naming the path.
 */
export function createRecordChecker(manifestOffset: number): (record: DumpRecord) => void {
  let previous: string | undefined;
  let contentEnd = 0;
  // Files whose path is a beginning of the current one. In byte order, all of those follow directly.
  const beginnings: string[] = [];
  return (record) => {
    const { path } = record;
    checkPath(record);
    if (previous !== undefined && comparePaths(previous, path) >= 0) {
      throw malformed(path, previous === path ? 'occurs twice' : 'is out of order');
    }
    previous = path;
    while (beginnings.length > 0 && !path.startsWith(beginnings.at(-1) ?? '')) beginnings.pop();
    const through = beginnings.find((file) => path[file.length] === '/');
    if (through !== undefined) throw malformed(path, `goes through "${displayPath(through)}"`);
    if (isSkipped(record)) return;
    beginnings.push(path);
    checkPlace(record, contentEnd, manifestOffset);
    contentEnd = record.offset + record.length;
  };
}

function checkPath(record: DumpRecord): void {
  const { path } = record;
  const isDirectory = isSkipped(record) && path.endsWith('/');
  const problem = pathProblem(isDirectory ? path.slice(0, -1) : path);
  if (problem !== undefined) throw malformed(path, problem);
}

function checkPlace(record: FileRecord, contentEnd: number, manifestOffset: number): void {
  const { path, offset, length, size, encoding } = record;
  if (offset < contentEnd) throw malformed(path, 'has a content that overlaps another');
  if (offset + length > manifestOffset) throw malformed(path, 'has a content beyond the manifest');
  if (encoding === undefined && length !== size) {
    throw malformed(path, `has ${length} bytes in the dump, and should have ${size}`);
  }
}

function malformed(path: string, what: string): CreateDumpError {
  const shown = displayPath(path.length > 200 ? `${path.slice(0, 200)}…` : path);
  return new CreateDumpError('DUMP_MALFORMED', `The manifest is wrong: "${shown}" ${what}.`);
}
