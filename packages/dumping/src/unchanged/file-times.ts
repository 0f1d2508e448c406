import { readFileSync, statfsSync } from 'node:fs';
import { decodePath, toFsPath } from '@create-dump/core';
import type { FileStats } from '@create-dump/collector';

/**
 * File systems of Linux on disks, by the magic number of statfs(2). Their times change with every write, at the latest when a page
 * that was written through a memory mapping is written back. On tmpfs such a write never changes them; of network and FUSE file
 * systems nothing is known.
 */
const diskFileSystems: ReadonlySet<number> = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // XFS
  0x9123683e, // Btrfs
  0x2fc12fc1, // ZFS
  0xf2f52010, // F2FS
  0xca451a4e, // bcachefs
]);

/** Whether the times of all files below a directory tell if they were written to. */
export function areTimesReliable(root: string): boolean {
  try {
    return diskFileSystems.has(statfsSync(toFsPath(root)).type) && !hasMountsBelow(root);
  } catch {
    return false;
  }
}

/** Another file system below the root may have other rules. */
function hasMountsBelow(root: string): boolean {
  const below = root.endsWith('/') ? root : `${root}/`;
  return decodePath(readFileSync('/proc/self/mountinfo'))
    .split('\n')
    .some((line) => unescapeOctal(line.split(' ', 5)[4] ?? '').startsWith(below));
}

function unescapeOctal(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 8)),
  );
}

/**
 * In milliseconds. A page that was written through a memory mapping is written back after at most 35 s with the kernel's defaults
 * (`dirty_expire_centisecs`, `dirty_writeback_centisecs`); until then, a second write to it changes no time.
 */
const settlingTime = 60_000;

/** Whether every write after `readAt`, a time in milliseconds, changes the times of a file that has these stats then. */
export function isSettled({ mtimeMs, ctimeMs }: FileStats, readAt: number): boolean {
  return Math.max(mtimeMs, ctimeMs) <= readAt - settlingTime;
}
