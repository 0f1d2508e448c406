import { stampToDate } from '@create-dump/core';

/** A name for a kept snapshot. */
export type Selector =
  /** The newest, or the one that is `back` snapshots older. */
  | { readonly kind: 'latest'; readonly back: number }
  /** The newest at or before a time. */
  | { readonly kind: 'at'; readonly time: Date }
  /** The one whose dump has a SHA-256 that begins so; lower case. */
  | { readonly kind: 'id'; readonly digits: string };

/** Shorter ones are ordinary words too often. */
const fewestDigits = 6;

/**
 * Parses `latest`, `latest~2`, `2026-03-01`, `2026-03-01T12:00[:30][Z]`, or at least six hexadecimal digits. A date means its end; all
 * times are UTC. Undefined for anything else: a selector has no `/` and no `.`, so `./latest` is always a file.
 */
export function parseSelector(word: string): Selector | undefined {
  const [latest, back] = /^latest(?:~(\d{1,6}))?$/u.exec(word) ?? [];
  if (latest !== undefined) return { kind: 'latest', back: Number(back ?? 0) };
  const time = parseTime(word);
  if (time !== undefined) return { kind: 'at', time };
  const isId = /^[0-9a-f]{1,64}$/iu.test(word) && word.length >= fewestDigits;
  return isId ? { kind: 'id', digits: word.toLowerCase() } : undefined;
}

function parseTime(word: string): Date | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?Z?)?$/u.exec(word);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute = '00', second = '00'] = match;
  const clock = hour === undefined ? '235959' : `${hour}${minute}${second}`;
  return stampToDate(`${year}${month}${day}_${clock}`);
}
