import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { readStatedDigest } from '../../src/reading/read-stated-digest.js';

it('returns the digest for the file that the line names, and for no other', () => {
  using directory = temporaryDirectory();
  const checksum = join(directory.path, 'x.sha256');
  expect(readStatedDigest(checksum, 'x.md')).toBeUndefined();
  const sha256 = 'ab'.repeat(32);
  writeFileSync(checksum, `${sha256}  x.md\n`);
  expect(readStatedDigest(checksum, 'x.md')).toBe(sha256);
  expect(readStatedDigest(checksum, join(directory.path, 'x.md'))).toBe(sha256);
  expect(readStatedDigest(checksum, 'y.md')).toBeUndefined();
  writeFileSync(checksum, 'no digest  x.md\n');
  expect(readStatedDigest(checksum, 'x.md')).toBeUndefined();
});
