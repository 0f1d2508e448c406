import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMerkleRoot } from '../src/index.js';

/** RFC 6962, section 2.1, word for word. */
function recursiveRoot(leaves: readonly Uint8Array[]): Buffer {
  const hash = (...parts: Uint8Array[]) =>
    createHash('sha256').update(Buffer.concat(parts)).digest();
  const [only] = leaves;
  if (only === undefined) return hash();
  if (leaves.length === 1) return hash(Buffer.of(0), only);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return hash(Buffer.of(1), recursiveRoot(left), recursiveRoot(right));
}

test('is the root of RFC 6962, after each leaf', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 200 }), (leaves) => {
      const tree = createMerkleRoot();
      expect(tree.root()).toEqual(recursiveRoot([]));
      for (const [index, leaf] of leaves.entries()) {
        tree.add(leaf);
        expect(tree.size()).toBe(index + 1);
      }
      expect(tree.root()).toEqual(recursiveRoot(leaves));
    }),
  );
  const tree = createMerkleRoot();
  const leaves = Array.from({ length: 177 }, (_, index) => Buffer.from(String(index)));
  for (const [index, leaf] of leaves.entries()) {
    tree.add(leaf);
    expect(tree.root()).toEqual(recursiveRoot(leaves.slice(0, index + 1)));
  }
});

test('knows the vectors of RFC 6962', () => {
  // From certificate-transparency's reference tests.
  const tree = createMerkleRoot();
  expect(tree.root().toString('hex')).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
  tree.add(Buffer.of());
  expect(tree.root().toString('hex')).toBe(
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  );
  tree.add(Buffer.of(0));
  expect(tree.root().toString('hex')).toBe(
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  );
});
