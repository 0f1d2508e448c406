import { join } from 'node:path';
import {
  applyRetention,
  discoverSnapshots,
  findInterrupted,
  finishRemovals,
  planQuarantine,
  planRetention,
  quarantine,
} from '../src/index.js';
import { never, prove, proveItem } from './snapshot-files.js';

/** Acts like a nightly job: finishes interrupted removals, quarantines what isn't intact, and keeps two snapshots of each group. Returns the failures. */
export async function tidyDirectory(directory: string, discovered = () => {}): Promise<string[]> {
  const now = new Date('2026-11-22T12:00:00Z');
  const archives = join(directory, 'archives');
  const found = await discoverSnapshots({ directory, prove, signal: never });
  const journal = join(archives, 'tombstones.jsonl');
  const interrupted = await findInterrupted(found.orphans, journal);
  discovered();
  const finishing = await finishRemovals(interrupted, { journal, now, signal: never });
  const begun = new Set(interrupted.map(({ orphan }) => orphan));
  const orphans = found.orphans.filter((orphan) => !begun.has(orphan));
  const target = { directory: join(archives, 'quarantine'), now, signal: never };
  const moving = await quarantine(planQuarantine({ orphans }), target);
  const snapshots = found.groups.flatMap(({ snapshots }) => snapshots);
  const removing = await applyRetention(planRetention(snapshots, { keepLast: 2 }, { now }), {
    prove: proveItem,
    journal,
    now,
    signal: never,
  });
  return [finishing.failure, moving.failure, removing.failure].flatMap((failure) =>
    failure === undefined ? [] : [`${failure.code} ${failure.message}`],
  );
}
