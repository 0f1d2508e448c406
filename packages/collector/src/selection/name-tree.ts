import { basename } from 'node:path';
import type { Tree } from './tree.js';

/**
 * Names a tree. The top of a repository is named after the URL of its origin, so that all clones have the same name. Any other
 * tree, and a repository without an origin, is named after its directory.
 */
export function nameTree({
  root,
  prefix,
  repository,
}: Pick<Tree, 'root' | 'prefix' | 'repository'>) {
  const url = prefix === '' ? repository?.config.get('remote.origin.url') : undefined;
  const source = url ?? root;
  const name = basename(source.replace(/\/+$/, '').replace(/\.git$/, ''));
  return name.slice(name.lastIndexOf(':') + 1) || 'root';
}
