import { execFileSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { readRegularFile } from '../../src/index.js';

const limit = 5000;

test('reads a file up to the limit', () => {
  using directory = temporaryDirectory();
  writeTree(directory.path, { full: 'x'.repeat(limit), larger: 'x'.repeat(limit + 1), empty: '' });
  const read = (name: string) => readRegularFile(join(directory.path, name), { limit });
  expect(read('full')?.toString()).toBe('x'.repeat(limit));
  expect(read('larger')).toBeUndefined();
  expect(read('empty')).toHaveLength(0);
  expect(read('missing')).toBeUndefined();
});

test('reads nothing but regular files, and follows a link only where asked to', () => {
  using directory = temporaryDirectory();
  const inside = (name: string) => join(directory.path, name);
  writeTree(directory.path, { file: 'x' });
  execFileSync('mkfifo', [inside('fifo')]);
  symlinkSync('file', inside('link'));
  for (const path of [inside('fifo'), directory.path, '/dev/zero', inside('link')]) {
    expect(readRegularFile(path, { limit })).toBeUndefined();
  }
  expect(readRegularFile(inside('link'), { limit, followLink: true })?.toString()).toBe('x');
});

const hasProc = existsSync('/proc/self/pagemap');

test.skipIf(!hasProc)('reads files that state no size, up to the limit (needs /proc)', () => {
  expect(readRegularFile('/proc/self/status', { limit })?.toString()).toMatch(/^Name:/);
  // Endless for practical purposes.
  expect(readRegularFile('/proc/self/pagemap', { limit: 100_000 })).toBeUndefined();
});
