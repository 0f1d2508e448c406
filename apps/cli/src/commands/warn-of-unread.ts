import { counted, type Observers } from '@create-dump/observing';
import type { UnreadManifests } from '@create-dump/snapshots';

/** Tells how many snapshots weren't looked into, because they have no manifest. */
export function warnOfUnread(
  { unread }: Pick<UnreadManifests, 'unread'>,
  { observe }: Pick<Observers, 'observe'>,
): void {
  if (unread === 0) return;
  const message = `${counted(unread, 'snapshot')} without a manifest (JSON, or of another program) could not be looked into.`;
  observe({ type: 'warned', message });
}
