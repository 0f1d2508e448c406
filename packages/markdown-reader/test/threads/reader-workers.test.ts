import { closeSync, mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import {
  arbitraryTree,
  readTree,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openFileSource,
  restoreDump,
  type RestoreDumpOptions,
  serveReader,
  verifyDump,
  type VerifyOptions,
} from '../../src/index.js';
import { buildDump, filesOfTree, sha256, type TestFile } from '../build-dump.js';
import { channelWorkers } from '../channel-workers.js';
import { memorySource } from '../memory-source.js';

/** Smaller dumps are read without workers. */
const padding = 2 ** 25;

const files: TestFile[] = [
  ...Array.from({ length: 400 }, (_, n) => ({ path: `many/${n % 7}/${n}`, content: `file ${n}` })),
  { path: 'bin/run', content: '#!/bin/sh\necho\n', mode: '100755' },
  { path: 'large', content: 'line of text\n'.repeat(120_000) },
  { path: 'empty' },
  { path: 'latin1', content: Buffer.from('caf\xe9 cr\xe8me', 'latin1') },
  { path: 'link', content: 'bin/run', mode: '120000' },
  { path: 'logo.psd', skipped: 'binary' },
  { path: 'redacted', content: '[REDACTED:r]\n', redacted: [{ at: 0, length: 12, rule: 'r' }] },
];
const dump = buildDump(files, padding);
const directory = temporaryDirectory();
const path = `${directory.path}/dump.md`;

beforeAll(() => writeFileSync(path, dump));
afterAll(() => directory[Symbol.dispose]());

type Options = Partial<RestoreDumpOptions> & { readonly from?: string };

async function verify(options: VerifyOptions = {}) {
  using source = await openFileSource(path, { spoolDirectory: directory.path });
  return await verifyDump(source, options);
}

/** The outcome of a restore: its result or error, the target's tree, and the names beside it. */
async function restore({ from = path, ...options }: Options = {}) {
  using parent = temporaryDirectory();
  const target = `${parent.path}/target`;
  using source = await openFileSource(from, { spoolDirectory: directory.path });
  const outcome = await restoreDump(source, { target, ...options }).then(
    (result) => ({ ...result, target: '' }),
    (error: unknown) => error,
  );
  return { outcome, tree: readTree(parent.path), names: readdirSync(parent.path) };
}

/** Flips bits of one byte of the dump while `work` runs. */
async function withFlip<T>(at: number, mask: number, work: () => Promise<T>): Promise<T> {
  const descriptor = openSync(path, 'r+');
  const byte = dump.readUInt8(at);
  try {
    writeSync(descriptor, Buffer.of(byte ^ mask), 0, 1, at);
    return await work();
  } finally {
    writeSync(descriptor, Buffer.of(byte), 0, 1, at);
    closeSync(descriptor);
  }
}

/** Mostly after the padding. */
const flip = fc.tuple(
  fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: padding, max: dump.length - 1 }) },
    { weight: 1, arbitrary: fc.nat(dump.length - 1) },
  ),
  fc.integer({ min: 1, max: 255 }),
);

test.each([1, 2, 5])(
  'with %i workers, verify and restore give the same results as without',
  async (count) => {
    const workers = channelWorkers(count);
    expect(await verify({ workers })).toEqual(await verify());
    expect(await restore({ workers })).toEqual(await restore());
    expect(workers.threads).toHaveLength(2 * count);
    expect(workers.running()).toBe(0);
  },
);

test('5 trees are restored by workers as without', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryTree, async (tree) => {
      using place = temporaryDirectory();
      const source = `${place.path}/source`;
      mkdirSync(source);
      writeTree(source, tree);
      const before = filesOfTree(readTree(source));
      const from = `${place.path}/dump.md`;
      writeFileSync(from, buildDump(before, padding));
      expect(await restore({ from, workers: channelWorkers(2) })).toEqual(await restore({ from }));
    }),
    { numRuns: 5 },
  );
});

test('with workers, each of 25 random flips is reported as without', async () => {
  await fc.assert(
    fc.asyncProperty(flip, async ([at, mask]) => {
      await withFlip(at, mask, async () => {
        const report = await verify({ workers: channelWorkers(2) });
        expect(report).toEqual(await verify());
        expect(report.ok).toBe(false);
      });
    }),
    { numRuns: 25 },
  );
});

test('with workers, each of 5 random flips leaves nothing of a restore', async () => {
  await fc.assert(
    fc.asyncProperty(flip, async ([at, mask]) => {
      await withFlip(at, mask, async () => {
        const done = await restore({ workers: channelWorkers(2) });
        expect(done).toEqual(await restore());
        expect(done).toMatchObject({ outcome: expect.any(Error), names: [] });
      });
    }),
    { numRuns: 5 },
  );
});

test.each<[string, Options]>([
  ['some files', { files: ['many/3/*', 'l*'] }],
  ['some files, without a proof', { files: ['many/3/*', 'l*'], verify: false }],
  ['all files, without a proof', { verify: false }],
  ['no files, as a rehearsal', { dryRun: true }],
])('workers restore %s as without, and damaged contents, too', async (_, options) => {
  const at = dump.indexOf('line of text') + 600_000;
  const compare = async () => {
    const done = await restore({ ...options, workers: channelWorkers(2) });
    expect(done).toEqual(await restore(options));
    return done;
  };
  expect((await compare()).outcome).not.toBeInstanceOf(Error);
  await withFlip(at, 1, compare);
});

test('a name that the file system rejects is the same error as without workers, and leaves nothing', async () => {
  const from = `${directory.path}/long.md`;
  writeFileSync(from, buildDump([...files, { path: `many/${'x'.repeat(300)}` }], padding));
  const done = await restore({ from, workers: channelWorkers(2) });
  const { message } = (await restore({ from })).outcome as Error;
  const cause = { code: 'ENAMETOOLONG', message: expect.stringContaining('name too long') };
  expect(done).toMatchObject({ outcome: { code: 'WRITE_FAILED', message, cause }, names: [] });
});

test('progress adds up to the result', async () => {
  const sum = { files: 0, bytes: 0 };
  const observe: RestoreDumpOptions['observe'] = (event) => {
    if (event.type !== 'progressed') return;
    sum.files += event.files;
    sum.bytes += event.bytes;
  };
  const { outcome } = await restore({ observe, workers: channelWorkers(2) });
  expect(outcome).toMatchObject({ created: sum.files, bytes: sum.bytes });
});

/** Answers a number of requests, then calls `fail` for each further one. */
const failingAfter =
  (answers: number, fail: (port: MessagePort) => void) => (port: MessagePort) => {
    let left = answers;
    const forward = (listener: (request: unknown) => void) => (request: unknown) =>
      left-- > 0 ? listener(request) : fail(port);
    serveReader({
      on: (event: string, listener: (request: unknown) => void) =>
        port.on(event, forward(listener)),
      postMessage: (reply: unknown) => port.postMessage(reply),
    } as unknown as MessagePort);
  };

test.each([0, 1])('a thread that dies after %i jobs is an error and leaves nothing', async (n) => {
  const workers = channelWorkers(
    2,
    failingAfter(n, (port) => port.close()),
  );
  const died = { code: 'WORKER_FAILED', message: expect.stringContaining('worker thread ended') };
  expect(await restore({ workers })).toMatchObject({ outcome: died, names: [] });
  await expect(verify({ workers })).rejects.toMatchObject(died);
  expect(workers.running()).toBe(0);
});

test('threads are terminated before the files that they wrote are removed', async () => {
  using parent = temporaryDirectory();
  using source = await openFileSource(path, { spoolDirectory: directory.path });
  const workers = channelWorkers(
    2,
    failingAfter(1, (port) => port.close()),
  );
  const found: string[][] = [];
  const start = () => {
    const thread = workers.start();
    const terminate = () => {
      found.push(readdirSync(parent.path));
      return thread.terminate();
    };
    return { ...thread, terminate };
  };
  const target = `${parent.path}/target`;
  const restored = restoreDump(source, { target, runId: 'x', workers: { count: 2, start } });
  await expect(restored).rejects.toMatchObject({ code: 'WORKER_FAILED' });
  expect(found.slice(0, 2)).toEqual([['.create-dump-restore-x'], ['.create-dump-restore-x']]);
  expect(readdirSync(parent.path)).toEqual([]);
});

test('an abort ends a thread that never answers', async () => {
  const abort = new AbortController();
  const { signal } = abort;
  const workers = channelWorkers(
    2,
    failingAfter(1, () => void setTimeout(() => abort.abort(new Error('stop')), 5)),
  );
  expect(await restore({ workers, signal })).toMatchObject({
    outcome: new Error('stop'),
    names: [],
  });
  await expect(verify({ workers, signal })).rejects.toThrow('stop');
  expect(workers.running()).toBe(0);
});

test("a thread that can't be started is an error and terminates the others", async () => {
  const workers = channelWorkers(2);
  const start = () => {
    if (workers.threads.length > 0) throw new Error('no more threads');
    return workers.start();
  };
  await expect(verify({ workers: { count: 2, start } })).rejects.toThrow(
    /READ_FAILED|no more threads/,
  );
  expect(workers.running()).toBe(0);
});

test('no thread is started for a small dump or one without a descriptor', async () => {
  const workers = channelWorkers(2);
  const small = buildDump([{ path: 'a', content: 'a' }]);
  const from = `${directory.path}/small.md`;
  writeFileSync(from, small);
  expect(await restore({ from, workers })).toMatchObject({ outcome: { created: 1 } });
  expect(await verifyDump(memorySource(dump), { workers })).toMatchObject({
    ok: true,
    sha256: sha256(dump),
  });
  expect(workers.threads).toEqual([]);
});
