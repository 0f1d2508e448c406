import { expect, it } from 'vitest';
import { repeatTree } from '../src/repeat-tree.mjs';

const equal = ['a', 'b', 'c/d', 'e'].map((path) => ({ path, weight: 1 }));

it('takes an even share', () => {
  expect(repeatTree(equal, 0.5).map(({ from }) => from)).toEqual(['a', 'c/d']);
});

it('takes all of them some times, then a share', () => {
  const links = repeatTree(equal, 2.5);
  expect(links).toHaveLength(10);
  expect(new Set(links.map(({ to }) => to)).size).toBe(10);
  expect(links[2]).toEqual({ from: 'c/d', to: 'copy-0/c/d' });
  expect(links.at(-1)).toEqual({ from: 'c/d', to: 'copy-2/c/d' });
});

it('takes the share of the weight', () => {
  const files = Array.from({ length: 1000 }, (_, index) => ({
    path: `${index}`,
    weight: (index * 7919) % 1000,
  }));
  const weights = new Map(files.map(({ path, weight }) => [path, weight]));
  const sum = (paths: readonly string[]) =>
    paths.reduce((total, path) => total + (weights.get(path) ?? 0), 0);
  const all = sum(files.map(({ path }) => path));
  const taken = sum(repeatTree(files, 0.1).map(({ from }) => from));
  expect(taken / all).toBeCloseTo(0.1, 2);
});
