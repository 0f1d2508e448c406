import { runTool } from './run-tool.mjs';

/** @returns {Promise<string | undefined>} GNU time's path */
export async function findGnuTime() {
  const path = '/usr/bin/time';
  const version = await runTool('sh', ['-c', `${path} --version 2>&1`]).catch(() => '');
  return version.includes('GNU') ? path : undefined;
}
