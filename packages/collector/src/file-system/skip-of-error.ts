import type { SkippedFile } from '@create-dump/core';
import { errorCode } from '@create-dump/files';

/**
 * Converts a system error about a file or directory into a skip record.
 * @throws The error itself if it isn't about this file: too many open files, out of memory, a programming error.
 */
export function skipOfError(path: string, error: unknown): SkippedFile {
  const code = errorCode(error);
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code) || ours.has(code)) throw error;
  return { path, skipped: reasons[code] ?? 'io-error', detail: code };
}

const ours = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EINVAL', 'EBADF', 'EFAULT']);

const reasons: Readonly<Record<string, SkippedFile['skipped']>> = {
  EACCES: 'unreadable',
  EPERM: 'unreadable',
  ENOENT: 'vanished',
  ENOTDIR: 'vanished',
  // A file or directory was replaced by a symbolic link.
  ELOOP: 'vanished',
  // A socket, or a device without a driver.
  ENXIO: 'special',
  ENODEV: 'special',
};
