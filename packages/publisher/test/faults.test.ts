import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { createDumpPublisher } from '../src/index.js';
import { type ErrorName, rigCompiler, useFaultRig } from './fault-rig.js';
import { inspectDirectory } from './inspect-directory.js';
import { type Launch, type ProgramResult, useProgram } from './run-program.js';
import { destination, writeDump } from './write-dump.js';

const thorough = process.env['PUBLISHER_FAULTS'] === 'all';
const isRoot = process.getuid?.() === 0;
const start = useProgram();
const rig = useFaultRig();

const clean = { temporaries: [], orphans: [], faults: [] };
const nothing = { dumps: [], ...clean };

function publisher(directory: string, prefix = 'p') {
  const name = { prefix, stamp: '20260102_030405', extension: 'md' };
  return createDumpPublisher({ ...destination, directory, ...name });
}

async function run(directory: string, env: Record<string, string>): Promise<ProgramResult> {
  return start({ kind: 'publisher', path: directory }, { env }).result;
}

/** Runs `check` for each item, two at a time. */
async function forEach<T>(items: readonly T[], check: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const work = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await check(item);
  };
  await Promise.all([work(), work()]);
}

/** The system calls of one run, in order. */
let calls: string[] = [];
beforeAll(async () => {
  if (rigCompiler === undefined) return;
  using directory = temporaryDirectory();
  await run(directory.path, rig.environment({ directory: directory.path }));
  calls = rig.listedCalls();
});

describe.skipIf(!rigCompiler)('with a fault at every system call (needs gcc and /proc)', () => {
  test('every one that matters is seen', () => {
    const rare = calls.filter((call) => !['statx', 'open', 'scandir64'].includes(call));
    expect(rare).toEqual(
      'create write write fsync close create write fsync close link link unlink unlink fsync close'.split(
        ' ',
      ),
    );
  });

  test(
    'a killed run leaves nothing half done, and the next one tidies up',
    { timeout: 600_000 },
    async () => {
      await forEach([...calls.keys()], async (index) => {
        using directory = temporaryDirectory();
        const { path: old } = await writeDump(publisher(directory.path), 'old');
        const at = { directory: directory.path, at: index + 1, action: 'kill-before' } as const;
        const { signal } = await run(directory.path, rig.environment(at));
        const killed = inspectDirectory(directory.path);
        await writeDump(publisher(directory.path), 'new');
        const afterwards = inspectDirectory(directory.path);
        const call = `call ${at.at}, ${calls[index]}`;
        expect({ call, signal, killed, afterwards }).toMatchObject({
          call,
          signal: 'SIGKILL',
          killed: { faults: [] },
          afterwards: clean,
        });
        expect(readFileSync(old ?? '', 'utf8')).toBe('old');
      });
    },
  );

  const errors: ErrorName[] = thorough
    ? ['EIO', 'ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EMFILE', 'EINTR', 'ESTALE', 'EPERM']
    : ['EIO'];
  test.each(errors)('%s leaves all or nothing', { timeout: 600_000 }, async (error) => {
    await forEach([...calls.keys()], async (index) => {
      using directory = temporaryDirectory();
      const at = { directory: directory.path, at: index + 1, action: error };
      const { lines, exitCode } = await run(directory.path, rig.environment(at));
      const found = inspectDirectory(directory.path);
      await writeDump(publisher(directory.path), 'new');
      const afterwards = inspectDirectory(directory.path);
      const published = exitCode === 0;
      const call = `${error} at call ${at.at}, ${calls[index]}`;
      // If removing fails, the next run removes the file.
      const mayStay = published && calls[index] === 'unlink' ? 1 : 0;
      expect({
        call,
        ...found,
        dumps: found.dumps.length,
        temporaries: found.temporaries.length <= mayStay,
        told: published || lines.some(({ message }) => message?.includes(`(${error})`)),
        afterwards,
      }).toMatchObject({
        call,
        orphans: [],
        faults: [],
        dumps: published ? 1 : 0,
        temporaries: true,
        told: true,
        afterwards: clean,
      });
    });
  });

  test.each(['fsync', 'write', 'create', 'link'])('EIO at a %s is fatal', async (name) => {
    await forEach(
      [...calls.keys()].filter((index) => calls[index] === name),
      async (index) => {
        using directory = temporaryDirectory();
        const at = { directory: directory.path, at: index + 1, action: 'EIO' } as const;
        const { lines, exitCode } = await run(directory.path, rig.environment(at));
        expect(exitCode).toBe(1);
        expect(lines).toEqual([
          expect.objectContaining({
            code: 'WRITE_FAILED',
            message: expect.stringMatching(/^I\/o error \(EIO\) while .*p_all_code_dump.*\.md/),
          }),
        ]);
      },
    );
  });

  test.each(['write', 'fsync', 'create', 'link'])(
    'EDQUOT, which libuv has no name for, is named at every %s',
    async (name) => {
      await forEach(
        [...calls.keys()].filter((index) => calls[index] === name),
        async (index) => {
          using directory = temporaryDirectory();
          const at = { directory: directory.path, at: index + 1, action: 'EDQUOT' } as const;
          const { lines } = await run(directory.path, rig.environment(at));
          expect(lines).toEqual([
            expect.objectContaining({
              code: 'WRITE_FAILED',
              message: expect.stringMatching(
                /^The disk quota is used up \(EDQUOT\) while .*p_all_code_dump.*\.md.*\. Free some space or choose another place\.$/,
              ),
            }),
          ]);
        },
      );
    },
  );

  test.each([
    ['create', 'EMFILE'],
    ['create', 'ENFILE'],
    ['create', 'ESTALE'],
    ['link', 'EBUSY'],
    ['link', 'ESTALE'],
  ] as const)('every %s is tried again after %s, and told', async (name, error) => {
    await forEach(
      [...calls.keys()].filter((index) => calls[index] === name),
      async (index) => {
        using directory = temporaryDirectory();
        const at = { directory: directory.path, at: index + 1, action: error };
        const { lines } = await run(directory.path, rig.environment(at));
        expect(lines).toEqual([
          { retry: expect.stringMatching(new RegExp(`^${directory.path}/.*\\(${error}\\)$`)) },
          { path: join(directory.path, 'p_all_code_dump_20260102_030405.md') },
        ]);
        expect(inspectDirectory(directory.path)).toMatchObject({ ...clean, dumps: { length: 1 } });
      },
    );
  });

  test('short writes are carried on', async () => {
    using directory = temporaryDirectory();
    const short = { directory: directory.path, action: 'short' } as const;
    const { exitCode } = await run(directory.path, rig.environment(short));
    expect(exitCode).toBe(0);
    const { dumps, ...rest } = inspectDirectory(directory.path);
    expect(rest).toEqual(clean);
    expect(readFileSync(join(directory.path, dumps[0] ?? ''))).toHaveLength(2000);
  });

  test.each(['EPERM', 'ENOTSUP', 'ENOSYS'] as const)(
    'a file system without hard links (%s) is served by renaming, with one warning',
    async (error) => {
      using directory = temporaryDirectory();
      const { path: old } = await writeDump(publisher(directory.path), 'old');
      // The existing dump causes two more calls: one when opening, one when publishing.
      const at = { directory: directory.path, at: calls.indexOf('link') + 3, action: error };
      const { lines } = await run(directory.path, rig.environment(at));
      expect(lines).toEqual([
        { warning: `${directory.path} has no hard links; files are renamed into place instead.` },
        { path: join(directory.path, 'p_all_code_dump_20260102_030405-1.md') },
      ]);
      expect(inspectDirectory(directory.path)).toMatchObject({ ...clean, dumps: { length: 2 } });
      expect(readFileSync(old ?? '', 'utf8')).toBe('old');
    },
  );

  test.each(['EINVAL', 'ENOTSUP', 'EPERM'] as const)(
    'a directory that takes no fsync (%s) is no failure',
    async (error) => {
      using directory = temporaryDirectory();
      const at = { directory: directory.path, at: calls.lastIndexOf('fsync') + 1, action: error };
      expect(await run(directory.path, rig.environment(at))).toMatchObject({ exitCode: 0 });
      expect(inspectDirectory(directory.path)).toMatchObject(clean);
    },
  );
});

test('killed at any moment, no dump is without its checksum, and the next run tidies up', async () => {
  using directory = temporaryDirectory();
  const rounds = Array.from({ length: Number(process.env['PUBLISHER_KILLS'] ?? 20) }).keys();
  const acknowledged = new Set<string>();
  await forEach([...rounds], async () => {
    const { child, result } = start({
      kind: 'publisher',
      path: directory.path,
      dumps: 1000,
      chunks: 1,
    });
    child.stdout?.once('data', () => setTimeout(() => child.kill('SIGKILL'), Math.random() * 50));
    const { lines } = await result;
    for (const { path } of lines) acknowledged.add(path ?? '');
    expect(inspectDirectory(directory.path)).toMatchObject({ faults: [] });
  });
  await writeDump(publisher(directory.path), 'new');
  const { dumps, ...rest } = inspectDirectory(directory.path);
  expect(rest).toEqual(clean);
  expect(
    [...acknowledged].filter((path) => !dumps.includes(path.slice(directory.path.length + 1))),
  ).toEqual([]);
});

interface Mount extends Disposable {
  readonly path: string;
  remount(options: string): void;
}

function mountTmpfs(options: string): Mount | undefined {
  const directory = temporaryDirectory();
  const mount = ['-t', 'tmpfs', '-o', `mode=0755,${options}`, 'none', directory.path];
  if (spawnSync('mount', mount).status !== 0) {
    directory[Symbol.dispose]();
    return undefined;
  }
  return {
    path: directory.path,
    remount: (options) => execFileSync('mount', ['-o', `remount,${options}`, directory.path]),
    [Symbol.dispose]() {
      execFileSync('umount', [directory.path]);
      directory[Symbol.dispose]();
    },
  };
}

function canMount(): boolean {
  if (process.platform !== 'linux' || !isRoot) return false;
  using mount = mountTmpfs('size=64k');
  return mount !== undefined;
}

describe.skipIf(!canMount())('on a small file system (needs root that may mount)', () => {
  test('a full disk is an error in words that leaves nothing, and less fits', async () => {
    using mount = mountTmpfs('size=1m');
    const path = mount?.path ?? '';
    await expect(
      writeDump(publisher(path), Buffer.alloc(5e5), Buffer.alloc(1e6)),
    ).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      message: `No space left on device (ENOSPC) while writing ${path}/p_all_code_dump_20260102_030405.md, after 500.0 kB. Free some space (or inodes) or choose another place.`,
    });
    expect(inspectDirectory(path)).toEqual(nothing);
    await writeDump(publisher(path), Buffer.alloc(5e5));
    expect(inspectDirectory(path)).toMatchObject(clean);
  });

  test.each([0, 1, 2, 3, 4])('%d free inodes give all or nothing', async (free) => {
    using mount = mountTmpfs(`nr_inodes=${free + 1}`);
    const path = mount?.path ?? '';
    const failure = { code: 'WRITE_FAILED', cause: { code: 'ENOSPC' } };
    // On tmpfs every name counts as an inode; publishing needs four.
    expect(await writeDump(publisher(path), 'x').catch((error: unknown) => error)).toMatchObject(
      free < 4 ? failure : { checksumPath: `${path}/p_all_code_dump_20260102_030405.sha256` },
    );
    expect(inspectDirectory(path)).toMatchObject({ ...clean, dumps: { length: free < 4 ? 0 : 1 } });
  });

  test('a read-only file system is an error in words', async () => {
    using mount = mountTmpfs('size=1m');
    const path = mount?.path ?? '';
    const output = await publisher(path)();
    await output[Symbol.asyncDispose]();
    mount?.remount('ro');
    await expect(publisher(path)()).rejects.toMatchObject({
      code: 'WRITE_FAILED',
      message: expect.stringMatching(/^Read-only file system \(EROFS\) while opening/),
    });
  });
});

const prlimit = findTool('prlimit');
test.skipIf(!prlimit)('a limit on file sizes leaves nothing (needs prlimit)', async () => {
  using directory = temporaryDirectory();
  const launch: Launch = { under: [prlimit ?? '', '--fsize=65536'] };
  const options = { kind: 'publisher', path: directory.path, chunkBytes: 40_000 } as const;
  const { lines } = await start(options, launch).result;
  expect(lines).toMatchObject([{ code: 'WRITE_FAILED' }]);
  expect(lines[0]?.message).toMatch(/\(EFBIG\) while writing .*, after 40\.0 kB\./);
  expect(readdirSync(directory.path)).toEqual([]);
});

const chattr = findTool('chattr');

function canChangeAttributes(): boolean {
  if (chattr === undefined || !isRoot) return false;
  using directory = temporaryDirectory();
  const set = spawnSync(chattr, ['+a', directory.path]);
  return set.status === 0 && spawnSync(chattr, ['-a', directory.path]).status === 0;
}

describe.skipIf(!canChangeAttributes())(
  'with attributes (needs root, chattr and a file system for it)',
  () => {
    test.each([
      ['an immutable directory is an error', '+i', '-i', { code: 'WRITE_FAILED' }],
      [
        'an append-only directory gets the dump',
        '+a',
        '-a',
        { path: expect.stringMatching(/\.md$/) },
      ],
    ])('%s', async (_, set, unset, outcome) => {
      using directory = temporaryDirectory();
      execFileSync(chattr ?? '', [set, directory.path]);
      try {
        const { lines } = await start({ kind: 'publisher', path: directory.path }).result;
        expect(lines.at(-1)).toMatchObject(outcome);
        expect(inspectDirectory(directory.path)).toMatchObject({ orphans: [], faults: [] });
      } finally {
        execFileSync(chattr ?? '', [unset, directory.path]);
      }
    });
  },
);
