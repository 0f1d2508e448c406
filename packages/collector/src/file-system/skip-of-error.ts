import type { SkippedFile } from '@create-dump/core';

/**
 * The record of a file or directory that the system refused.
 * @throws The error itself, where it isn't about this file (too many open files, no memory, a fault of ours).
 */
export function skipOfError(path: string, error: unknown): SkippedFile {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || !/^E[A-Z0-9]+$/.test(code) || ours.has(code)) throw error;
  return { path, skipped: reasons[code] ?? 'io-error', detail: code };
}

const ours = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EINVAL', 'EBADF', 'EFAULT']);

const reasons: Readonly<Record<string, SkippedFile['skipped']>> = {
  EACCES: 'unreadable',
  EPERM: 'unreadable',
  ENOENT: 'vanished',
  ENOTDIR: 'vanished',
  // What was a file or directory is a symbolic link now.
  ELOOP: 'vanished',
  // A socket, or a device without a driver.
  ENXIO: 'special',
  ENODEV: 'special',
};
