/** A program of its own, so that the memory is free again: writes to each page that is free, but for a gigabyte. */
import { readFileSync } from 'node:fs';

const step = 2 ** 28;
const left = 2 ** 30;
const touched = [];

while (freeBytes() > left + step) touched.push(Buffer.alloc(step, 1));

function freeBytes() {
  const [, kilobytes] = /^MemFree: +(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8')) ?? [];
  return Number(kilobytes ?? 0) * 1024;
}
