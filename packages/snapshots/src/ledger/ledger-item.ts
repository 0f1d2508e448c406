import { relative } from 'node:path';

/** How the ledger of a directory names a file: by its path relative to the directory. */
export function ledgerItem(directory: string, path: string): string {
  return relative(directory, path);
}
