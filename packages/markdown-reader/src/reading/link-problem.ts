import { type ContentRecord, isRedacted } from '@create-dump/core';

/** No system supports longer link targets. */
export const maxLinkBytes = 2 ** 16;

/**
 * Why no system can make a symbolic link with the target `bytes`, or a part of it; undefined for files, for valid links, and for
 * redacted ones, which are never made.
 */
export function linkProblem(record: ContentRecord, bytes: Uint8Array): string | undefined {
  if (record.mode !== '120000' || isRedacted(record)) return undefined;
  const { size } = record;
  if (size === 0) return 'it is the target of a symbolic link, and empty';
  if (size > maxLinkBytes) {
    return `it is the target of a symbolic link, and longer than ${maxLinkBytes} bytes`;
  }
  return bytes.includes(0) ? 'it is the target of a symbolic link, and has a NUL byte' : undefined;
}
