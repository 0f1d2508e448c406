import { basename } from 'node:path';
import type { Tree } from './tree.js';

/**
 * Names a tree: at the top of a repository after the URL of its origin, so that all clones have the same name, elsewhere
 * after its directory.
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
