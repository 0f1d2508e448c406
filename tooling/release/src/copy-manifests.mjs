import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.mjs';

const listed = ['*package.json', 'pnpm-workspace.yaml', 'api/*', '.changeset/config.json'];

/**
 * A copy of all that versioning reads, without changesets and changelogs, in a temporary directory that is a git repository.
 * Returns its path.
 */
export function copyManifests() {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'release-')));
  const files = git(
    workspaceRoot,
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    ...listed,
  );
  for (const file of files.split('\0').filter((path) => path !== '')) {
    cpSync(join(workspaceRoot, file), join(copy, file));
  }
  git(copy, 'init', '-q');
  git(copy, 'add', '.');
  git(copy, '-c', 'user.name=test', '-c', 'user.email=test@example.org', 'commit', '-qm', 'copy');
  return copy;
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 */
function git(cwd, ...args) {
  return execFileSync('git', args, { cwd, encoding: 'utf8' });
}
