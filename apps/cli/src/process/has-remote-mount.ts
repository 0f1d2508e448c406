/** File systems whose answers come from another process or machine, which may not answer. */
const remote =
  /^(?:fuse(?:blk|\..*)?|nfs4?|cifs|smb3|9p|virtiofs|ceph|afs|autofs|glusterfs|lustre|gpfs|beegfs|davfs)$/;

/** Where systems mount such file systems for themselves; and the root, without which nothing runs. */
const ofSystem = /^(?:\/(?:proc|sys|dev|run\/user|var\/lib\/lxcfs)(?:\/|$)|\/$)/;

/**
 * Whether a text in the format of /proc/self/mountinfo (proc_pid_mountinfo(5)) has a mount, other than the system's own, that may
 * stop answering.
 */
export function hasRemoteMount(mountinfo: string): boolean {
  return mountinfo.split('\n').some((line) => {
    const [mount = '', source = ''] = line.split(' - ', 2);
    const point = mount.split(' ')[4] ?? '/';
    return remote.test(source.split(' ', 1)[0] ?? '') && !ofSystem.test(point);
  });
}
