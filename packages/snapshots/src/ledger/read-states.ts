import {
  type Checkpoint,
  checkLedger,
  createItemStates,
  type ItemState,
  type LedgerReport,
} from '@create-dump/ledger';
import { hasLedger, ledgerPath } from './ledger-path.js';

export interface LedgerStates {
  /** What the ledger says about each item. */
  readonly items: ReadonlyMap<string, ItemState>;
  readonly report: LedgerReport;
}

/**
 * Reads the ledger of a directory, and checks its chain. Undefined if there is none.
 * @throws {CreateDumpError} `READ_FAILED`. Rejects with the signal's reason.
 */
export async function readStates(
  directory: string,
  signal?: AbortSignal,
  checkpoint?: Checkpoint,
): Promise<LedgerStates | undefined> {
  if (!hasLedger(directory)) return undefined;
  const states = createItemStates();
  const report = await checkLedger(ledgerPath(directory), {
    onRecord: (record) => states.add(record),
    ...(checkpoint && { checkpoint }),
    ...(signal && { signal }),
  });
  return { items: states.items, report };
}
