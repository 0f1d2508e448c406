import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { log } from './log.mjs';

const setting = '/sys/module/page_reporting/parameters/min_free_ms';
/** Milliseconds: longer than any run between two that write as much. Ten minutes are refused. */
const longEnough = 100_000;
const toucher = fileURLToPath(new URL('touch-free-pages.mjs', import.meta.url));

/**
 * Some virtual machines give free pages back to their host at once, and fetch them again when something is written: then the host
 * is measured, and only with programs that write. They keep them while `work` is done, where that can be set, and have all back
 * before it: a gigabyte takes them some three seconds.
 *
 * @param {() => Promise<void>} work
 */
export async function keepFreePages(work) {
  const before = read();
  const isSet = before !== undefined && write(String(longEnough));
  try {
    if (isSet) {
      log('Fetching free memory from the host.');
      spawnSync(process.execPath, [toucher]);
    }
    await work();
  } finally {
    if (isSet) write(before);
  }
}

/** Whether the machine keeps its free pages for longer than it does by itself. */
export function keepsFreePages() {
  return Number(read()) >= longEnough;
}

function read() {
  try {
    return readFileSync(setting, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** @param {string} value */
function write(value) {
  try {
    writeFileSync(setting, value);
    return true;
  } catch {
    return false;
  }
}
