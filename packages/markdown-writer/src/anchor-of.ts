import { createHash } from 'node:crypto';
import { encodePath } from '@create-dump/core';

/** The id of a file's section: depends on its path only, so it stays when other files come and go. */
export function anchorOf(path: string): string {
  const slug = path
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 48)
    .replace(/-$/, '');
  const digest = createHash('sha256').update(encodePath(path)).digest('hex').slice(0, 12);
  return slug === '' ? digest : `${slug}-${digest}`;
}
