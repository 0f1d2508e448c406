import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { toFsPath } from '@create-dump/core';
import { describeSystemError } from '../errors/describe-system-error.js';
import { errorCode } from '../errors/error-code.js';
import { readUpTo } from './read-regular-file.js';

/** The text and owner of a file, or why it can't be read, as a clause after the file's name. */
export type ReadText =
  | { readonly text: string; readonly owner: number }
  | { readonly missing: true }
  | { readonly wrong: string };

/**
 * Reads a UTF-8 file, following symbolic links. Never blocks on a FIFO or reads an endless device.
 * @param limit In MiB; a larger file isn't read.
 */
export function readTextFile(path: string, limit: number): ReadText {
  try {
    const descriptor = openSync(toFsPath(path), constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      return readText(descriptor, limit);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { missing: true };
    return { wrong: `can't be read: ${describeSystemError(error)}` };
  }
}

function readText(descriptor: number, limit: number): ReadText {
  const status = fstatSync(descriptor);
  if (!status.isFile()) return { wrong: 'is not a regular file' };
  const bytes = readUpTo(descriptor, status.size, limit * 2 ** 20);
  if (bytes === undefined) {
    const size = status.size === 0 ? '' : ` (${status.size} bytes)`;
    return { wrong: `is larger than ${limit} MiB${size}` };
  }
  if (!isUtf8(bytes)) return { wrong: 'is not UTF-8' };
  return { text: bytes.toString('utf8'), owner: status.uid };
}
