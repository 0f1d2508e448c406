import { counted, type Observers } from '@create-dump/observing';
import type { ProjectReport } from '@create-dump/batching';
import { displayPath } from '@create-dump/core';

/** Reports each project without a complete dump, with the reason. Projects withheld because of others are only counted. */
export function reportIncompleteProjects(
  projects: readonly ProjectReport[],
  { observe }: Pick<Observers, 'observe'>,
): void {
  const warn = (message: string) =>
    observe({ type: 'batch-event', event: { type: 'warned', message } });
  for (const { directory, outcome, reason } of projects) {
    if (reason === null || reason.code === 'WITHHELD') continue;
    const path = displayPath(directory);
    if (outcome === 'empty') {
      warn(`${path}: no dump. ${reason.message}`);
    } else {
      const message = `${path}: ${outcome === 'partly' ? 'dumped in part' : 'no dump'}. ${reason.message}`;
      observe({ type: 'problem-found', code: reason.code, message, path: directory });
    }
  }
  const withheld = projects.filter(({ outcome }) => outcome === 'withheld').length;
  if (withheld === 0) return;
  warn(
    `${counted(withheld, 'dump')} of other projects succeeded but are not published, because of --atomic.`,
  );
}
