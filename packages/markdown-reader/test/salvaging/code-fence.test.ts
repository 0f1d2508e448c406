import { expect, test } from 'vitest';
import { isClosingFence, openingFence } from '../../src/salvaging/code-fence.js';

test.each<[string, object | undefined]>([
  ['```', { char: '`', length: 3, info: '' }],
  ['````ts', { char: '`', length: 4, info: 'ts' }],
  ['   ~~~ a`b ', { char: '~', length: 3, info: 'a`b' }],
  ['``', undefined],
  ['    ```', undefined],
  ['``` a`b', undefined],
  ['x```', undefined],
  ['\t```', undefined],
])('%j opens the expected fence, or none', (line, fence) => {
  expect(openingFence(line)).toEqual(fence);
});

test.each<[string, boolean]>([
  ['````', true],
  ['`````', true],
  ['   ```` \t', true],
  ['```', false],
  ['~~~~', false],
  ['````x', false],
  ['````\u00a0', false],
  ['    ````', false],
])('%j closes a fence of four backticks: %j', (line, closes) => {
  expect(isClosingFence(line, { char: '`', length: 4, info: '' })).toBe(closes);
});
