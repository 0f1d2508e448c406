import { closeSync, constants, fstatSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { createIdleDescriptor } from '../../src/file-system/idle-descriptor.js';

test('closes the descriptor when the event loop turns', async () => {
  using directory = temporaryDirectory();
  writeTree(directory.path, { a: 'x' });
  const file = createIdleDescriptor();
  const descriptor = file.open('a', join(directory.path, 'a'), constants.O_RDONLY);
  expect(file.held('a')).toBe(descriptor);
  await new Promise(setImmediate);
  expect(file.held('a')).toBeUndefined();
  expect(() => fstatSync(descriptor)).toThrow('EBADF');
});

// Vitest fails the run on an uncaught error.
test('an error while closing ends neither the process nor the next opening', async () => {
  using directory = temporaryDirectory();
  writeTree(directory.path, { a: 'x', b: 'x' });
  const file = createIdleDescriptor();
  const open = (name: string) => file.open(name, join(directory.path, name), constants.O_RDONLY);
  closeSync(open('a'));
  open('b');
  closeSync(open('b'));
  await new Promise(setImmediate);
  expect(file.held('b')).toBeUndefined();
});
