import { expect, it } from 'vitest';
import { recordedTree } from '../src/index.js';

it('leaves out an identity that depends on the location, if the dump must be reproducible', () => {
  const placed = { sha256: 'a', isPortable: false };
  const portable = { sha256: 'b', isPortable: true };
  expect([recordedTree(placed, false), recordedTree(placed, true)]).toEqual(['a', undefined]);
  expect([recordedTree(portable, false), recordedTree(portable, true)]).toEqual(['b', 'b']);
  expect(recordedTree(undefined, false)).toBeUndefined();
});
