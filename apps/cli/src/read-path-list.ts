import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { CreateDumpError, decodePath, displayPath } from '@create-dump/core';

export interface PathListOptions {
  /** A file's path, or `-` for standard input. */
  readonly source: string;
  /** Paths end with NUL; else with a line end. */
  readonly nulSeparated: boolean;
  readonly cwd: string;
  readonly stdin: Readable;
  /** Ends the wait for a list that doesn't come. */
  readonly signal: AbortSignal;
}

/**
 * The paths of `--files-from`, as bytes have them: git's and find's `-z` and `-print0` give names of any kind.
 * @throws {CreateDumpError} `USAGE` if the list can't be read or is empty.
 */
export async function readPathList({
  source,
  nulSeparated,
  cwd,
  stdin,
  signal,
}: PathListOptions): Promise<readonly string[]> {
  const list = source === '-' ? stdin : createReadStream(resolve(cwd, source));
  const bytes = await buffer(addAbortSignal(signal, list)).catch((cause: unknown) => {
    signal.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CreateDumpError(
      'USAGE',
      `--files-from ${displayPath(source)} can't be read: ${reason}`,
      { cause },
    );
  });
  const paths = nulSeparated
    ? split(bytes, 0)
    : split(bytes, 0x0a).map((line) => line.replace(/\r$/, ''));
  const named = paths.filter((path) => path !== '').map((path) => path.replace(/^(?:\.\/+)+/, ''));
  if (named.length === 0)
    throw new CreateDumpError('USAGE', `--files-from ${displayPath(source)} names no file.`);
  return named;
}

function split(bytes: Buffer, separator: number): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = bytes.indexOf(separator); at !== -1; at = bytes.indexOf(separator, from)) {
    parts.push(decodePath(bytes.subarray(from, at)));
    from = at + 1;
  }
  parts.push(decodePath(bytes.subarray(from)));
  return parts;
}
