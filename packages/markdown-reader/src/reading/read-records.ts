import { isUtf8 } from 'node:buffer';
import { CreateDumpError, type DumpRecord, parseRecord } from '@create-dump/core';
import { type ByteSource, readFully } from './byte-source.js';
import { type ManifestLocation, maxLineBytes } from './find-manifest.js';
import { createRecordChecker } from './record-checker.js';

const blockBytes = 2 ** 17;

/**
 * Reads and checks the manifest's records in batches of a few hundred, so that memory use is constant and the caller can
 * yield to the event loop in between.
 * @throws {CreateDumpError} `DUMP_MALFORMED` at the first invalid line.
 */
export function* readRecords(
  source: ByteSource,
  manifest: ManifestLocation,
): Generator<readonly DumpRecord[]> {
  const check = createRecordChecker(manifest);
  for (const lines of readLines(source, manifest.recordsOffset, manifest.endOffset)) {
    const records = lines.map(parseRecord);
    for (const record of records) check(record);
    yield records;
  }
}

/** The lines of a range that ends with LF, each without its LF. */
function* readLines(source: ByteSource, from: number, to: number): Generator<string[]> {
  let rest = Buffer.alloc(0);
  for (let at = from; at < to; at += blockBytes) {
    const block = readFully(source, Buffer.alloc(Math.min(blockBytes, to - at)), at);
    const end = block.lastIndexOf(10) + 1;
    if (end > 0) {
      yield splitLines(source, Buffer.concat([rest, block.subarray(0, end - 1)]));
      rest = block.subarray(end);
    } else {
      rest = Buffer.concat([rest, block]);
    }
    if (rest.length > maxLineBytes) throw malformed(source, `of more than ${maxLineBytes} bytes`);
  }
}

function splitLines(source: ByteSource, bytes: Buffer): string[] {
  if (!isUtf8(bytes)) throw malformed(source, "that isn't UTF-8");
  return bytes.toString('utf8').split('\n');
}

function malformed(source: ByteSource, what: string): CreateDumpError {
  return new CreateDumpError(
    'DUMP_MALFORMED',
    `The manifest of ${source.name} has a line ${what}.`,
  );
}
