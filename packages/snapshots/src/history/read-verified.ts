import { ledgerItem } from '../ledger/ledger-item.js';
import { readStates } from '../ledger/read-states.js';
import type { KeptSnapshot } from './kept-snapshot.js';

/** What the ledger says of a snapshot: when a copy of it was last read and found whole, or that each copy was found damaged. */
export interface Verification {
  readonly verified?: Date;
  readonly damaged?: true;
}

/** Looks up a snapshot in the ledger. */
export type FindVerification = (snapshot: KeptSnapshot) => Verification;

/**
 * Reads the ledger of a directory of snapshots. Undefined if there is none.
 * @throws {CreateDumpError} `READ_FAILED`. Rejects with the signal's reason.
 */
export async function readVerified(
  directory: string,
  signal: AbortSignal,
): Promise<FindVerification | undefined> {
  const states = await readStates(directory, signal);
  if (states === undefined) return undefined;
  return ({ live, archive }) => {
    const copies = [live, archive]
      .filter((path) => path !== undefined)
      .map((path) => states.items.get(ledgerItem(directory, path)));
    const whole = copies.filter((state) => state?.damaged === undefined);
    if (whole.length === 0) return { damaged: true };
    const times = whole.flatMap((state) => state?.verified ?? []);
    return times.length === 0
      ? {}
      : { verified: new Date(Math.max(...times.map((time) => time.getTime()))) };
  };
}
