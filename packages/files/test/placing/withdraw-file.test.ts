import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { readIdentity } from '../../src/file-identity.js';
import { createPlacement } from '../../src/placing/create-placement.js';
import { withdrawFile } from '../../src/placing/withdraw-file.js';

function identityOf(path: string) {
  const identity = readIdentity(path);
  if (identity === undefined) throw new Error(path);
  return identity;
}

it('removes the name of a file that was placed, and no other file', () => {
  using directory = temporaryDirectory();
  const [temporary, final] = ['temporary', 'final'].map((name) => join(directory.path, name));
  if (temporary === undefined || final === undefined) throw new Error();
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  const { guarded, reserving } = createPlacement(warn);
  writeFileSync(temporary, 'ours');
  const file = { path: temporary, identity: identityOf(temporary) };
  for (const place of [guarded, reserving]) {
    expect(place(file, final)).toBe(true);
    expect(withdrawFile(file, final, warn)).toBe(true);
    expect(existsSync(final)).toBe(false);
  }

  writeFileSync(final, 'of somebody else');
  expect(guarded(file, final)).toBe(false);
  expect(reserving(file, final)).toBe(false);
  expect(withdrawFile(file, final, warn)).toBe(true);
  expect(existsSync(final)).toBe(true);
  expect(warnings).toEqual([]);
});

it('says that it could not remove', () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'folder');
  mkdirSync(path);
  const warnings: string[] = [];
  const isDone = withdrawFile({ identity: identityOf(path) }, path, (message) => {
    warnings.push(message);
  });
  expect(isDone).toBe(false);
  expect(warnings).toEqual([expect.stringContaining(`${path}, which failed to publish,`)]);
});
