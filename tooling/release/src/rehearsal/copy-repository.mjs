import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace-root.mjs';
import { runTool } from './run-tool.mjs';

/**
 * Copies the workspace's files (not those that git ignores) to `copy`, as a repository of its own that may be published: without
 * provenance, which only a CI service can attest. Installs what it needs. Its
 * manifests name `registry`, which beats any other setting: nothing can be published elsewhere by mistake.
 *
 * @param {string} copy
 * @param {string} registry
 */
export function copyRepository(copy, registry) {
  const listing = ['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = runTool(listing, { cwd: workspaceRoot }).split('\0');
  mkdirSync(copy);
  for (const file of files.filter((path) => path !== '' && existsSync(join(workspaceRoot, path)))) {
    cpSync(join(workspaceRoot, file), join(copy, file));
  }
  const at = { cwd: copy };
  runTool(['pnpm', 'install', '--frozen-lockfile', '--prefer-offline'], at);
  setPublication(copy, { access: 'public', registry });
  // A release needs a change, which the workspace may not have right now.
  const changeset = "---\n'create-dump': patch\n---\n\nA rehearsal.\n";
  writeFileSync(join(copy, '.changeset/rehearsal.md'), changeset);
  runTool(['git', 'init', '-q', '-b', 'main'], at);
  commit(copy, 'The workspace');
}

/**
 * Sets where the packages come from.
 *
 * @param {string} copy
 * @param {string} owner
 */
export function setRepository(copy, owner) {
  setField(join(copy, 'package.json'), 'repository', {
    type: 'git',
    url: `git+https://git.example.org/${owner}/create-dump.git`,
  });
}

/**
 * Sets `publishConfig` of all packages.
 *
 * @param {string} copy
 * @param {Record<string, unknown>} publishConfig
 */
export function setPublication(copy, publishConfig) {
  for (const parent of ['packages', 'apps']) {
    for (const name of readdirSync(join(copy, parent))) {
      setField(join(copy, parent, name, 'package.json'), 'publishConfig', publishConfig);
    }
  }
}

/**
 * @param {string} directory
 * @param {string} message
 */
export function commit(directory, message) {
  const identity = ['-c', 'user.name=rehearsal', '-c', 'user.email=rehearsal@example.org'];
  runTool(['git', 'add', '.'], { cwd: directory });
  runTool(['git', ...identity, 'commit', '-q', '-m', message], { cwd: directory });
}

/**
 * @param {string} path
 * @param {string} key
 * @param {unknown} value
 */
function setField(path, key, value) {
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, `${JSON.stringify({ ...manifest, [key]: value }, undefined, 2)}\n`);
}
