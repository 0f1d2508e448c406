import { CreateDumpError } from '@create-dump/core';
import { describeSystemError } from '@create-dump/files';

/**
 * Random access to the bytes of a dump. Reads are synchronous because asynchronous reads cost several times as much as the
 * reading itself; long reads must yield to the event loop between pieces. Disposing closes the underlying file.
 */
export interface ByteSource extends Disposable {
  /** Name for messages. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the stored file, set if it was compressed and `read` returns the unpacked bytes. */
  readonly storedSha256?: string;
  /** File descriptor, set if `read` reads that file as it is. Worker threads can read from it. */
  readonly descriptor?: number;
  /** Reads into `target`; returns the number of bytes read, 0 at the end. Throws the system's error. */
  read(target: Uint8Array, position: number): number;
}

/** Thrown by `read` if the bytes have to be fetched first, which takes a promise: the reader of a store fetches them and asks again. */
export class MissingBytes extends Error {
  readonly from: number;
  readonly to: number;

  constructor(from: number, to: number) {
    super('bytes are not here yet');
    this.from = from;
    this.to = to;
  }
}

/**
 * Fills `target` with the bytes from `position` on.
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
    if (cause instanceof MissingBytes) throw cause;
    const reason = describeSystemError(cause instanceof CreateDumpError ? cause.cause : cause);
    const message = `${source.name} can't be read at byte ${position}: ${reason}.`;
    throw new CreateDumpError('READ_FAILED', message, { cause });
  }
}
