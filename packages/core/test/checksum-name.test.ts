import { describe, expect, it } from 'vitest';
import { checksumName } from '../src/index.js';

describe('checksumName', () => {
  it.each([
    ['a_all_code_dump_20261122_071900.md', 'a_all_code_dump_20261122_071900.sha256'],
    ['a.md.gz', 'a.sha256'],
    ['a.json', 'a.sha256'],
    ['a.json.gz', 'a.sha256'],
    ['a.gz', 'a.gz.sha256'],
    ['notes', 'notes.sha256'],
    ['a.md.txt', 'a.md.txt.sha256'],
    ['amd', 'amd.sha256'],
  ])('of %s is %s', (dump, checksum) => {
    expect(checksumName(dump)).toBe(checksum);
  });
});
