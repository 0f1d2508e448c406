import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { encodePath, type TreeIdentity } from '@create-dump/core';
import type { Tree } from './tree.js';

/**
 * Identifies a tree: by the URL of its repository's origin and its path in the repository, which every clone has in common;
 * without such an origin, by its absolute path. Only a digest of them leaves this function.
 */
export function identifyTree({
  root,
  prefix,
  repository,
}: Pick<Tree, 'root' | 'prefix' | 'repository'>): TreeIdentity {
  const origin = normalizeUrl(repository?.config.get('remote.origin.url'));
  const parts = origin === undefined ? ['path', realPathOf(root)] : ['origin', origin, prefix];
  const hash = createHash('sha256').update('create-dump tree');
  for (const part of parts) hash.update('\0').update(encodePath(part));
  return { sha256: hash.digest('hex'), isPortable: origin !== undefined };
}

/** The root itself if it has vanished since it was listed. */
function realPathOf(root: string): string {
  try {
    return realpathSync.native(root);
  } catch {
    return root;
  }
}

/**
 * `host/path`, regardless of protocol, user, default port and `.git`: people clone one repository by different URLs. Undefined
 * for a relative path, which means another repository elsewhere, and for no URL.
 */
function normalizeUrl(url: string | undefined): string | undefined {
  const text =
    url
      ?.trim()
      .replace(/\/+$/, '')
      .replace(/\.git$/, '') ?? '';
  if (text.startsWith('/')) return text;
  const [, host, path] =
    /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/]*)\/+(.*)$/is.exec(text) ??
    /^(?:[^/@]*@)?([^/:]+):\/*(.*)$/s.exec(text) ??
    [];
  if (host === undefined || path === undefined || path === '') return undefined;
  if (host === '') return `/${path}`;
  return `${host.toLowerCase().replace(/:(?:22|80|443|9418)$/, '')}/${path}`;
}
