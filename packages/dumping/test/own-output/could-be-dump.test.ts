import { expect, it } from 'vitest';
import { couldBeDump } from '../../src/own-output/could-be-dump.js';

it.each([
  ['snap', true],
  ['snap.md', true],
  ['snap.v1.2', true],
  ['.snap', true],
  ['main.c', false],
  ['package.json', false],
  ['Makefile', false],
  ['.gitignore', false],
])('%s: %s', (name, expected) => {
  expect(couldBeDump(name)).toBe(expected);
});
