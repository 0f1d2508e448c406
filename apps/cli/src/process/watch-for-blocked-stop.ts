import { readFileSync } from 'node:fs';
import type { Engine } from './engine.js';
import { hasRemoteMount } from './has-remote-mount.js';

/**
 * Makes sure that a signal ends the process although a file system doesn't answer, by means of a thread. Starts it only where
 * such a file system is mounted: it takes as long to start as a small dump. Returns the function to call when a signal has been handled.
 */
export function watchForBlockedStop(engine: Engine, program: URL): () => void {
  const stopping = new Int32Array(new SharedArrayBuffer(4));
  try {
    if (hasRemoteMount(readFileSync('/proc/self/mountinfo', 'latin1'))) {
      engine
        .startThread(program, { workerData: stopping, execArgv: [] })
        .on('error', () => {})
        .unref();
    }
  } catch {
    // There is no /proc, or Node's permissions allow neither it nor threads.
  }
  return () => Atomics.store(stopping, 0, 1);
}
