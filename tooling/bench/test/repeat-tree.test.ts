import { expect, it } from 'vitest';
import { repeatTree } from '../src/repeat-tree.mjs';

const paths = ['a', 'b', 'c/d', 'e'];

it('takes an even share', () => {
  expect(repeatTree(paths, 0.5).map(({ from }) => from)).toEqual(['b', 'e']);
});

it('takes all of them some times, then a share', () => {
  const links = repeatTree(paths, 2.5);
  expect(links).toHaveLength(10);
  expect(new Set(links.map(({ to }) => to)).size).toBe(10);
  expect(links[2]).toEqual({ from: 'c/d', to: 'copy-0/c/d' });
  expect(links.at(-1)).toEqual({ from: 'e', to: 'copy-2/e' });
});
