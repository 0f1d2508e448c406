import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findKernelSource } from './kernel-source.mjs';
import { log } from './log.mjs';
import { runTool } from './run-tool.mjs';

/** @typedef {{ linux: string, fs: string, kernel: string }} Trees paths of directories */

/**
 * Makes what is missing of the trees below a directory: `linux` is a git work tree with everything committed, its
 * repository beside it (so that `tar` packs the same files); `fs` and `kernel` are copies of its parts, outside git.
 *
 * @param {{ directory: string, cache: string }} options
 * @returns {Promise<Trees>}
 */
export async function prepareTrees({ directory, cache }) {
  mkdirSync(directory, { recursive: true });
  const linux = join(directory, 'linux');
  if (!existsSync(linux)) {
    log('Unpacking the kernel tree and committing it: some minutes, once …');
    await makeKernelTree(await findKernelSource(cache), directory, linux);
  }
  // Hard links to its files, as the trees that grow are, have changed what the index knows of them: all would be hashed.
  await runTool('git', ['update-index', '-q', '--refresh'], { cwd: linux });
  const parts = { fs: join(directory, 'fs'), kernel: join(directory, 'kernel') };
  for (const [name, path] of Object.entries(parts)) {
    if (!existsSync(path)) copyTree(join(linux, name), path);
  }
  return { linux, ...parts };
}

/**
 * @param {string} tarball
 * @param {string} directory
 * @param {string} linux appears when it is whole
 */
async function makeKernelTree(tarball, directory, linux) {
  const draft = join(directory, 'linux.draft');
  const repository = join(directory, 'linux.git');
  for (const path of [draft, repository]) rmSync(path, { recursive: true, force: true });
  mkdirSync(draft);
  await runTool('tar', ['xf', tarball, '-C', draft, '--strip-components=1']);
  const git = (/** @type {string[]} */ ...args) => runTool('git', args, { cwd: draft });
  await git('init', '-q', '-b', 'main', '--separate-git-dir', repository);
  // Debian's .gitignore hides everything that isn't tracked.
  await git('add', '--all', '--force');
  const author = ['-c', 'user.name=bench', '-c', 'user.email=bench@localhost'];
  await git(
    ...author,
    '-c',
    'gc.auto=0',
    'commit',
    '-q',
    '--message',
    'The kernel as Debian has it',
  );
  renameSync(draft, linux);
}

/**
 * @param {string} from
 * @param {string} to appears when it is whole
 */
function copyTree(from, to) {
  const draft = `${to}.draft`;
  rmSync(draft, { recursive: true, force: true });
  cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
  renameSync(draft, to);
}
