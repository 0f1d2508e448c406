import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary-directory.js';

/** Whether temporary directories can have two files whose names differ in case only. */
export function distinguishesCase(): boolean {
  using directory = temporaryDirectory();
  writeFileSync(join(directory.path, 'a'), '');
  return !existsSync(join(directory.path, 'A'));
}
