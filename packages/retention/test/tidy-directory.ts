import { join } from 'node:path';
import {
  applyRetention,
  discoverSnapshots,
  planQuarantine,
  planRetention,
  quarantine,
} from '../src/index.js';
import { never, prove, proveItem } from './snapshot-files.js';

/** Acts like a nightly job: quarantines what isn't intact, and keeps two snapshots of each group. Returns the failures. */
export async function tidyDirectory(directory: string, discovered = () => {}): Promise<string[]> {
  const now = new Date('2026-11-22T12:00:00Z');
  const archives = join(directory, 'archives');
  const found = await discoverSnapshots({ directory, prove, signal: never });
  discovered();
  const target = { directory: join(archives, 'quarantine'), now, signal: never };
  const moving = await quarantine(planQuarantine(found), target);
  const snapshots = found.groups.flatMap(({ snapshots }) => snapshots);
  const removing = await applyRetention(planRetention(snapshots, { keepLast: 2 }, { now }), {
    prove: proveItem,
    journal: join(archives, 'tombstones.jsonl'),
    now,
    signal: never,
  });
  return [moving.failure, removing.failure].flatMap((failure) =>
    failure === undefined ? [] : [`${failure.code} ${failure.message}`],
  );
}
