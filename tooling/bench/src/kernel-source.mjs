import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './run-tool.mjs';

const packageName = 'linux-source-6.1';
const installed = `/usr/src/${packageName}.tar.xz`;

/**
 * The tarball of Debian's kernel sources: the installed one, else the package's, downloaded without installing it.
 *
 * @param {string} cache a directory that keeps the download
 * @returns {Promise<string>} its path
 */
export async function findKernelSource(cache) {
  if (existsSync(installed)) return installed;
  const unpacked = join(cache, packageName);
  const tarball = join(unpacked, installed);
  if (existsSync(tarball)) return tarball;
  mkdirSync(cache, { recursive: true });
  try {
    await runTool('apt-get', ['download', packageName], { cwd: cache });
    const file = readdirSync(cache).find((name) => name.startsWith(`${packageName}_`));
    await runTool('dpkg-deb', ['-x', join(cache, file ?? packageName), unpacked]);
  } catch (cause) {
    throw new Error(`No kernel tree: put Debian's ${packageName}.tar.xz at ${tarball}.`, { cause });
  }
  return tarball;
}
