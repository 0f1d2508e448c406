import { constants } from 'node:os';

const { SIGHUP, SIGINT, SIGTERM } = constants.signals;
const stopSignalNumbers: readonly number[] = [SIGHUP, SIGINT, SIGTERM];

export interface ThreadStatus {
  /** Waits in a system call. */
  readonly isAsleep: boolean;
  /** SIGHUP, SIGINT or SIGTERM has been sent and not been delivered. */
  readonly isStopPending: boolean;
  /** How often the thread has slept and been preempted: the same text means that it has not run meanwhile. */
  readonly switches: string;
}

/** Reads what /proc/{pid}/status says of the main thread of a process (proc_pid_status(5)). */
export function readThreadStatus(text: string): ThreadStatus {
  const valueOf = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(text)?.[1] ?? '';
  const pending = ['SigPnd', 'ShdPnd'].map((name) => BigInt(`0x${valueOf(name) || '0'}`));
  return {
    isAsleep: ['S', 'D'].includes(valueOf('State')),
    isStopPending: pending.some((mask) =>
      stopSignalNumbers.some((number) => (mask & (1n << BigInt(number - 1))) !== 0n),
    ),
    switches: `${valueOf('voluntary_ctxt_switches')} ${valueOf('nonvoluntary_ctxt_switches')}`,
  };
}
