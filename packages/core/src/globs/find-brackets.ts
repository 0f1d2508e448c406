import { posixClassAt } from './posix-classes.js';

/** Matched brackets of a pattern: index of the opening one → index of the closing one. */
export interface Brackets {
  /** `[…]` */
  readonly sets: ReadonlyMap<number, number>;
  /** `(…)`, with an extglob mark in front or without. */
  readonly parentheses: ReadonlyMap<number, number>;
}

/** Finds sets and parentheses. Brackets within a set and escaped ones don't count. */
export function findBrackets(pattern: string): Brackets {
  const sets = new Map<number, number>();
  const parentheses = new Map<number, number>();
  const open: number[] = [];
  const lastClosing = pattern.lastIndexOf(']');
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at++;
    else if (char === '(') open.push(at);
    else if (char === ')') {
      const start = open.pop();
      if (start !== undefined) parentheses.set(start, at);
    } else if (char === '[' && at < lastClosing) {
      const end = findSetEnd(pattern, at);
      if (end === undefined) continue;
      sets.set(at, end);
      at = end;
    }
  }
  return { sets, parentheses };
}

/** A leading `]`, also after a negation, is a member of the set. */
function findSetEnd(pattern: string, start: number): number | undefined {
  let at = start + 1;
  if (pattern[at] === '!' || pattern[at] === '^') at++;
  if (pattern[at] === ']') at++;
  for (; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === ']') return at;
    if (char === '\\') at++;
    else at += (posixClassAt(pattern, at)?.length ?? 1) - 1;
  }
  return undefined;
}
