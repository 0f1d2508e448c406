import { constants, openSync, readFileSync, writeSync } from 'node:fs';
import { readThreadStatus } from './read-thread-status.js';

/** Milliseconds. */
const interval = 150;
/** How many times in a row the main thread has to be found asleep. Together with the first look, less than a second. */
const patience = 3;

/**
 * Ends the process once a signal has asked it to stop and its main thread sleeps in a system call that doesn't return, as on a
 * network or FUSE file system that doesn't answer: no handler runs then, and only SIGKILL interrupts the call.
 * @param stopping Shared with the main thread, which stores 1 when a handler has run.
 */
export function watchBlockedThread(stopping: Int32Array): void {
  let switches = '';
  let asleep = 0;
  setInterval(() => {
    const status = readThreadStatus(readFileSync('/proc/self/status', 'latin1'));
    const isStopping = Atomics.load(stopping, 0) === 1 || status.isStopPending;
    const sleptOn = status.isAsleep && status.switches === switches;
    switches = status.switches;
    asleep = isStopping && sleptOn ? asleep + 1 : 0;
    if (asleep < patience) return;
    report('create-dump: Stopped: a file system does not answer.\n');
    process.kill(process.pid, 'SIGKILL');
  }, interval);
}

/** The reader of standard error may have stopped, too, so nothing here blocks. */
function report(text: string): void {
  try {
    writeSync(openAnew() ?? 2, text);
  } catch {
    // Nobody can be told.
  }
}

/** Standard error, opened again without blocking; undefined if it is a socket, which Node has made non-blocking already. */
function openAnew(): number | undefined {
  const { O_WRONLY, O_APPEND, O_NONBLOCK } = constants;
  try {
    return openSync('/proc/self/fd/2', O_WRONLY | O_APPEND | O_NONBLOCK);
  } catch {
    return undefined;
  }
}
