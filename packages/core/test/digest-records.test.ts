import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { digestRecords, type RenderedFile, type SkippedFile } from '../src/index.js';

const file: RenderedFile = {
  path: 'a',
  mode: '100644',
  size: 3,
  offset: 2,
  length: 3,
  line: 0,
  lines: 1,
};

describe('digestRecords', () => {
  it('computes the digest of the bytes at the place of the record', () => {
    const sha256 = createHash('sha256').update('abc').digest('hex');
    expect(digestRecords([file], Buffer.from('> abc\n'))).toStrictEqual([{ ...file, sha256 }]);
  });

  it('leaves a digest that is there, and a skipped file, as they are', () => {
    const skipped: SkippedFile = { path: 'b', skipped: 'vanished' };
    const digested = { ...file, sha256: 'ab'.repeat(32) };
    expect(digestRecords([digested, skipped], Buffer.from('xxxxxx'))).toStrictEqual([
      digested,
      skipped,
    ]);
  });
});
