import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { DumpEvent } from '@create-dump/core';
import { openDump, openFileSource } from '@create-dump/markdown-reader';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { dumpProject, type ProjectDump } from '../src/index.js';
import { createFakeFinder, fakeSecret, fakeSecrets } from './fake-finder.js';

const secret = fakeSecret('12345678');

function createScene() {
  const directory = temporaryDirectory();
  const root = join(directory.path, 'tree');
  const out = join(directory.path, 'out');
  mkdirSync(root);
  writeTree(root, { a: 'a\n', key: `k = ${secret}\n`, ok: `${secret} allowed\n` });
  let time = Date.UTC(2026, 0, 1);
  return {
    root,
    out,
    path: directory.path,
    async run(mode: 'off' | 'warn' | 'redact' | 'fail', more: Partial<ProjectDump> = {}) {
      const events: DumpEvent[] = [];
      const now = new Date((time += 86_400_000));
      const result = await dumpProject(
        {
          selection: { root },
          destination: { kind: 'directory', directory: out },
          ...(mode !== 'off' && { secrets: fakeSecrets(mode) }),
          ...more,
        },
        {
          process: { pid: process.pid, hostname: 'test', now },
          tool: 'test 1.0.0',
          generatedAt: new Date(0),
          observe: (event) => events.push(event),
          createFinder: createFakeFinder,
        },
      );
      const found = events.filter((event) => event.type === 'secret-found');
      return { ...result, found, bytes: result.path === null ? null : readFileSync(result.path) };
    },
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

describe('dumpProject, where secrets are looked for', () => {
  it('changes no byte with warn, and tells what it found', async () => {
    using scene = createScene();
    const [off, warned] = [await scene.run('off'), await scene.run('warn')];
    expect(warned.bytes?.equals(off.bytes ?? Buffer.alloc(0))).toBe(true);
    expect(off.found).toStrictEqual([]);
    const finding = { type: 'secret-found', rule: 'fake', line: 1, fingerprint: 'f'.repeat(32) };
    expect(warned.found).toStrictEqual([
      { ...finding, path: 'key', action: 'warned' },
      { ...finding, path: 'ok', action: 'allowed' },
    ]);
  });

  it('publishes nothing with fail, and leaves nothing', async () => {
    using scene = createScene();
    await expect(scene.run('fail')).rejects.toMatchObject({ code: 'REFUSED' });
    expect(existsSync(scene.out) ? readdirSync(scene.out) : []).toStrictEqual([]);
    writeFileSync(join(scene.root, 'key'), 'no more\n');
    expect((await scene.run('fail')).bytes?.includes('"version":1,')).toBe(true);
  });

  function openStream(spoolDirectory: string) {
    const stream = new PassThrough();
    mkdirSync(spoolDirectory);
    return {
      streamed: buffer(stream),
      destination: { kind: 'stream', stream, spoolDirectory } as const,
    };
  }

  it('writes not a byte of a dump that fail refuses to a stream', async () => {
    using scene = createScene();
    const spoolDirectory = join(scene.path, 'spool');
    const { streamed, destination } = openStream(spoolDirectory);
    await expect(scene.run('fail', { destination })).rejects.toMatchObject({ code: 'REFUSED' });
    destination.stream.end();
    expect(await streamed).toHaveLength(0);
    expect(readdirSync(spoolDirectory)).toStrictEqual([]);
  });

  it('writes a dump to a stream that fail has nothing against', async () => {
    using scene = createScene();
    writeFileSync(join(scene.root, 'key'), 'no more\n');
    const spoolDirectory = join(scene.path, 'spool');
    const { streamed, destination } = openStream(spoolDirectory);
    await scene.run('fail', { destination });
    destination.stream.end();
    const { bytes } = await scene.run('off');
    expect((await streamed).equals(bytes ?? Buffer.alloc(0))).toBe(true);
    expect(readdirSync(spoolDirectory)).toStrictEqual([]);
  });

  it('needs a place where a dump waits for its stream', async () => {
    using scene = createScene();
    const destination = { kind: 'stream', stream: new PassThrough() } as const;
    const run = scene.run('fail', { destination });
    await expect(run).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('states version 2 and what decides about contents with redact, found or not', async () => {
    using scene = createScene();
    const secrets = { ...fakeSecrets('redact'), recorded: { secretsRules: 'ab' } };
    for (const redacted of [['key'], []]) {
      const result = await scene.run('redact', { secrets });
      expect(result.redacted).toStrictEqual(redacted);
      using source = await openFileSource(result.path ?? '', { spoolDirectory: scene.path });
      expect(openDump(source).header).toMatchObject({
        version: 2,
        options: { secrets: 'redact', secretsRules: 'ab' },
      });
      writeFileSync(join(scene.root, 'key'), 'no more\n');
    }
  });

  it('refuses a redacted content if strict', async () => {
    using scene = createScene();
    await expect(scene.run('redact', { strict: true })).rejects.toMatchObject({
      code: 'REFUSED',
      message: expect.stringContaining('key (redacted)'),
    });
  });

  it('tells nothing from which the length of a secret follows', async () => {
    using scene = createScene();
    const events: DumpEvent[] = [];
    await dumpProject(
      {
        selection: { root: scene.root },
        destination: { kind: 'directory', directory: scene.out },
        secrets: fakeSecrets('redact'),
      },
      {
        process: { pid: process.pid, hostname: 'test', now: new Date(0) },
        tool: 'test 1.0.0',
        observe: (event) => events.push(event),
        createFinder: createFakeFinder,
      },
    );
    const sum = events.reduce(
      (bytes, event) => (event.type === 'discovered' ? event.bytes : bytes),
      0,
    );
    expect(sum % 65_536).toBe(0);
  });
});

describe('skipUnchanged, where secrets are looked for', () => {
  function createSkipping() {
    const scene = createScene();
    const skipUnchanged = {
      spoolDirectory: scene.path,
      cacheDirectory: join(scene.path, 'cache'),
    };
    return {
      ...scene,
      run: (mode: Parameters<typeof scene.run>[0]) => scene.run(mode, { skipUnchanged }),
      [Symbol.dispose]: () => scene[Symbol.dispose](),
    };
  }

  it('looks again, and tells again, as long as there is anything to tell', async () => {
    using scene = createSkipping();
    expect((await scene.run('warn')).found).toHaveLength(2);
    for (let again = 0; again < 2; again++) {
      const { found, unchanged } = await scene.run('warn');
      expect(found).toHaveLength(2);
      expect(unchanged?.by).toBe('content');
    }
  });

  it('refuses a tree whose dump was kept by a run that didn’t look', async () => {
    using scene = createSkipping();
    await scene.run('off');
    expect((await scene.run('off')).unchanged).toBeDefined();
    await expect(scene.run('fail')).rejects.toMatchObject({ code: 'REFUSED' });
  });

  it('never takes a redacted dump for unchanged: the secret may be another', async () => {
    using scene = createSkipping();
    await scene.run('redact');
    expect((await scene.run('redact')).unchanged).toBeUndefined();
    writeFileSync(join(scene.root, 'key'), `k = ${fakeSecret('87654321')}\n`);
    expect((await scene.run('redact')).unchanged).toBeUndefined();
    expect(readdirSync(scene.out).filter((name) => name.endsWith('.md'))).toHaveLength(3);
  });

  it('recognises a dump in which nothing had to be redacted', async () => {
    using scene = createSkipping();
    for (const name of ['key', 'ok']) writeFileSync(join(scene.root, name), 'no more\n');
    await scene.run('redact');
    expect((await scene.run('redact')).unchanged).toBeDefined();
    // Another version of the format.
    expect((await scene.run('off')).unchanged).toBeUndefined();
  });
});
