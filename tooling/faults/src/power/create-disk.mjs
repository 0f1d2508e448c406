import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

// mkfs.xfs refuses less than 300 MiB.
const size = 320 * 2 ** 20;

/**
 * A file system in a file, whose power can be cut.
 *
 * @param {import('./file-systems.mjs').FileSystem} fileSystem
 * @param {string} directory for the image and the mount point
 */
export function createDisk({ name, make, options }, directory) {
  const image = join(directory, `${name}.image`);
  const path = join(directory, name);
  writeFileSync(image, '');
  truncateSync(image, size);
  mkdirSync(path);
  const [program = '', ...args] = make;
  execFileSync(program, [...args, image]);
  const device = execFileSync('losetup', ['-f', '--show', image], { encoding: 'utf8' }).trim();
  const type = name.startsWith('ext4') ? 'ext4' : name;
  let isMounted = false;
  return {
    path,
    /**
     * After a cut, this replays the journal. While another mount namespace (of a container that started meanwhile, say) still
     * holds the file system, one gets the dead one again: that has to end first.
     */
    async mount() {
      for (let tries = 1; ; tries++) {
        execFileSync('mount', ['-t', type, '-o', options, device, path]);
        isMounted = true;
        try {
          readdirSync(path);
          return;
        } catch (error) {
          if (tries === 100) throw error;
        }
        this.unmount();
        await sleep(200);
      }
    },
    unmount() {
      if (isMounted) execFileSync('umount', [path]);
      isMounted = false;
    },
    /** Nothing written after this reaches the disk; nothing that only lies in memory does. */
    cut() {
      execFileSync('xfs_io', ['-x', '-c', 'shutdown', path]);
    },
    [Symbol.dispose]() {
      this.unmount();
      execFileSync('losetup', ['-d', device]);
    },
  };
}
