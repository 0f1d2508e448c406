import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toFsPath } from '@create-dump/core';

/** The path of the ledger of a directory. */
export function ledgerPath(directory: string): string {
  return join(directory, 'archives', 'ledger.jsonl');
}

export function hasLedger(directory: string): boolean {
  return existsSync(toFsPath(ledgerPath(directory)));
}
