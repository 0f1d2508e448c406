import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CreateDumpError, decodePath, displayPath, toFsPath } from '@create-dump/core';
import { joinInsideRoot } from './join-inside-root.js';
import type { NamedDirectory, ProjectSearchContext } from './project-finder.js';

/**
 * The directories that the `dirs` option names, relative to the root or absolute.
 *
 * @throws {CreateDumpError} `USAGE` for one that is not a directory inside the root.
 */
export async function nameDirectories(
  context: ProjectSearchContext,
  dirs: readonly string[],
): Promise<readonly NamedDirectory[]> {
  const found: NamedDirectory[] = [];
  for (const named of dirs) {
    const directory = await checkDirectory(context, named);
    found.push({ directory, evidence: { tool: 'dirs', rule: named } });
  }
  return found;
}

async function checkDirectory({ root }: ProjectSearchContext, named: string): Promise<string> {
  if (named.trim() === '') {
    throw new CreateDumpError(
      'USAGE',
      '--dirs contains an empty name. Name directories below the root.',
    );
  }
  const absolute = resolve(root, named);
  const base = root === '/' ? '/' : `${root}/`;
  const below = absolute === root ? '.' : absolute.startsWith(base) && absolute.slice(base.length);
  const directory = below === false ? undefined : joinInsideRoot('.', below);
  if (directory === undefined) throw unusable(named, `is not inside ${displayPath(root)}`);
  const real = await realpath(toFsPath(absolute), 'buffer').catch((cause: unknown) => {
    throw unusable(named, `can't be found in ${displayPath(root)}`, cause);
  });
  if (decodePath(real) !== absolute) {
    throw unusable(named, 'is, or is below, a symbolic link; name the directory itself');
  }
  const stats = await stat(toFsPath(absolute));
  if (!stats.isDirectory()) throw unusable(named, 'is not a directory');
  return directory;
}

function unusable(named: string, what: string, cause?: unknown): CreateDumpError {
  return new CreateDumpError('USAGE', `--dirs: ${displayPath(named)} ${what}.`, { cause });
}
