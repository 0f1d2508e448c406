import type { TreeIdentity } from './discover.js';

/** The digest that a dump records of its tree's identity, if any. */
export function recordedTree(
  identity: TreeIdentity | undefined,
  isReproducible: boolean,
): string | undefined {
  return identity?.isPortable === false && isReproducible ? undefined : identity?.sha256;
}
