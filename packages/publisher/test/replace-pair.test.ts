import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { formatChecksumLine } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { createFileOutput } from '../src/index.js';
import { rigCompiler, useFaultRig } from './fault-rig.js';
import { inspectDirectory } from './inspect-directory.js';
import { useProgram } from './run-program.js';
import { destination, writeDump } from './write-dump.js';

const start = useProgram();
const rig = useFaultRig();

const clean = { temporaries: [], orphans: [], faults: [] };

function replacing(path: string, mayReplace: (path: string) => boolean = () => true) {
  return createFileOutput({ ...destination, path, mayReplace });
}

describe('a file output that may replace', () => {
  test.each(['dump.md', 'dump.md.gz'])('replaces %s with its checksum', async (name) => {
    using directory = temporaryDirectory();
    const path = join(directory.path, name);
    for (const text of ['first', 'second', 'third']) {
      const published = await writeDump(replacing(path), text);
      expect(published).toMatchObject({ path });
      expect(readFileSync(path, 'utf8')).toBe(text);
      expect(inspectDirectory(directory.path)).toEqual({ dumps: [name], ...clean });
    }
  });

  test.each([
    ['a dump without checksum', { 'dump.md': 'old' }],
    ['a checksum without dump', { 'dump.sha256': formatChecksumLine('0'.repeat(64), 'dump.md') }],
    ['empty files', { 'dump.md': '', 'dump.sha256': '' }],
    ['nothing', {}],
  ])('takes %s', async (_, files) => {
    using directory = temporaryDirectory();
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(directory.path, name), text);
    await writeDump(replacing(join(directory.path, 'dump.md')), 'new');
    expect(inspectDirectory(directory.path)).toEqual({ dumps: ['dump.md'], ...clean });
  });

  test.each([
    ['a dump that fails the test', { 'dump.md': 'theirs' }, 'dump.md'],
    [
      'a checksum file of another',
      { 'dump.sha256': formatChecksumLine('0'.repeat(64), 'x') },
      'dump.sha256',
    ],
    ['any text as checksum file', { 'dump.sha256': 'notes' }, 'dump.sha256'],
  ])('refuses %s, before any work', async (_, files, named) => {
    using directory = temporaryDirectory();
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(directory.path, name), text);
    const open = replacing(join(directory.path, 'dump.md'), () => false);
    await expect(open()).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
      message: expect.stringContaining(
        `${directory.path}/${named} exists and is not a whole dump`,
      ) as string,
    });
    expect(readdirSync(directory.path)).toEqual(Object.keys(files));
  });

  test.each(['dump.md', 'dump.sha256'])(
    'refuses a link that takes the name %s during the work, and keeps the old pair',
    async (name) => {
      using directory = temporaryDirectory();
      const path = join(directory.path, 'dump.md');
      await writeDump(replacing(path), 'old');
      const isOld = (file: string) => readFileSync(file, 'utf8') === 'old';
      await using output = await replacing(path, isOld)();
      await output.write(Buffer.from('new'));
      writeFileSync(join(directory.path, 'theirs'), 'theirs');
      const taken = join(directory.path, name);
      rmSync(taken);
      symlinkSync('theirs', taken);
      await expect(output.publish('0'.repeat(64))).rejects.toMatchObject({
        code: 'ALREADY_EXISTS',
      });
      await output[Symbol.asyncDispose]();
      expect(readdirSync(directory.path).sort()).toEqual(['dump.md', 'dump.sha256', 'theirs']);
      expect(readFileSync(join(directory.path, 'theirs'), 'utf8')).toBe('theirs');
    },
  );

  test('leaves the old pair if the dump cannot be placed', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'dump.md');
    // A directory in place of the dump: renaming a file over it fails.
    mkdirSync(path);
    const line = formatChecksumLine('0'.repeat(64), 'dump.md');
    writeFileSync(join(directory.path, 'dump.sha256'), line);
    await expect(writeDump(replacing(path), 'new')).rejects.toMatchObject({ code: 'WRITE_FAILED' });
    expect(readdirSync(directory.path).sort()).toEqual(['dump.md', 'dump.sha256']);
    expect(readFileSync(join(directory.path, 'dump.sha256'), 'utf8')).toBe(line);
  });
});

describe.skipIf(!rigCompiler)(
  'killed or failing at every system call (needs gcc and /proc)',
  () => {
    const run = (path: string, env: Record<string, string>) =>
      start({ kind: 'file', path, replace: true }, { env }).result;

    let calls: string[] = [];
    beforeAll(async () => {
      if (rigCompiler === undefined) return;
      using directory = temporaryDirectory();
      const path = join(directory.path, 'dump.md');
      await writeDump(replacing(path), 'old');
      await run(path, rig.environment({ directory: directory.path }));
      calls = rig.listedCalls();
    });

    // The dump is the old or the new one, and never has the checksum of the other.
    test.each([
      { action: 'kill-before', allowed: ['new', 'new pair', 'old', 'old pair'] },
      { action: 'EIO', allowed: ['new', 'new pair', 'old pair'] },
    ] as const)('$action: $allowed', async ({ action, allowed }) => {
      expect(calls.filter((call) => call === 'rename')).toHaveLength(2);
      const seen = new Set<string>();
      for (const [index, call] of calls.entries()) {
        using directory = temporaryDirectory();
        const path = join(directory.path, 'dump.md');
        await writeDump(replacing(path), 'old');
        const at = { directory: directory.path, at: index + 1, action } as const;
        await run(path, rig.environment(at));
        const text = readFileSync(path, 'utf8');
        const state = text === 'old' ? 'old' : text.length === 2000 ? 'new' : 'broken';
        const { faults } = inspectDirectory(directory.path);
        const hasChecksum = existsSync(join(directory.path, 'dump.sha256'));
        const pair = `${state}${hasChecksum ? (faults.length === 0 ? ' pair' : ' mismatch') : ''}`;
        seen.add(pair);
        expect({
          index,
          call,
          pair,
          isAllowed: (allowed as readonly string[]).includes(pair),
        }).toMatchObject({
          isAllowed: true,
        });
        await writeDump(replacing(path), 'next');
        expect(inspectDirectory(directory.path)).toEqual({ dumps: ['dump.md'], ...clean });
      }
      expect([...seen].sort()).toEqual(allowed);
    });
  },
);
