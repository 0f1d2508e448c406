import { hash } from 'node:crypto';
import { toFsPath } from '@create-dump/core';

/** The id of a file's section: depends on its path only, so it stays when other files come and go. */
export function anchorOf(path: string): string {
  const dashed = path.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const from = dashed.startsWith('-') ? 1 : 0;
  const cut = dashed.slice(from, from + 48);
  const slug = cut.endsWith('-') ? cut.slice(0, -1) : cut;
  // In one call: a hash object for each file would stay in memory until the next full garbage collection.
  const digest = hash('sha256', toFsPath(path), 'hex').slice(0, 12);
  return slug === '' ? digest : `${slug}-${digest}`;
}
