import { createHash } from 'node:crypto';

/** Computes the root of a Merkle tree (RFC 6962, section 2.1) over leaves that are added one by one, in logarithmic memory. */
export interface MerkleRoot {
  add(leaf: Uint8Array): void;
  /** Of the leaves so far: 32 bytes. */
  root(): Buffer;
  size(): number;
}

export function createMerkleRoot(): MerkleRoot {
  /** Roots of full subtrees, from the largest to the smallest: one for each bit of the size that is set. */
  const peaks: Buffer[] = [];
  let size = 0;
  return {
    add(leaf) {
      let node = hash(leafPrefix, leaf);
      // Each trailing bit of the old size that is set is a subtree as large as the new one.
      for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
        node = hash(nodePrefix, peaks.pop() ?? Buffer.of(), node);
      }
      peaks.push(node);
      size++;
    },
    root() {
      const [smallest, ...larger] = peaks.toReversed();
      if (smallest === undefined) return createHash('sha256').digest();
      return larger.reduce((right, left) => hash(nodePrefix, left, right), smallest);
    },
    size: () => size,
  };
}

const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);

function hash(...parts: readonly Uint8Array[]): Buffer {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
}
