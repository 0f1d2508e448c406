/*
 * What commands say about the history of a directory: texts for people, painted by the caller, and objects for JSON documents.
 */
import type { KeptSnapshot } from '../kept-snapshot.js';

/** Styles a text, or returns it unchanged where there are no colours. */
export type PaintText = (style: 'bold' | 'dim' | 'red' | 'green', text: string) => string;

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

/** `1 snapshot`, `2,000 snapshots`. */
export function countText(count: number): string {
  return `${count.toLocaleString('en-US')} snapshot${count === 1 ? '' : 's'}`;
}
