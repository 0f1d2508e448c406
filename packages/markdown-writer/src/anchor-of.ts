import { hash } from 'node:crypto';
import { toFsPath } from '@create-dump/core';

/** The id of a file's section: depends on its path only, so it stays when other files come and go. */
export function anchorOf(path: string): string {
  const slug = path
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 48)
    .replace(/-$/, '');
  // In one call: a hash object for each file would stay in memory until the next full garbage collection.
  const digest = hash('sha256', toFsPath(path), 'hex').slice(0, 12);
  return slug === '' ? digest : `${slug}-${digest}`;
}
