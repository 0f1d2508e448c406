import { createHash } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { arbitraryContent, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  type ArchiverOptions,
  createArchiver,
  extractArchive,
  parseArchiveName,
  verifyArchive,
} from '../../src/index.js';
import { destination, quiet } from '../destination.js';
import { writeSnapshot } from '../write-snapshot.js';

const formats = ['zip', 'tar.gz'] as const;
const stem = 'p_20260102_030405';
const dumpName = 'p_all_code_dump_20260102_030405.md';

/** A directory with a small snapshot, and an archiver for it. */
function setUp(options: Partial<ArchiverOptions> = {}) {
  const directory = temporaryDirectory();
  const archives = join(directory.path, 'archives');
  writeSnapshot(directory.path, 'a dump\n'.repeat(100));
  const archive = createArchiver({
    ...destination,
    directory: archives,
    format: 'zip',
    ...options,
  });
  const dumpPath = join(directory.path, dumpName);
  return { ...directory, archives, archive, dumpPath, [Symbol.dispose]: directory[Symbol.dispose] };
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

describe.each(formats)('an archive (%s)', (format) => {
  test('has the name of its snapshot, holds its bytes, and is private', async () => {
    using place = setUp({ format });
    const { path, bytes, contents, created } = await place.archive(place.dumpPath, quiet);
    expect(path).toBe(join(place.archives, `${stem}.${format}`));
    expect(created).toBe(true);
    expect(bytes).toBe(statSync(path).size);
    expect(contents.dump).toEqual({
      name: dumpName,
      size: statSync(place.dumpPath).size,
      sha256: digestOf(place.dumpPath),
    });
    expect(readdirSync(place.archives)).toEqual([`${stem}.${format}`]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('gives back the snapshot of any content', async () => {
    using directory = temporaryDirectory();
    const extensions = fc.constantFrom('md', 'md.gz', 'json');
    const prefixes = fc.constantFrom('p', 'with space', 'é', '-rf', '😀', 'x'.repeat(150));
    const contents = fc.tuple(arbitraryContent, fc.nat(3000)).map(([content, times]) => {
      return Buffer.concat(Array.from({ length: times }, () => content));
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(contents, extensions, prefixes, async (content, extension, prefix) => {
        const from = join(directory.path, `${run++}`);
        const to = join(from, 'to');
        mkdirSync(from);
        const name = writeSnapshot(from, content, { extension, prefix });
        const archive = createArchiver({ ...destination, directory: join(from, 'a'), format });
        const { path } = await archive(join(from, name), quiet);
        const { dumpPath, checksumPath } = await extractArchive(path, { ...destination, to });
        expect(readFileSync(dumpPath).equals(content)).toBe(true);
        const original = checksumPath.replace(to, from);
        expect(readFileSync(checksumPath)).toEqual(readFileSync(original));
        expect(readdirSync(to)).toHaveLength(2);
        rmSync(from, { recursive: true });
      }),
      { numRuns: Number(process.env['ARCHIVER_RUNS'] ?? 25) },
    );
  });

  describe('is the same', () => {
    afterEach(() => {
      vi.useRealTimers();
    });

    test('in every time zone, with every umask, on every day, whenever the dump was touched', async () => {
      const before = { zone: process.env['TZ'], umask: process.umask() };
      const digests = new Set<string>();
      const offsets = new Set<number>();
      try {
        for (const zone of ['UTC', 'Asia/Kathmandu', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
          for (const [umask, day] of [
            [0o000, '2026-06-01'],
            [0o077, '2031-01-01'],
          ] as const) {
            process.env['TZ'] = zone;
            process.umask(umask);
            vi.useFakeTimers({ toFake: ['Date'], now: new Date(day) });
            offsets.add(new Date().getTimezoneOffset());
            using place = setUp({ format, runId: `run-${digests.size}` });
            utimesSync(place.dumpPath, 1, offsets.size);
            digests.add(digestOf((await place.archive(place.dumpPath, quiet)).path));
            vi.useRealTimers();
          }
        }
      } finally {
        if (before.zone === undefined) delete process.env['TZ'];
        else process.env['TZ'] = before.zone;
        process.umask(before.umask);
      }
      expect(offsets.size).toBeGreaterThan(3);
      expect(digests.size).toBe(1);
    });

    test.each(['19700101_000000', '20380119_031408', '99991231_235959'])(
      'where the library knows no such time (%s)',
      async (stamp) => {
        const digests = new Set<string>();
        for (let run = 0; run < 2; run++) {
          using directory = temporaryDirectory();
          const name = writeSnapshot(directory.path, 'x', { stamp });
          const archive = createArchiver({ ...destination, directory: directory.path, format });
          const { path } = await archive(join(directory.path, name), quiet);
          expect((await verifyArchive(path)).problem).toBeUndefined();
          digests.add(digestOf(path));
        }
        expect(digests.size).toBe(1);
      },
    );
  });

  test('is not written a second time, in either format', async () => {
    using place = setUp({ format });
    const first = await place.archive(place.dumpPath, quiet);
    const { mtimeMs } = statSync(first.path);
    for (const other of formats) {
      const again = createArchiver({ ...destination, directory: place.archives, format: other });
      const found = await again(place.dumpPath, quiet);
      expect(found).toEqual({ ...first, created: false });
    }
    expect(statSync(first.path).mtimeMs).toBe(mtimeMs);
    expect(readdirSync(place.archives)).toHaveLength(1);
  });

  test('that is damaged is no copy: another is written beside it, and a warning says so', async () => {
    const warnings: string[] = [];
    using place = setUp({ format, warn: (message) => warnings.push(message) });
    const { path } = await place.archive(place.dumpPath, quiet);
    truncateSync(path, statSync(path).size - 1);
    const second = await place.archive(place.dumpPath, quiet);
    expect(second).toMatchObject({ created: true });
    expect(second.path).toBe(join(place.archives, `${stem}-1.${format}`));
    expect(warnings).toEqual([expect.stringContaining(`${stem}.${format} is not sound`)]);
  });

  test('that fails to be read back is removed, and the snapshot stays', async () => {
    using place = setUp({ format, limits: { bytes: 10 } });
    await expect(place.archive(place.dumpPath, quiet)).rejects.toMatchObject({
      code: 'INTEGRITY',
      message: expect.stringMatching(/reading the archive back failed.*over the limit/),
    });
    expect(readdirSync(place.archives)).toEqual([]);
    expect(readFileSync(place.dumpPath, 'utf8')).toBe('a dump\n'.repeat(100));
  });

  test('is not made of a dump that does not match its checksum file', async () => {
    using place = setUp({ format });
    appendFileSync(place.dumpPath, 'x');
    await expect(place.archive(place.dumpPath, quiet)).rejects.toMatchObject({
      code: 'INTEGRITY',
      message: expect.stringContaining('was changed or damaged'),
    });
    expect(readdirSync(place.archives)).toEqual([]);
  });

  test('leaves nothing when it is cancelled, at any moment', async () => {
    using place = setUp({ format });
    writeSnapshot(place.path, Buffer.alloc(3_000_000, 'abc'));
    mkdirSync(place.archives);
    for (const delay of [0, 1, 3, 6, 10, 15]) {
      const controller = new AbortController();
      const running = place.archive(place.dumpPath, controller.signal).then(
        ({ path }) => {
          rmSync(path);
          return 'stop';
        },
        (error: unknown) => (error as Error).message,
      );
      setTimeout(() => controller.abort(new Error('stop')), delay);
      expect(await running).toBe('stop');
      expect(readdirSync(place.archives)).toEqual([]);
    }
  });
});

describe('an archive', () => {
  test('stores what is compressed already', async () => {
    using directory = temporaryDirectory();
    const name = writeSnapshot(directory.path, 'x'.repeat(5000), { extension: 'md.gz' });
    const archive = createArchiver({ ...destination, directory: directory.path, format: 'zip' });
    expect((await archive(join(directory.path, name), quiet)).bytes).toBeGreaterThan(5000);
  });

  test('of a dump with a number has that number, or the next that is free', async () => {
    using place = setUp();
    for (const sequence of [1, 2]) {
      writeSnapshot(place.path, `dump ${sequence}`, { sequence });
    }
    mkdirSync(place.archives);
    writeFileSync(join(place.archives, `${stem}-1.zip`), 'not ours');
    symlinkSync('/nowhere', join(place.archives, `${stem}.zip`));
    const warn = vi.fn<(message: string) => void>();
    const archive = createArchiver({
      ...destination,
      directory: place.archives,
      format: 'zip',
      warn,
    });
    const dumps = ['', '-1', '-2'].map((part) => dumpName.replace('.md', `${part}.md`));
    const paths = [];
    for (const dump of dumps) paths.push((await archive(join(place.path, dump), quiet)).path);
    expect(paths.map((path) => path.slice(place.archives.length + 1))).toEqual([
      `${stem}-2.zip`,
      `${stem}-3.zip`,
      `${stem}-4.zip`,
    ]);
    expect(readFileSync(join(place.archives, `${stem}-1.zip`), 'utf8')).toBe('not ours');
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('is a symbolic link'));
    for (const dump of dumps) {
      expect(await archive(join(place.path, dump), quiet)).toMatchObject({ created: false });
    }
  });

  test('of another dump with the same name is no copy of this one', async () => {
    using place = setUp();
    await place.archive(place.dumpPath, quiet);
    writeSnapshot(place.path, 'another dump\n');
    const { path, created } = await place.archive(place.dumpPath, quiet);
    expect([path, created]).toEqual([join(place.archives, `${stem}-1.zip`), true]);
  });

  test('does not stand for a dump that was damaged since', async () => {
    using place = setUp();
    await place.archive(place.dumpPath, quiet);
    appendFileSync(place.dumpPath, 'x');
    await expect(place.archive(place.dumpPath, quiet)).rejects.toMatchObject({ code: 'INTEGRITY' });
  });

  test.each<[what: string, spoil: (place: ReturnType<typeof setUp>) => void, code: string]>([
    ['without its dump', (place) => rmSync(place.dumpPath), 'READ_FAILED'],
    ['without its checksum file', ({ dumpPath }) => rmSync(checksumOf(dumpPath)), 'READ_FAILED'],
    ['whose dump is a link', ({ dumpPath }) => linkAway(dumpPath), 'READ_FAILED'],
    [
      'whose checksum file is a link',
      ({ dumpPath }) => linkAway(checksumOf(dumpPath)),
      'READ_FAILED',
    ],
    ['whose dump is a directory', ({ dumpPath }) => mkdirInstead(dumpPath), 'READ_FAILED'],
    [
      'whose checksum file is of another dump',
      ({ dumpPath }) => writeFileSync(checksumOf(dumpPath), `${'0'.repeat(64)}  x.md\n`),
      'INTEGRITY',
    ],
    [
      'whose checksum file has two lines',
      ({ dumpPath }) => appendFileSync(checksumOf(dumpPath), 'x\n'),
      'INTEGRITY',
    ],
    [
      'whose checksum file has no end',
      ({ dumpPath }) => appendFileSync(checksumOf(dumpPath), ' '.repeat(9999)),
      'INTEGRITY',
    ],
    ['whose place is a file', ({ archives }) => writeFileSync(archives, ''), 'DESTINATION_INVALID'],
  ])('is not made of a snapshot %s', async (_, spoil, code) => {
    using place = setUp();
    spoil(place);
    await expect(place.archive(place.dumpPath, quiet)).rejects.toMatchObject({ code });
  });

  test.each([
    'x.md',
    'a\\b_all_code_dump_20260102_030405.md',
    'C:_all_code_dump_20260102_030405.md',
  ])('is not made of %s', async (name) => {
    using place = setUp();
    renameSync(place.dumpPath, join(place.path, name));
    await expect(place.archive(join(place.path, name), quiet)).rejects.toMatchObject({
      code: 'USAGE',
    });
  });

  test('is not made by a run whose id has a path in it', async () => {
    using place = setUp({ runId: '../x' });
    await expect(place.archive(place.dumpPath, quiet)).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('gets a name that its parts can be read from', () => {
    expect(parseArchiveName('a_20250101_000000_20260102_030405-12.tar.gz')).toEqual({
      prefix: 'a_20250101_000000',
      stamp: '20260102_030405',
      sequence: 12,
      format: 'tar.gz',
    });
    for (const name of [
      'a_20260102_030405.zip.bak',
      'a_20260231_030405.zip',
      '_20260102_030405.zip',
      'a_20260102_030405-0.zip',
      `${'a'.repeat(300)}_20260102_030405.zip`,
    ]) {
      expect(parseArchiveName(name)).toBeUndefined();
    }
  });
});

function checksumOf(dumpPath: string): string {
  return dumpPath.replace('.md', '.sha256');
}

function linkAway(path: string): void {
  renameSync(path, `${path}.away`);
  symlinkSync(`${path}.away`, path);
}

function mkdirInstead(path: string): void {
  rmSync(path);
  mkdirSync(path);
}
