import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readTree, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCodeStore } from '../../src/compile-cache/create-code-store.js';

const version = '0.1.0-v20.20.2-linux-x64-1a2b3c4d';
const user = process.geteuid?.();
const code = Buffer.from('code');
const isRoot = user === 0;
const asRoot = isRoot ? '' : ' (skipped: only root can give files away)';
const day = 24 * 60 * 60 * 1000;

function storeIn(root: string, options: { user?: number; now?: Date; version?: string } = {}) {
  const path = join(root, '.cache/create-dump');
  const directory = join(path, version);
  const common = { home: { root, path }, version, user, pid: 7, now: new Date() };
  return {
    path,
    directory,
    file: join(directory, 'run'),
    ...createCodeStore({ ...common, ...options }),
  };
}

describe('createCodeStore', () => {
  it('gives back what was written last, to its user alone', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (first, second) => {
        using root = temporaryDirectory();
        const store = storeIn(root.path);
        expect(store.read('run')).toBeUndefined();
        for (const bytes of [first, second]) {
          store.write('run', () => bytes);
          expect(store.read('run')?.equals(bytes)).toBe(true);
        }
        expect(readdirSync(store.directory)).toEqual(['run']);
        expect(statSync(store.file).mode & 0o777).toBe(0o600);
        for (const path of [store.path, store.directory])
          expect(statSync(path).mode & 0o777).toBe(0o700);
      }),
      { numRuns: 20 },
    );
  });

  it('is ignored where it lies in what is dumped', () => {
    using root = temporaryDirectory();
    const store = storeIn(root.path);
    store.write('run', () => code);
    expect(readTree(store.path).get('.gitignore')).toBe('100644 *\n');
  });

  it.each([
    ['the file is writable by its group', 'file', 0o620],
    ['the file is writable by others', 'file', 0o602],
    ['the directory is writable by its group', 'directory', 0o770],
    ['the directory is writable by others', 'directory', 0o707],
  ] as const)('trusts nothing if %s', (_, which, mode) => {
    using root = temporaryDirectory();
    const store = storeIn(root.path);
    store.write('run', () => code);
    chmodSync(store[which], mode);
    expect(store.read('run')).toBeUndefined();
  });

  it.skipIf(!isRoot)(`trusts nothing that is another user's${asRoot}`, () => {
    for (const which of ['file', 'directory'] as const) {
      using root = temporaryDirectory();
      const store = storeIn(root.path);
      store.write('run', () => code);
      chownSync(store[which], 1234, 1234);
      expect(store.read('run')).toBeUndefined();
    }
  });

  it('follows no link in place of the file or the directory', () => {
    for (const which of ['file', 'directory'] as const) {
      using root = temporaryDirectory();
      const store = storeIn(root.path);
      store.write('run', () => code);
      const elsewhere = join(root.path, 'elsewhere');
      renameSync(store[which], elsewhere);
      symlinkSync(elsewhere, store[which]);
      expect(store.read('run')).toBeUndefined();
    }
  });

  it.skipIf(!isRoot)(`leaves nothing in the home of another user${asRoot}`, () => {
    using root = temporaryDirectory();
    chownSync(root.path, 1234, 1234);
    storeIn(root.path).write('run', () => code);
    expect(readdirSync(root.path)).toEqual([]);
  });

  it('makes no code where it could not be written', () => {
    using root = temporaryDirectory();
    const make = () => expect.unreachable();
    storeIn(join(root.path, 'none')).write('run', make);
    expect(existsSync(join(root.path, 'none'))).toBe(false);

    const store = storeIn(root.path);
    mkdirSync(join(root.path, '.cache'));
    writeFileSync(store.path, 'a file');
    store.write('run', make);
    rmSync(store.path);

    mkdirSync(store.path);
    chmodSync(store.path, 0o777);
    store.write('run', make);
    expect(readdirSync(store.path)).toEqual([]);
  });

  it('leaves what is in the place of the file, and no temporary file', () => {
    using root = temporaryDirectory();
    const store = storeIn(root.path);
    store.write('run', () => code);
    rmSync(store.file);
    mkdirSync(store.file);
    store.write('run', () => code);
    expect(readdirSync(store.directory)).toEqual(['run']);
    expect(store.read('run')).toBeUndefined();
  });

  it('leaves nothing of code that could not be made', () => {
    using root = temporaryDirectory();
    const store = storeIn(root.path);
    store.write('run', () => {
      throw new Error('no memory');
    });
    expect(readdirSync(store.directory)).toEqual([]);
  });

  it('goes on after a process that was killed while it wrote', () => {
    using root = temporaryDirectory();
    const store = storeIn(root.path);
    store.write('start', () => code);
    writeFileSync(join(store.directory, 'run.7.tmp'), 'half');
    store.write('run', () => code);
    expect(readdirSync(store.directory)).toEqual(['run', 'start']);
  });

  it('removes other versions once they are a month old, and nothing else', () => {
    using root = temporaryDirectory();
    const outside = join(root.path, 'outside');
    const { path } = storeIn(root.path);
    const others = ['0.0.9-v20.20.2-linux-x64-1a2b3c4d', '0.1.0-v18.0.0-linux-x64-1'];
    for (const name of [...others, '0.0.1-v1.0.0-nested/in', 'kept']) {
      mkdirSync(join(path, name), { recursive: true });
      writeFileSync(join(path, name, 'run'), '');
    }
    mkdirSync(outside);
    writeFileSync(join(outside, 'run'), '');
    symlinkSync(outside, join(path, '0.0.1-v2.0.0-link'));
    const [old = '', recent = ''] = others;
    chmodSync(path, 0o700);
    utimesSync(join(path, recent), new Date(Date.now() + 2 * day), new Date(Date.now() + 2 * day));
    storeIn(root.path, { now: new Date(Date.now() + 31 * day) }).write('run', () => code);
    const left = [
      '.gitignore',
      '0.0.1-v1.0.0-nested',
      '0.0.1-v2.0.0-link',
      recent,
      version,
      'kept',
    ];
    expect(readdirSync(path).sort()).toEqual(left.sort());
    expect(left).not.toContain(old);
    expect(readdirSync(outside)).toEqual(['run']);
  });
});
