import { isUtf8 } from 'node:buffer';

/**
 * What is wrong with a member's name, as the end of a sentence; undefined if it is safe. A safe name is a plain file name on
 * every system: no separators, no control characters, no colon (a drive or a stream on Windows), not `.` or `..`.
 */
export function findNameFault(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (Buffer.byteLength(name) > 255) return 'is longer than 255 bytes';
  if (!name.isWellFormed()) return 'is not UTF-8, which not every reader of archives can decode';
  if (name.includes('\0')) return 'contains a NUL';
  if (/[/\\]/.test(name)) return 'is a path, not a plain file name';
  if (name === '.' || name === '..') return 'is a directory';
  if (/[\u0000-\u001f\u007f:]/.test(name)) return 'contains a control character or a colon';
  return undefined;
}

/**
 * What is wrong with a member's name that may lead through directories, `a/b/c`; undefined if it is safe: each part is a plain file
 * name on every system.
 */
export function findPathFault(name: string): string | undefined {
  if (Buffer.byteLength(name) > longestPath) return `is longer than ${longestPath} bytes`;
  const parts = name.split('/');
  if (name !== '' && parts.includes('')) return 'is absolute, or has an empty part';
  if (parts.length > 1 && parts.some((part) => part === '.' || part === '..')) {
    return 'has a part that is "." or ".."';
  }
  return parts.map(findNameFault).find((problem) => problem !== undefined);
}

const longestPath = 1024;

/** Undefined if `bytes` aren't UTF-8. */
export function decodeName(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}
