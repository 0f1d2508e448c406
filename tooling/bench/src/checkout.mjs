import { fileURLToPath } from 'node:url';
import { runTool } from './run-tool.mjs';

const workspaceRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** @param {string} path from the top of the checkout */
export const inWorkspace = (path) => `${workspaceRoot}${path}`;

/** @returns {Promise<string>} of the checkout, with a note if files differ from it */
export async function currentCommit() {
  const described = await runTool('git', ['describe', '--always', '--dirty'], {
    cwd: workspaceRoot,
  });
  return described.trim();
}
