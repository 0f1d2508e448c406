import { runTool } from './run-tool.mjs';

/**
 * Throws if two directories differ in names, contents or targets of links. A repository in the first isn't looked at.
 *
 * @param {string} original
 * @param {string} restored
 */
export async function requireSameTree(original, restored) {
  await runTool('diff', ['-r', '-q', '--no-dereference', '--exclude=.git', original, restored]);
}
