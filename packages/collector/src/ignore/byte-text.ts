import { encodePath } from '@create-dump/core';

/**
 * Converts a path to byte text: a string with one character per byte. git's ignore patterns match bytes (`?` doesn't match
 * `é`), so patterns and paths are compared in this form. ASCII is unchanged.
 */
export function toByteText(path: string): string {
  return nonAscii.test(path) ? asBuffer(encodePath(path)).toString('latin1') : path;
}

const nonAscii = /[^\0-\u007f]/;

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
