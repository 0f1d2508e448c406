import { lstatSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toFsPath } from '@create-dump/core';
import { aliveName } from './staging-directory.js';

/** How often a process that works for a run elsewhere says that it is alive, in milliseconds. */
const defaultInterval = 20_000;

/**
 * Writes a file into a staging directory again and again until disposed, so that other hosts can tell that it is in use. Failures
 * are ignored: without the directory, the work fails by itself.
 */
export async function giveSignsOfLife(
  staging: string,
  interval = defaultInterval,
): Promise<Disposable> {
  const path = toFsPath(join(staging, aliveName));
  await writeFile(path, '', { flag: 'wx', mode: 0o600 });
  // An existing file only: a directory that is being removed must not get it back. A write lets the file server set the time.
  const sign = () => void writeFile(path, '.', { flag: 'r+' }).catch(() => {});
  const timer = setInterval(sign, interval);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** When a staging directory got the last sign of life, in milliseconds since 1970; undefined if it gets none. */
export function readLastSign(staging: string): number | undefined {
  return lstatSync(toFsPath(join(staging, aliveName)), { throwIfNoEntry: false })?.mtimeMs;
}
