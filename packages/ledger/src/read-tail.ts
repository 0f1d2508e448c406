import { CreateDumpError, displayPath } from '@create-dump/core';
import { parseRecord } from './ledger-record.js';
import type { LedgerFile } from './open-ledger-file.js';

/** The end of a ledger, where the next record goes. */
export interface LedgerTail {
  /** Offset after the last line feed. */
  readonly end: number;
  /** The last line, without its line feed; undefined if there is none. */
  readonly line: Buffer | undefined;
  /** The number of lines. */
  readonly seq: number;
}

export const emptyTail: LedgerTail = { end: 0, line: undefined, seq: 0 };

const lineFeed = 0x0a;

/** In bytes: many times the longest record. */
const farthest = 2 ** 24;

/**
 * Reads the last complete line. If it isn't a record, lines are counted, so that the ledger goes on after damage, which a check
 * finds.
 * @throws {CreateDumpError} `INTEGRITY` if no line begins within the last 16 MiB.
 */
export async function readTail(
  file: Omit<LedgerFile, typeof Symbol.asyncDispose>,
): Promise<LedgerTail> {
  const { handle, size, path } = file;
  for (let length = Math.min(size, 2 ** 13); ; length = Math.min(size, length * 4)) {
    const start = size - length;
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, start);
    const text = bytes.subarray(0, bytesRead);
    const last = text.lastIndexOf(lineFeed);
    const before = last > 0 ? text.lastIndexOf(lineFeed, last - 1) : -1;
    if (start === 0 && last < 0) return emptyTail;
    if (last >= 0 && (before >= 0 || start === 0)) {
      const line = text.subarray(before + 1, last);
      const end = start + last + 1;
      return { end, line, seq: parseRecord(line)?.seq ?? (await countLines(file, end)) };
    }
    if (length >= farthest) {
      throw new CreateDumpError(
        'INTEGRITY',
        `${displayPath(path)} does not end like a ledger. Restore it from a backup, or move it away to begin a new one.`,
      );
    }
  }
}

async function countLines({ handle }: Pick<LedgerFile, 'handle'>, end: number): Promise<number> {
  let count = 0;
  const options = { autoClose: false, start: 0, end: end - 1 };
  for await (const piece of handle.createReadStream(options)) {
    for (const byte of piece as Buffer) if (byte === lineFeed) count++;
  }
  return count;
}
