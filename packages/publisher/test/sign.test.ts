import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateDumpError } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createDumpPublisher,
  createFileOutput,
  publishStagedDump,
  withdrawStagedDump,
} from '../src/index.js';
import { rigCompiler, useFaultRig } from './fault-rig.js';
import { useProgram } from './run-program.js';
import { destination, writeDump } from './write-dump.js';

const start = useProgram();
const rig = useFaultRig();
const naming = { prefix: 'p', stamp: '20260102_030405', extension: 'md' };
const stem = 'p_all_code_dump_20260102_030405';
const all = [`${stem}.md`, `${stem}.sha256`, `${stem}.sha256.sig`];
const head = '-----BEGIN SSH SIGNATURE-----';
/** What a signature would be made of. */
const sign = async (message: Uint8Array) => `${head}\n${Buffer.from(message).toString()}`;
const refuse = () => Promise.reject(new CreateDumpError('SIGN_FAILED', 'No key.'));

test('the checksum file is signed, and its signature has the permissions of the dump', async () => {
  using directory = temporaryDirectory();
  const options = { ...destination, ...naming, directory: directory.path, mode: 0o640, sign };
  const published = await writeDump(createDumpPublisher(options), 'x');
  expect(published.signaturePath).toBe(join(directory.path, `${stem}.sha256.sig`));
  expect(readdirSync(directory.path)).toEqual(all);
  const checksum = readFileSync(published.checksumPath ?? '', 'utf8');
  expect(readFileSync(published.signaturePath ?? '', 'utf8')).toBe(`${head}\n${checksum}`);
  expect(statSync(published.signaturePath ?? '').mode & 0o777).toBe(0o640);
});

test('a dump with a name of its own is signed', async () => {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'dump.md');
  const published = await writeDump(createFileOutput({ ...destination, path, sign }), 'x');
  expect(published.signaturePath).toBe(join(directory.path, 'dump.sha256.sig'));
  expect(readdirSync(directory.path)).toEqual(['dump.md', 'dump.sha256', 'dump.sha256.sig']);
});

test.each([false, true])(
  'nothing is published if it can not be signed; replacing: %j',
  async (mayReplace) => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'dump.md');
    const options = { ...destination, path, ...(mayReplace && { mayReplace: () => true }) };
    if (mayReplace) await writeDump(createFileOutput({ ...options, sign }), 'old');
    const before = readdirSync(directory.path);
    const output = createFileOutput({ ...options, sign: refuse });
    await expect(writeDump(output, 'new')).rejects.toMatchObject({ code: 'SIGN_FAILED' });
    expect(readdirSync(directory.path)).toEqual(before);
    const text = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    expect(text).toBe(mayReplace ? 'old' : undefined);
  },
);

test('a signature that is there already is not taken for that of a new dump', async () => {
  using directory = temporaryDirectory();
  writeFileSync(join(directory.path, `${stem}.sha256.sig`), head);
  const publisher = createDumpPublisher({ ...destination, ...naming, directory: directory.path });
  expect((await writeDump(publisher, 'x')).path).toBe(join(directory.path, `${stem}-1.md`));
  writeFileSync(join(directory.path, 'dump.sha256.sig'), head);
  const output = createFileOutput({ ...destination, path: join(directory.path, 'dump.md') });
  await expect(writeDump(output, 'x')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
});

describe('replacing', () => {
  const output = (path: string, isSigned: boolean) =>
    createFileOutput({ ...destination, path, mayReplace: () => true, ...(isSigned && { sign }) });

  test.each([
    [true, true],
    [true, false],
    [false, true],
  ])('a signed dump (%j) by a signed one (%j)', async (was, is) => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'dump.md');
    await writeDump(output(path, was), 'old');
    await writeDump(output(path, is), 'new');
    const signature = is ? ['dump.sha256.sig'] : [];
    expect(readdirSync(directory.path)).toEqual(['dump.md', 'dump.sha256', ...signature]);
    const textOf = (name: string) => readFileSync(join(directory.path, name), 'utf8');
    const signed = `${head}\n${textOf('dump.sha256')}`;
    expect(signature.map(textOf)).toEqual(signature.map(() => signed));
  });

  test('a signature alone', async () => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, 'dump.sha256.sig'), head);
    await writeDump(output(join(directory.path, 'dump.md'), false), 'new');
    expect(readdirSync(directory.path)).toEqual(['dump.md', 'dump.sha256']);
  });

  test('refuses what only has the name of a signature', async () => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, 'dump.sha256.sig'), 'notes');
    const { path } = directory;
    await expect(output(join(path, 'dump.md'), true)()).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      message: expect.stringContaining('dump.sha256.sig exists and is not') as string,
    });
    expect(readFileSync(join(path, 'dump.sha256.sig'), 'utf8')).toBe('notes');
  });
});

test('a staged dump is signed, and its signature is withdrawn with it', async () => {
  using directory = temporaryDirectory();
  using elsewhere = temporaryDirectory();
  const staged = join(elsewhere.path, 'staged');
  writeFileSync(staged, 'x');
  const dump = { ...naming, staged, sha256: 'a'.repeat(64) };
  const options = { ...destination, directory: directory.path };
  await expect(publishStagedDump(dump, { ...options, sign: refuse })).rejects.toMatchObject({
    code: 'SIGN_FAILED',
  });
  expect(readdirSync(directory.path)).toEqual([]);
  const published = await publishStagedDump(dump, { ...options, sign });
  expect(published.signaturePath).toBe(join(directory.path, `${stem}.sha256.sig`));
  expect(readdirSync(directory.path)).toEqual(all);
  await withdrawStagedDump(dump, options);
  expect(readdirSync(directory.path)).toEqual([]);
});

describe.skipIf(!rigCompiler)(
  'killed or failing at every system call (needs gcc and /proc)',
  () => {
    let calls: string[] = [];
    const run = (path: string, env: Record<string, string>) =>
      start({ kind: 'publisher', path, sign: true }, { env }).result;

    beforeAll(async () => {
      if (rigCompiler === undefined) return;
      using directory = temporaryDirectory();
      await run(directory.path, rig.environment({ directory: directory.path }));
      calls = rig.listedCalls();
    });

    test.each(['kill-before', 'EIO'] as const)('%s: a visible dump is signed', async (action) => {
      expect(calls.filter((call) => call === 'link')).toHaveLength(3);
      let visible = 0;
      for (const index of calls.keys()) {
        using directory = temporaryDirectory();
        const at = { directory: directory.path, at: index + 1, action };
        await run(directory.path, rig.environment(at));
        const isVisible = existsSync(join(directory.path, `${stem}.md`));
        if (isVisible) visible++;
        const names = readdirSync(directory.path).filter((name) => !name.startsWith('.'));
        const mayLeave = action === 'kill-before' && !isVisible;
        expect(mayLeave ? [] : names.sort()).toEqual(isVisible ? all : []);
        // The next run removes what the killed one left.
        await run(directory.path, {});
        const next = readdirSync(directory.path).sort();
        const second = all.map((name) => name.replace(stem, `${stem}-1`));
        expect(next).toEqual(isVisible ? [...second, ...all].sort() : all);
      }
      expect(visible).toBeGreaterThan(0);
    });
  },
);
