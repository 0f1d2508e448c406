import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './run-tool.mjs';
import { requireSameTree } from './require-same-tree.mjs';

/** @typedef {{ dump: string, tar: string }} Fixtures paths of a dump and a tarball of the kernel tree */

/**
 * @param {string} directory
 * @returns {Fixtures} where they will be
 */
export function fixturesIn(directory) {
  return { dump: join(directory, 'linux.md'), tar: join(directory, 'linux.tar') };
}

/**
 * Makes a dump and a tarball of the same files, and proves that the dump restores to the same tree.
 *
 * @param {string} directory is emptied
 * @param {string} linux the kernel tree
 * @param {import('./copy-program.mjs').OurProgram} ours
 */
export async function makeFixtures(directory, linux, ours) {
  const { dump, tar } = fixturesIn(directory);
  const restored = join(directory, 'restored');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  await run(ours('single', linux, '--binary', 'embed', '--output', dump, '--quiet'));
  await run(ours('restore', dump, '--to', restored, '--quiet'));
  await requireSameTree(linux, restored);
  rmSync(restored, { recursive: true });
  await runTool('tar', ['cf', tar, '--exclude=./.git', '-C', linux, '.']);
}

/** @param {import('./measure-run.mjs').Invocation} invocation */
async function run({ program, args }) {
  await runTool(program, args);
}
