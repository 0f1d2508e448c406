import { readFileSync } from 'node:fs';

const intervalMs = 10;

/**
 * Polls the high-water mark of a process and its descendants (Linux). What is reached within the last 10 ms of a process is missed.
 *
 * @param {number} pid
 * @returns {() => number | undefined} ends the watch; the peak of the largest process in bytes, undefined without /proc
 */
export function watchPeakMemory(pid) {
  /** @type {number | undefined} */
  let peak;
  const look = () => {
    for (const id of withDescendants(pid)) {
      const bytes = highWaterMark(id);
      if (bytes !== undefined) peak = Math.max(peak ?? 0, bytes);
    }
  };
  const timer = setInterval(look, intervalMs);
  look();
  return () => {
    clearInterval(timer);
    return peak;
  };
}

/**
 * @param {number} pid
 * @returns {number[]}
 */
function withDescendants(pid) {
  const children = readProcess(`${pid}/task/${pid}/children`) ?? '';
  const ids = children.split(' ').filter((id) => id !== '');
  return [pid, ...ids.flatMap((id) => withDescendants(Number(id)))];
}

/** @param {number} pid */
function highWaterMark(pid) {
  const kibibytes = readProcess(`${pid}/status`)?.match(/^VmHWM:\s+(\d+) kB$/mu)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

/** @param {string} path below /proc; a process that has ended has none */
function readProcess(path) {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return undefined;
  }
}
