import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Compiles one of the C files beside this one.
 *
 * @param {string} name of the file, without its extension
 * @param {{ directory: string, options?: readonly string[] }} how `directory` is where the result goes
 * @returns {{ file: string } | { missing: string }} why it can't be had here
 */
export function compile(name, { directory, options = [] }) {
  const source = fileURLToPath(new URL(`${name}.c`, import.meta.url));
  const file = join(directory, name);
  const args = ['-O1', '-Wall', '-Wextra', '-Werror', '-o', file, source, ...options];
  const { error, status, stderr } = spawnSync('cc', args, { encoding: 'utf8' });
  if (error !== undefined) return { missing: `there is no C compiler (cc: ${error.message})` };
  if (status !== 0) throw new Error(`${source} doesn't compile:\n${stderr}`);
  return { file };
}
