import { isUtf8 } from 'node:buffer';

/**
 * What is wrong with a member's name, as the end of a sentence, or undefined. A safe name is that of a file, not a path,
 * on every system: no separators, no controls, no colon (a drive or a stream on Windows), not `.` or `..`.
 */
export function findNameFault(name: string): string | undefined {
  if (name === '') return 'is empty';
  if (Buffer.byteLength(name) > 255) return 'is longer than 255 bytes';
  if (!name.isWellFormed()) return "is not UTF-8, which archives can't hold for all readers";
  if (name.includes('\0')) return 'has a NUL';
  if (/[/\\]/.test(name)) return 'is a path, not a plain file name';
  if (name === '.' || name === '..') return 'is a directory';
  if (/[\u0000-\u001f\u007f:]/.test(name)) return 'has a control character or a colon';
  return undefined;
}

/** The name in `bytes`, or undefined if they aren't UTF-8. */
export function decodeName(bytes: Buffer): string | undefined {
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
}
