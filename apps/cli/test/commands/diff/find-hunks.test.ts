import { applyPatch, formatPatch, structuredPatch } from 'diff';
import { expect, test } from 'vitest';
import { findHunks } from '../../../src/commands/diff/find-hunks.js';

const numbered = (count: number, word: string) =>
  Array.from({ length: count }, (_, line) => `${word} ${line}\n`).join('');

test.each([
  ['', 'a\nb\n'],
  ['', 'a'],
  ['a\nb', ''],
  ['a\r\n', ''],
  ['a\nb\nc', 'a\nx\nc\n'],
  ['', '\n'],
  ['', ''],
])('%j to %j has the hunks of a plain comparison', (oldText, newText) => {
  expect(findHunks(oldText, newText)).toEqual(structuredPatch('', '', oldText, newText).hunks);
});

test.each([
  ['every line', numbered(100_000, 'a'), numbered(100_000, 'b')],
  ['every line, without a last line feed', `${numbered(3000, 'a')}x`, `${numbered(3000, 'b')}y`],
])('a patch that changes %s is found soon, and applies', (_, oldText, newText) => {
  const hunks = [...findHunks(oldText, newText)];
  expect(hunks).toHaveLength(1);
  const patch = { ...structuredPatch('a', 'a', '', ''), hunks };
  expect(applyPatch(oldText, formatPatch(patch))).toBe(newText);
});
