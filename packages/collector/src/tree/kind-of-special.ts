import type { Stats } from 'node:fs';

/** What a thing is that is neither a regular file nor a link. */
export function kindOfSpecial(stats: Pick<Stats, 'isDirectory' | 'isFIFO' | 'isSocket'>): string {
  if (stats.isDirectory()) return 'a directory';
  if (stats.isFIFO()) return 'a FIFO';
  return stats.isSocket() ? 'a socket' : 'a device';
}
