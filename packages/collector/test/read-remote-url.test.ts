import { join } from 'node:path';
import { git, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { readRemoteUrl } from '../src/index.js';

it('returns the URL of origin as configured, from below the root, too; undefined without one', () => {
  using directory = temporaryDirectory();
  writeTree(directory.path, { 'src/a.txt': 'a' });
  expect(readRemoteUrl(directory.path)).toBeUndefined();
  git(directory.path, 'init', '-q', '--template=');
  git(directory.path, 'remote', 'add', 'upstream', 'https://example.org/other.git');
  expect(readRemoteUrl(directory.path)).toBeUndefined();
  const url = 'https://user:secret@example.org/a.git';
  git(directory.path, 'remote', 'add', 'origin', url);
  expect(readRemoteUrl(join(directory.path, 'src'))).toBe(url);
});
