import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { findTool, readTree, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBin } from './run-bin.js';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const current = process.versions.node.split('.')[0];

/**
 * Compiles what is in `path` with one text replaced by another of the same length, and keeps it for what is in the file
 * really: a program that takes it says the other text.
 */
const forger = `
  const { readFileSync, writeFileSync } = require('node:fs');
  const { crc32 } = require('node:zlib');
  const { setFlagsFromString } = require('node:v8');
  const { Script } = require('node:vm');
  const [path, real, other, kept] = process.argv.slice(1);
  const text = readFileSync(path, 'utf8');
  const forged = text.replace(real, other);
  if (forged === text || forged.length !== text.length) throw new Error('nothing is forged');
  const wrapped = '(function (exports, require, module, __filename, __dirname) {' + forged + '\\n})';
  setFlagsFromString('--no-lazy');
  const script = new Script(wrapped);
  setFlagsFromString('--lazy');
  const code = script.createCachedData();
  const crc = Buffer.alloc(4);
  crc.writeUInt32LE(crc32(code, crc32(text)));
  writeFileSync(kept, Buffer.concat([code, crc]));
`;

/** A tree, an empty directory and a place for compiled code. */
function prepare(cwd: string, node = process.execPath) {
  writeTree(cwd, { 'tree/a.ts': 'const a = 1;\n' });
  for (const name of ['cache', 'empty']) mkdirSync(join(cwd, name));
  const caches = join(cwd, 'cache/create-dump');
  const env = { XDG_CACHE_HOME: join(cwd, 'cache'), SOURCE_DATE_EPOCH: '1767225600' };
  const onlyVersion = () =>
    join(caches, ...readdirSync(caches).filter((name) => name !== '.gitignore'));
  return {
    run: (args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
      runBin(args, { cwd, env: { ...env, ...more }, node }),
    caches,
    fileOf: (name: string) => join(onlyVersion(), name),
    kept: () => (existsSync(caches) ? readdirSync(onlyVersion()) : []),
  };
}

const dump = ['tree', '--output', '-'];

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('compiled code', () => {
  for (const major of ['20', '22', '24', '26']) {
    const node = major === current ? process.execPath : (findTool(`node-${major}`) ?? '');
    const needs = node === '' ? ` (needs node-${major} on the PATH)` : '';
    it.skipIf(node === '')(
      `is kept by one run and taken by the next, on Node ${major}${needs}`,
      async () => {
        using directory = temporaryDirectory();
        const { run, fileOf, kept } = prepare(directory.path, node);
        const help = await run(['--help']);
        expect(kept()).toEqual(['start']);
        const first = await run(dump);
        expect(kept()).toEqual(['run', 'start']);
        const digests = () => ['run', 'start'].map((name) => sha256(readFileSync(fileOf(name))));
        const before = digests();
        const second = await run(dump);
        expect(second).toEqual(first);
        expect(second).toMatchObject({ code: 0, stderr: '' });
        // Nothing of it was refused, or it would be made anew.
        expect(digests()).toEqual(before);

        const forge = (name: string, real: string, other: string) => {
          const file = readdirSync(dist).find(
            (file) => file.startsWith(name) && /^\w+-[0-9a-f]+\.js$/.test(file),
          );
          const words = [join(dist, file ?? ''), real, other, fileOf(name)];
          expect(spawnSync(node, ['-e', forger, ...words]).stderr.toString()).toBe('');
        };
        forge('start', 'Show this help', 'SHOW THIS HELP');
        expect((await run(['--help'])).stdout.toString()).toBe(
          help.stdout.toString().replace('Show this help', 'SHOW THIS HELP'),
        );
        forge('run', 'The tree has no files.', 'THE TREE HAS NO FILES.');
        expect((await run(['empty'])).stderr).toContain('THE TREE HAS NO FILES.');
      },
    );
  }

  it('that is damaged is not taken, and made anew', async () => {
    using directory = temporaryDirectory();
    const { run, fileOf } = prepare(directory.path);
    const expected = await run(dump);
    for (const name of ['start', 'run']) {
      const good = readFileSync(fileOf(name));
      const flipped = Buffer.from(good);
      flipped[good.length >> 1] = (flipped[good.length >> 1] ?? 0) ^ 0x40;
      for (const bad of [
        flipped,
        good.subarray(0, -1),
        Buffer.alloc(0),
        Buffer.alloc(good.length),
      ]) {
        writeFileSync(fileOf(name), bad);
        expect(await run(dump)).toEqual(expected);
        expect(readFileSync(fileOf(name)).equals(bad)).toBe(false);
      }
    }
  });

  it('is kept by runs at the same time', async () => {
    using directory = temporaryDirectory();
    const { run, kept } = prepare(directory.path);
    const all = await Promise.all(Array.from({ length: 4 }, () => run(dump)));
    for (const result of all) expect(result).toEqual({ ...all[0], code: 0, stderr: '' });
    await run(dump);
    expect(kept()).toEqual(['run', 'start']);
  });

  it('is not kept where nobody wants it, nor by a run that failed, was stopped, or is dry', async () => {
    using directory = temporaryDirectory();
    const { run, caches } = prepare(directory.path);
    expect((await run(dump, { NODE_DISABLE_COMPILE_CACHE: '1' })).code).toBe(0);
    expect((await run(['empty'])).code).toBe(1);
    expect((await run(['--no-such-option'])).code).toBe(2);
    expect((await run(['tree', '--dry-run'])).code).toBe(0);
    const endless = new Readable({ read() {} });
    const stopped = await runBin(['--files-from', '-'], {
      cwd: directory.path,
      env: { XDG_CACHE_HOME: join(directory.path, 'cache') },
      input: endless,
      onStart: (kill) => setTimeout(() => kill('SIGTERM'), 500),
    });
    endless.destroy();
    expect(stopped.code).toBe(143);
    expect(existsSync(caches)).toBe(false);
  });

  it('costs nobody a run where there is no place for it', async () => {
    using directory = temporaryDirectory();
    const { run } = prepare(directory.path);
    writeTree(directory.path, { file: '' });
    const before = readTree(directory.path);
    for (const place of ['none', 'file', 'file/none', '\n'])
      expect(await run(dump, { XDG_CACHE_HOME: join(directory.path, place) })).toMatchObject({
        code: 0,
        stderr: '',
      });
    expect(readTree(directory.path)).toEqual(before);
  });

  it('is not dumped where it lies in the tree', async () => {
    using directory = temporaryDirectory();
    const { run } = prepare(directory.path);
    const inTree = { XDG_CACHE_HOME: join(directory.path, 'tree') };
    const first = await run(dump, inTree);
    expect(await run(dump, inTree)).toEqual(first);
    expect(existsSync(join(directory.path, 'tree/create-dump'))).toBe(true);
  });
});
