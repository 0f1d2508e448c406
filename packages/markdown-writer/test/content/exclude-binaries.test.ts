import type { Discovery } from '@create-dump/core';
import { describe, expect, it } from 'vitest';
import { excludeBinaries } from '../../src/index.js';
import { memorySource, type MemoryTree } from '../memory-tree.js';

function discoverInMemory(tree: MemoryTree): Promise<Discovery> {
  const files = Object.entries(tree).map(([path, { length }]) => ({
    path,
    mode: '100644' as const,
    size: length,
  }));
  const discover = async () => ({ name: 'tree', files, skipped: [], ignored: 0 });
  const openSource = ({ path }: { path: string }) => memorySource(tree[path] ?? new Uint8Array());
  return excludeBinaries(discover, openSource)(new AbortController().signal);
}

describe('excludeBinaries', () => {
  it.each([
    ['small', 3],
    ['large', 5_000_000],
  ])('leaves out %s binary contents, and keeps texts', async (_, size) => {
    const { files, skipped } = await discoverInMemory({
      bin: Buffer.alloc(size),
      'latin-1': Buffer.alloc(size, 0xe9),
      text: Buffer.alloc(size, 'x'),
    });
    expect(files.map(({ path }) => path)).toEqual(['latin-1', 'text']);
    expect(skipped).toEqual([
      { path: 'bin', mode: '100644', size, skipped: 'excluded', detail: 'binary' },
    ]);
  });
});
