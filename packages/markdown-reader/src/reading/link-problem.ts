import type { FileRecord } from '@create-dump/core';

/** No system supports longer link targets. */
export const maxLinkBytes = 2 ** 16;

/** Why no system can make a symbolic link with the target `bytes`, or a part of it; undefined for files and valid links. */
export function linkProblem({ mode, size }: FileRecord, bytes: Uint8Array): string | undefined {
  if (mode !== '120000') return undefined;
  if (size === 0) return 'it is the target of a symbolic link, and empty';
  if (size > maxLinkBytes) {
    return `it is the target of a symbolic link, and longer than ${maxLinkBytes} bytes`;
  }
  return bytes.includes(0) ? 'it is the target of a symbolic link, and has a NUL byte' : undefined;
}
