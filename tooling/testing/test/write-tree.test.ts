import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arbitraryTree,
  readTree,
  temporaryDirectory,
  type TreeEntry,
  writeTree,
} from '../src/index.js';

describe('writeTree and readTree', () => {
  it('keep every name, content, mode and link of any tree', () => {
    fc.assert(
      fc.property(arbitraryTree, (tree) => {
        using directory = temporaryDirectory();
        writeTree(directory.path, tree);
        const expected = Object.entries(tree).map(([key, entry]) => [
          key.replace(/^latin1:/, ''),
          shown(entry),
        ]);
        expect(Object.fromEntries(readTree(directory.path))).toStrictEqual(
          Object.fromEntries(expected),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('tell two trees apart by one byte', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'a/b': 'one' });
    const before = readTree(directory.path);
    writeFileSync(join(directory.path, 'a/b'), 'two');
    expect(readTree(directory.path)).not.toStrictEqual(before);
  });
});

function shown(entry: TreeEntry): string {
  if (typeof entry === 'string' || entry instanceof Uint8Array) return `100644 ${latin1(entry)}`;
  if ('link' in entry) return `120000 ${latin1(entry.link)}`;
  return `${entry.executable ? '100755' : '100644'} ${latin1(entry.content)}`;
}

function latin1(content: string | Uint8Array): string {
  return Buffer.from(content).toString('latin1');
}
