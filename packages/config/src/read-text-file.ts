import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';

/** No file of settings that people write comes near; what is larger isn't read. */
const largest = 2 ** 20;

/** A text, or why there is none; `missing` if there is no such file. */
export type ReadText =
  | { readonly text: string; readonly owner: number }
  | { readonly missing: true }
  | { readonly wrong: string };

/**
 * Reads a small file of UTF-8. Opens nothing that could block (a FIFO) and reads nothing that never ends. It is synchronous
 * as a search asks for some twenty files, of which there are one or two: waiting for each took longer than all of them.
 */
export function readTextFile(path: string): ReadText {
  try {
    const descriptor = openSync(toFsPath(path), constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return readText(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { missing: true };
    return { wrong: `can't be read (${code})` };
  }
}

function readText(descriptor: number): ReadText {
  const status = fstatSync(descriptor);
  if (!status.isFile()) return { wrong: 'is not a regular file' };
  if (status.size > largest) return { wrong: `is larger than 1 MiB (${status.size} bytes)` };
  const bytes = readFileSync(descriptor);
  if (!isUtf8(bytes)) return { wrong: 'is not UTF-8' };
  return { text: bytes.toString('utf8'), owner: status.uid };
}
