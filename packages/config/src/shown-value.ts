import { displayPath } from '@create-dump/core';

const longest = 60;

/** Formats any value for a message: as JSON, on one line, shortened. */
export function shownValue(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null) return 'null';
  if (Array.isArray(value))
    return shorten(`[${value.slice(0, longest).map(shownValue).join(', ')}]`);
  if (value instanceof Date) return `the date ${value.toISOString()}`;
  if (typeof value !== 'string') return 'a table';
  // displayPath escapes control characters itself: JSON.stringify would double its backslashes.
  return `"${shorten(displayPath(value)).replaceAll('"', String.raw`\"`)}"`;
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
