import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const awkward = [
  '/proc/x',
  '/sys/x',
  '/dev/full',
  '/dev/null',
  '/dev/fd/9',
  '/proc/self/mem',
  'fifo',
  'fifo/x',
  'dangling',
  'loop',
  'loop/x',
  'file',
  'file/x',
];

function places() {
  const directory = temporaryDirectory();
  writeTree(directory.path, { 'p/a.txt': 'a', file: 'x' });
  execFileSync('mkfifo', [join(directory.path, 'fifo')]);
  symlinkSync('nothing', join(directory.path, 'dangling'));
  symlinkSync('loop', join(directory.path, 'loop'));
  return directory;
}

// A run that is killed by the wrapper ends with 124.
const wrapper = ['timeout', '10'];

describe.each(awkward)('%s', (place) => {
  it.each(['--dest', '--output'])('as %s is refused at once', async (flag) => {
    using directory = places();
    const { code, stderr } = await runBin(['p', flag, place], { cwd: directory.path, wrapper });
    expect([1, 2]).toContain(code);
    expect(stderr).toMatch(/^create-dump: [^\n]*\n$/);
  });

  it('as a root, a dump or a target is refused at once', async () => {
    using directory = places();
    for (const args of [
      ['files', place],
      ['verify', place],
      ['restore', place, '--to', place],
    ]) {
      const { code, stderr } = await runBin(args, { cwd: directory.path, wrapper });
      expect([1, 2, 4]).toContain(code);
      expect(stderr).not.toMatch(/\n {4}at /);
    }
  });
});
