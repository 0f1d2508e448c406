import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { mayReplace } from '../../src/own-output/may-replace.js';

it.each([
  ['an empty file', true, (path: string) => writeFileSync(path, '')],
  ['notes', false, (path: string) => writeFileSync(path, '# Notes\n')],
  ['a cut dump', false, (path: string) => writeFileSync(path, '# Code dump: x\n')],
  ['a directory', false, (path: string) => mkdirSync(path)],
  ['a link to an empty file', false, (path: string) => symlinkSync('/dev/null', path)],
  ['a FIFO', false, (path: string) => void execFileSync('mkfifo', [path])],
  ['nothing', false, () => {}],
])('%s: %s', (_, expected, make) => {
  using directory = temporaryDirectory();
  const path = `${directory.path}/x.md`;
  make(path);
  expect(mayReplace(path)).toBe(expected);
});
