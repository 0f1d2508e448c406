import { getPriority } from 'node:os';

/** Whether this host has a process with this id, whoever owns it. The system may have given the id to another process since. */
export function isProcessAlive(pid: number): boolean {
  try {
    // A question that any process may ask about any other.
    getPriority(pid);
    return true;
  } catch (error) {
    const { info } = error as { readonly info?: { readonly code?: string } };
    return info?.code !== 'ESRCH';
  }
}
