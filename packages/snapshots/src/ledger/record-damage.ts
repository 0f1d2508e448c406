import type { Ledger, LedgerEntry } from '@create-dump/ledger';
import type { KeepingContext } from '../keeping-options.js';
import type { Survey } from '../survey-directory.js';
import { ledgerItem } from './ledger-item.js';
import { readStates } from './read-states.js';

/** Records the damage that a survey found, unless the ledger knows of it: the next audit begins with it. */
export async function recordDamage(
  { damagedSnapshots, damaged }: Pick<Survey, 'damagedSnapshots' | 'damaged'>,
  ledger: Ledger,
  directory: string,
  { process, signal }: Pick<KeepingContext, 'process' | 'signal'>,
): Promise<void> {
  const found = [...damagedSnapshots, ...damaged];
  if (found.length === 0) return;
  const states = await readStates(directory, signal);
  const news = found.flatMap(({ path, message }): LedgerEntry[] => {
    const item = ledgerItem(directory, path);
    const known = states?.items.get(item);
    // What was never recorded isn't damaged but unrecorded.
    if (known === undefined || known.damaged !== undefined) return [];
    const sha256 = known.digests.at(-1);
    return [{ act: 'damaged', item, ...(sha256 && { sha256 }), reasons: [message] }];
  });
  await ledger.append(news, process.now, signal);
}
