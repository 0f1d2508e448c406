import { spawnSync } from 'node:child_process';

const tools = ['xfs_io', 'mkfs.xfs', 'mkfs.ext4', 'losetup', 'mount'];

/**
 * Why no power can be cut here; undefined if it can.
 *
 * @returns {string | undefined}
 */
export function missingTools() {
  if (process.platform !== 'linux') return 'it needs Linux';
  if (process.getuid?.() !== 0) return 'it needs root, to mount file systems';
  const missing = tools.filter((tool) => spawnSync('which', [tool]).status !== 0);
  return missing.length === 0
    ? undefined
    : `${missing.join(', ')} is missing (Debian: xfsprogs, e2fsprogs, mount)`;
}
