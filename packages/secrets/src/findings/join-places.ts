import type { SecretPlace } from '../matcher.js';

/** A secret that was found. */
export interface FoundPlace extends SecretPlace {
  readonly rule: string;
  readonly fingerprint?: string;
}

/**
 * Joins what several rules found: the result is in order, without overlaps, and covers all of it. A place within another one goes;
 * of two equal ones, the first stays. One that only begins in another one is cut.
 */
export function joinPlaces<T extends SecretPlace>(places: readonly T[]): T[] {
  const sorted = [...places].sort((a, b) => a.start - b.start || b.end - a.end);
  const joined: T[] = [];
  let end = 0;
  for (const place of sorted) {
    if (place.end <= end) continue;
    joined.push(place.start >= end ? place : { ...place, start: end });
    end = place.end;
  }
  return joined;
}

/** The rule of a content that wasn't searched to its end. */
export const tooManyCandidates = 'too-many-candidates';

/** Adds what wasn't searched, from `rest` on, as places between those that were found. Places are in order. */
export function coverRest(
  places: readonly FoundPlace[],
  rest: number | undefined,
  length: number,
): FoundPlace[] {
  if (rest === undefined) return [...places];
  const covered: FoundPlace[] = [];
  let from = rest;
  for (const place of [...places, { start: length, end: length, rule: '' }]) {
    if (place.start > from)
      covered.push({ start: from, end: place.start, rule: tooManyCandidates });
    if (place.end > place.start) covered.push(place);
    from = Math.max(from, place.end);
  }
  return covered;
}
