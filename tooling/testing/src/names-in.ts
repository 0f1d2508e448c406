import { readdirSync } from 'node:fs';

/** The names in a directory, without those that FUSE file systems give to files that are open although they were removed. */
export function namesIn(directory: string): string[] {
  return readdirSync(directory).filter((name) => !name.startsWith('.fuse_hidden'));
}
