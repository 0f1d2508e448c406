import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import { describeSystemError, errorCode } from '@create-dump/files';

/** Far larger than any settings file. */
const largest = 2 ** 20;

/** The text and owner of a file, or why it can't be read. */
export type ReadText =
  | { readonly text: string; readonly owner: number }
  | { readonly missing: true }
  | { readonly wrong: string };

/**
 * Reads a small UTF-8 file. Never blocks on a FIFO or reads an endless device. Synchronous, because a search tries about twenty
 * paths of which one or two exist, and awaiting each takes longer than the calls themselves.
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
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { missing: true };
    return { wrong: `can't be read: ${describeSystemError(error)}` };
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
