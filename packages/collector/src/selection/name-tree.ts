import { basename } from 'node:path';
import type { Tree } from './open-tree.js';

/**
 * What a tree is called: at the top of a repository by the URL of its origin, so that it is the same in every clone, else
 * by its directory.
 */
export function nameTree({
  root,
  prefix,
  repository,
}: Pick<Tree, 'root' | 'prefix' | 'repository'>) {
  const url = prefix === '' ? repository?.config.get('remote.origin.url') : undefined;
  const place = url ?? root;
  const name = basename(place.replace(/\/+$/, '').replace(/\.git$/, ''));
  return name.slice(name.lastIndexOf(':') + 1) || 'root';
}
