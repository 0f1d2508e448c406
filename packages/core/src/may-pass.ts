/**
 * Whether a system error may be over a moment later, and whether what failed can simply be repeated. These codes say that nothing was done.
 * `EIO` isn't one of them: a disk has tried again by then, each attempt takes it seconds, and a failed write or sync may have lost bytes.
 * Neither are `ENOSPC` and `EDQUOT`, which pass only if someone acts.
 */
export function mayPass(code: string | undefined): boolean {
  return code !== undefined && passing.has(code);
}

const passing: ReadonlySet<string> = new Set([
  // Another program holds a lease on the file (Samba, an NFS server): the system has asked it to give way.
  'EAGAIN',
  // Network and FUSE file systems, while another client uses the name.
  'EBUSY',
  'ETXTBSY',
  // Too many open files, in this process or in the system.
  'EMFILE',
  'ENFILE',
  // The server replaced the file: opened by its path, it is another one.
  'ESTALE',
]);
