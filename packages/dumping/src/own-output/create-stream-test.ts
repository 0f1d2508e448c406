import { type BigIntStats, fstatSync, lstatSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { toFsPath } from '@create-dump/core';

/**
 * Returns a test for the file that a stream writes to, such as standard output after `> dump.md`; undefined if it isn't a file.
 *
 * @returns Takes a path relative to `root`.
 */
export function createStreamTest(
  root: string,
  stream: Writable,
): ((path: string) => boolean) | undefined {
  const target = findTarget(stream);
  if (target === undefined) return undefined;
  return (path) => {
    try {
      const { dev, ino } = lstatSync(toFsPath(`${root}/${path}`), { bigint: true });
      return dev === target.dev && ino === target.ino;
    } catch {
      return false;
    }
  };
}

function findTarget(stream: Writable): BigIntStats | undefined {
  const { fd } = stream as { fd?: unknown };
  if (typeof fd !== 'number') return undefined;
  try {
    const stats = fstatSync(fd, { bigint: true });
    return stats.isFile() ? stats : undefined;
  } catch {
    return undefined;
  }
}
