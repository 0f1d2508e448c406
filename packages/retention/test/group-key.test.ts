import { expect, test } from 'vitest';
import { groupKey } from '../src/index.js';

const tree = 'ab'.repeat(32);

test.each([
  ['a dump that does not record its tree', undefined, 'p'],
  ['a dump of a tree: the start of its digest tells it from others', tree, 'p/abababababab'],
])('the group of %s', (_, tree, key) => {
  expect(groupKey('p', tree)).toBe(key);
});
