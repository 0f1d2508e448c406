import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.mjs';

/**
 * A copy of the workspace's files (not those that git ignores) in a temporary directory, as a git repository of its own.
 * Installed packages are links to those of the workspace. Returns its path.
 */
export function copyWorkspace() {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'workspace-copy-')));
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', listing, { cwd: workspaceRoot, encoding: 'utf8' }).split('\0');
  for (const file of files.filter((path) => path !== '' && existsSync(join(workspaceRoot, path)))) {
    cpSync(join(workspaceRoot, file), join(copy, file));
  }
  for (const folder of ['.', ...packageFolders(copy)]) {
    const installed = join(workspaceRoot, folder, 'node_modules');
    if (existsSync(installed)) symlinkSync(installed, join(copy, folder, 'node_modules'));
  }
  execFileSync('git', ['init', '-q'], { cwd: copy });
  return copy;
}

function packageFolders(copy) {
  return ['packages', 'apps', 'tooling'].flatMap((parent) =>
    readdirSync(join(copy, parent)).map((name) => `${parent}/${name}`),
  );
}
