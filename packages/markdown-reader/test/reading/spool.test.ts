import { constants, existsSync, openSync, readlinkSync } from 'node:fs';
import { namesIn, temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { createSpool } from '../../src/reading/spool.js';

test('what is written is read back, and no name is left', () => {
  using directory = temporaryDirectory();
  using spool = createSpool({ spoolDirectory: directory.path });
  spool.write(Buffer.from('ab'));
  spool.write(Buffer.from('cd'));
  using source = spool.toSource({ name: 'x' });
  const target = Buffer.alloc(3);
  expect(source.read(target, 1)).toBe(3);
  expect(target.toString()).toBe('bcd');
  expect(namesIn(directory.path)).toEqual([]);
});

test.skipIf(!hasUnnamedFiles())('the file never has a name (needs O_TMPFILE and /proc)', () => {
  using directory = temporaryDirectory();
  using spool = createSpool({ spoolDirectory: directory.path });
  using source = spool.toSource({ name: 'x' });
  const link = readlinkSync(`/proc/self/fd/${String(source.descriptor)}`);
  expect(link).toMatch(/\/#\d+ \(deleted\)$/);
});

test('a directory that is not there is named', () => {
  using directory = temporaryDirectory();
  const spoolDirectory = `${directory.path}/none`;
  expect(() => createSpool({ spoolDirectory })).toThrow(
    `needs temporary space in ${spoolDirectory}: no such file or directory (ENOENT).`,
  );
});

function hasUnnamedFiles(): boolean {
  using directory = temporaryDirectory();
  try {
    openSync(directory.path, 0o20_000_000 | constants.O_DIRECTORY | constants.O_RDWR, 0o600);
    return existsSync('/proc/self/fd');
  } catch {
    return false;
  }
}
