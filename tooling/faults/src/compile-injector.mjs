import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('injector.c', import.meta.url));

/**
 * Compiles the injector with the system's compiler.
 *
 * @param {string} directory for the library
 * @returns {{ library: string } | { missing: string }} why there is none: no Linux, no compiler
 */
export function compileInjector(directory) {
  if (process.platform !== 'linux') return { missing: 'the injector needs Linux' };
  if (!existsSync('/proc/self/fd')) return { missing: 'the injector needs /proc' };
  const library = join(directory, 'injector.so');
  const args = ['-O1', '-Wall', '-Wextra', '-Werror', '-shared', '-fPIC', '-o', library, source];
  const { error, status, stderr } = spawnSync('cc', [...args, '-ldl'], { encoding: 'utf8' });
  if (error !== undefined) return { missing: `there is no C compiler (cc: ${error.message})` };
  if (status !== 0) throw new Error(`The injector doesn't compile:\n${stderr}`);
  return { library };
}
