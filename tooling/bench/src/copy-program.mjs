import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inWorkspace } from './checkout.mjs';

/** @typedef {(...args: string[]) => import('./measure-run.mjs').Invocation} OurProgram */

/**
 * Copies the built program, so that a build in the meantime doesn't change what is measured. Node's compile cache lies
 * beside the copy.
 *
 * @param {string} directory is replaced
 * @returns {OurProgram} how to run the copy
 */
export function copyProgram(directory) {
  const app = inWorkspace('apps/cli');
  if (!existsSync(join(app, 'dist', 'bin.js'))) {
    throw new Error('create-dump has no dist/: run `pnpm build` first.');
  }
  rmSync(directory, { recursive: true, force: true });
  for (const name of ['dist', 'package.json']) {
    cpSync(join(app, name), join(directory, name), { recursive: true });
  }
  const cache = join(directory, 'cache');
  mkdirSync(cache);
  return (...args) => ({
    program: process.execPath,
    args: [join(directory, 'dist', 'bin.js'), ...args],
    env: { NODE_COMPILE_CACHE: cache },
  });
}
