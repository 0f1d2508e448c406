import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { log } from './log.mjs';
import { runTool } from './run-tool.mjs';

const versions = { repomix: '1.18.1', node: '24.9.0' };

/** @typedef {{ node: string, repomix: string, versions: typeof versions }} Peers a Node that repomix runs on, and its program */

/**
 * Installs the peers that come from npm into a cache directory, at fixed versions.
 *
 * @param {string} cache
 * @returns {Promise<Peers>}
 */
export async function installPeers(cache) {
  const project = join(cache, `repomix-${versions.repomix}-node-${versions.node}`);
  const modules = join(project, 'node_modules');
  const node = join(modules, 'node', 'bin', 'node');
  const repomix = join(modules, 'repomix', 'bin', 'repomix.cjs');
  if (!existsSync(node) || !existsSync(repomix)) {
    log(`Installing repomix ${versions.repomix} and node ${versions.node} from npm …`);
    mkdirSync(project, { recursive: true });
    writeFileSync(
      join(project, 'package.json'),
      JSON.stringify({ private: true, dependencies: versions }),
    );
    await runTool('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: project });
  }
  return { node, repomix, versions };
}
