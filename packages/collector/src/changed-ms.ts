import type { Stats } from 'node:fs';

/**
 * When a file was last changed. Any change sets the time of its status; some file systems don't keep that one, so the time
 * of its content counts as well.
 */
export function changedMs({ mtimeMs, ctimeMs }: Pick<Stats, 'mtimeMs' | 'ctimeMs'>): number {
  return Math.max(mtimeMs, ctimeMs);
}
