import { expect, test } from 'vitest';
import { hasRemoteMount } from '../../src/process/has-remote-mount.js';

const root = '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n';

test.each([
  [true, '40 22 0:50 / /mnt/share rw - nfs4 host:/x rw,vers=4.2'],
  [true, '40 22 0:50 / /home/a/x rw,nosuid shared:9 master:1 - fuse.sshfs host: rw'],
  [true, '40 22 0:50 / /mnt/usb rw - fuseblk /dev/sdb1 rw'],
  [true, '40 22 0:50 / /mnt/c rw - 9p C:\\134 rw'],
  [false, '40 22 0:50 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw'],
  [false, '40 22 0:50 / /proc/sys/fs/binfmt_misc rw - autofs systemd-1 rw'],
  [false, '40 22 0:50 / /sys/fs/fuse/connections rw - fusectl fusectl rw'],
  [false, '40 22 0:50 / / rw - virtiofs root rw'],
  [false, ''],
])('%s: %s', (expected, line) => {
  expect(hasRemoteMount(`${root}${line}\n`)).toBe(expected);
});
