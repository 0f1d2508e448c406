import { createHash } from 'node:crypto';
import { type Discover, encodePath, type TreeIdentity } from '@create-dump/core';

/** Replaces the identity that discovery derives from a tree's origin or path by one that a name alone determines. */
export function nameGroup(discover: Discover, name: string): Discover {
  const tree = identifyGroup(name);
  return async (signal) => ({ ...(await discover(signal)), tree });
}

/** The word `group` keeps it apart from identities that are derived. */
function identifyGroup(name: string): TreeIdentity {
  const hash = createHash('sha256').update('create-dump tree');
  for (const part of ['group', name]) hash.update('\0').update(encodePath(part));
  return { sha256: hash.digest('hex'), isPortable: true };
}
