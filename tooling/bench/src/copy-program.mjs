import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runTool } from './run-tool.mjs';

const workspaceRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** @param {string} path from the top of the checkout */
export const inWorkspace = (path) => `${workspaceRoot}${path}`;

const bin = inWorkspace('apps/cli/dist/bin.js');

/**
 * How to run the built program.
 *
 * @param {...string} args
 * @returns {import('./measure-run.mjs').Invocation}
 */
export function ourProgram(...args) {
  if (!existsSync(bin)) throw new Error('create-dump has no dist/: run `pnpm build` first.');
  return { program: process.execPath, args: [bin, ...args] };
}

/** @returns {Promise<string>} the checkout's, with a note if files differ from it */
export async function currentCommit() {
  const described = await runTool('git', ['describe', '--always', '--dirty'], {
    cwd: workspaceRoot,
  });
  return described.trim();
}
