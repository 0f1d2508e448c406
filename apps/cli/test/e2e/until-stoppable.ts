import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until a program handles SIGTERM, and longer, so that it has gone on to what it waits for: Node handles the signal early, and how
 * long the rest of a start takes follows from how long that took on this machine.
 */
export async function untilStoppable(pid: number): Promise<void> {
  const before = performance.now();
  const status = `/proc/${pid}/status`;
  while (existsSync(status) && !handlesStop(readFileSync(status, 'latin1'))) await sleep(20);
  await sleep(500 + 10 * (performance.now() - before));
}

/** Signal n is bit n - 1 (proc_pid_status(5)). */
function handlesStop(status: string): boolean {
  const [, caught = '0'] = /^SigCgt:\s*([0-9a-f]+)$/m.exec(status) ?? [];
  return (BigInt(`0x${caught}`) & (1n << 14n)) !== 0n;
}
