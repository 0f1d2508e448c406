import type { KeptSnapshot } from '@create-dump/snapshots';

/** The beginning of a digest, long enough to name a snapshot among many. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** A time in UTC, to the second, as selectors take it. */
export function utcText(time: Date): string {
  return time.toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length);
}

/** A time, or where two differ the time from the first to the last. */
export function spanText(first: Date, last: Date): string {
  const [from, to] = [utcText(first), utcText(last)];
  return from === to ? from : `${from} .. ${to}`;
}

/** A snapshot as JSON documents refer to it. */
export function snapshotReference({ id, time }: KeptSnapshot) {
  return { id, time: time.toISOString() };
}
