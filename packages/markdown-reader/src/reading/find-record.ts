import { comparePaths, CreateDumpError, type DumpRecord, parseRecord } from '@create-dump/core';
import { type ByteSource, readFully } from './byte-source.js';
import { type ManifestLocation, maxLineBytes } from './find-manifest.js';
import { createRecordChecker } from './record-checker.js';

/**
 * Finds the record of `path` by binary search in the manifest. Undefined if there is none.
 * @throws {CreateDumpError} `DUMP_MALFORMED` if one of the lines read is invalid.
 */
export function findRecord(
  source: ByteSource,
  manifest: ManifestLocation,
  path: string,
): DumpRecord | undefined {
  let low = manifest.recordsOffset;
  let high = manifest.endOffset;
  while (low < high) {
    const line = lineAround(source, Math.floor((low + high) / 2), { low, high });
    const record = parseRecord(line.text);
    const order = comparePaths(record.path, path);
    if (order === 0) {
      createRecordChecker(manifest)(record);
      return record;
    }
    if (order < 0) low = line.to;
    else high = line.from;
  }
  return undefined;
}

/** The line that contains byte `position`. `low` is the start of a line, `high` the end of one. */
function lineAround(source: ByteSource, position: number, { low, high }: Range) {
  for (let reach = 1024; reach <= maxLineBytes; reach *= 4) {
    const from = Math.max(low, position - reach);
    const to = Math.min(high, position + reach);
    const bytes = readFully(source, Buffer.alloc(to - from), from);
    const before = position === from ? -1 : bytes.lastIndexOf(10, position - from - 1);
    const after = bytes.indexOf(10, position - from);
    if ((before === -1 && from !== low) || after === -1) continue;
    return {
      text: bytes.toString('utf8', before + 1, after),
      from: from + before + 1,
      to: from + after + 1,
    };
  }
  throw new CreateDumpError(
    'DUMP_MALFORMED',
    `The manifest of ${source.name} has a line of more than ${maxLineBytes} bytes.`,
  );
}

interface Range {
  readonly low: number;
  readonly high: number;
}
