import { formatSummary, grouped, type Observers, timeText } from '@create-dump/observing';
import { displayPath, formatByteSize } from '@create-dump/core';
import type { RestoreResult } from '@create-dump/markdown-reader';
import type { World } from '../../process/world.js';

/** Reports what a restore did or would do. */
export function reportRestored(
  result: Omit<RestoreResult, 'unmatched'>,
  { dryRun }: { readonly dryRun: boolean },
  { world, observers }: { readonly world: Pick<World, 'stdout' | 'now'>; observers: Observers },
): void {
  const { target, created, replaced, kept, bytes, notExact } = result;
  const { notes, process } = observers;
  const counts = [
    `${grouped(created)} created`,
    ...(replaced > 0 ? [`${grouped(replaced)} replaced`] : []),
    ...(kept > 0 ? [`${grouped(kept)} the same already`] : []),
  ].join(', ');
  const name = displayPath(target);
  world.stdout.write(
    dryRun ? `would restore to ${name}: ${counts}; nothing was written\n` : `${target}\n`,
  );
  if (dryRun || !notes.areWanted) return;
  const seconds = (world.now().getTime() - process.now.getTime()) / 1000;
  notes.write(
    formatSummary(
      [
        ['files', counts],
        ['size', formatByteSize(bytes)],
        ['not exact', notExact.length > 0 ? grouped(notExact.length) : ''],
        ['time', timeText(seconds, bytes)],
      ],
      notes.paint,
    ),
  );
}
