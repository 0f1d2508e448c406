import { counted, exitCodes, type Observers } from '@create-dump/observing';
import type { UnreadManifests } from '@create-dump/snapshots';

/** Reports what could not be looked into; returns the exit code. */
export function reportHistory(
  { problems, unread }: UnreadManifests,
  { observe }: Pick<Observers, 'observe'>,
): number {
  if (unread > 0) {
    const what = `${counted(unread, 'snapshot')} without a manifest (JSON, or of another program)`;
    observe({ type: 'warned', message: `${what} could not be looked into.` });
  }
  for (const { path, message } of problems) {
    observe({ type: 'problem-found', code: 'INTEGRITY', message, path });
  }
  return problems.length > 0 ? exitCodes.integrity : exitCodes.done;
}
