import { CreateDumpError } from '@create-dump/core';

/**
 * Random access to the bytes of a dump. Reads are synchronous, because asynchronous ones cost several times as much as
 * the reading itself; whoever reads much yields between pieces. Disposing of it closes what is below.
 */
export interface ByteSource extends Disposable {
  /** What messages call it. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the file as it is stored, where that isn't what `read` gives: it was compressed. */
  readonly storedSha256?: string;
  /** Of the open file, where `read` does no more than read it: worker threads of the process can read it, too. */
  readonly descriptor?: number;
  /** Reads at `position` into `target`; returns how many bytes came, 0 at the end. Throws what the system throws. */
  read(target: Uint8Array, position: number): number;
}

/**
 * Fills `target` from `position` on.
 * @throws {CreateDumpError} `READ_FAILED` if the source has fewer bytes, or can't be read.
 */
export function readFully<T extends Uint8Array>(source: ByteSource, target: T, position: number) {
  let filled = 0;
  while (filled < target.length) {
    const count = readSome(source, target.subarray(filled), position + filled);
    if (count === 0) {
      throw new CreateDumpError(
        'READ_FAILED',
        `${source.name} ends at byte ${position + filled}; it had ${source.size} bytes when it was opened. Something else is writing to it.`,
      );
    }
    filled += count;
  }
  return target;
}

function readSome(source: ByteSource, target: Uint8Array, position: number): number {
  try {
    return source.read(target, position);
  } catch (cause) {
    throw new CreateDumpError('READ_FAILED', `${source.name} can't be read at byte ${position}.`, {
      cause,
    });
  }
}
