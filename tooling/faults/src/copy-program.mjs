import { cpSync, existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../apps/cli/dist/bin.js', import.meta.url));

/**
 * Copies the program, so that a build in the meantime doesn't change what is judged.
 *
 * @param {string} scratch
 * @param {string} [program] its entry file, in a directory that holds all of it; default: the built one of this workspace
 * @returns {string} path of the copy's entry file
 */
export function copyProgram(scratch, program = built) {
  const entry = resolve(program);
  if (!existsSync(entry)) throw new Error(`${entry} doesn't exist: run \`pnpm build\` first.`);
  const copy = join(scratch, 'program', 'dist');
  cpSync(dirname(entry), copy, { recursive: true });
  const manifest = join(dirname(entry), '..', 'package.json');
  if (existsSync(manifest)) cpSync(manifest, join(scratch, 'program', 'package.json'));
  return join(copy, basename(entry));
}
