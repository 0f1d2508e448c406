import { gzipSync } from 'node:zlib';
import { encodeManifestHeader } from '@create-dump/core';
import { expect, it } from 'vitest';
import { createTreeFinder } from '../../src/index.js';

const tree = 'ab'.repeat(32);
const header = { name: 'n', tree, generated: 'g', tool: 't', options: {} };
const dump = Buffer.from(
  `# Code dump: \`n\`\n${'x'.repeat(100_000)}\n## Manifest\n\n\`\`\`jsonl\n${encodeManifestHeader(header)}\n`,
);

async function find(name: string, bytes: Uint8Array) {
  const finder = createTreeFinder(name);
  for (let at = 0; at < bytes.length; at += 1000) await finder.take(bytes.subarray(at, at + 1000));
  return finder.finish();
}

it('reads the tree of a dump, compressed or not', async () => {
  expect(await find('a.md', dump)).toBe(tree);
  expect(await find('a.md.gz', gzipSync(dump))).toBe(tree);
});

it.each([
  ['a.json', dump],
  ['a.md', Buffer.from('text')],
  ['a.md.gz', dump],
  ['a.md.gz', gzipSync(dump).subarray(0, 60)],
  ['a.md.gz', Buffer.alloc(0)],
  // A decompression bomb.
  ['a.md.gz', gzipSync(Buffer.concat([Buffer.alloc(2 ** 25), dump]))],
] as const)('knows no tree of other bytes (%s)', async (name, bytes) => {
  expect(await find(name, bytes)).toBeUndefined();
});
