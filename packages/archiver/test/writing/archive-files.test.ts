import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createRunId } from '@create-dump/files';
import { arbitraryContent, findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  archiveFiles,
  type ArchiveFilesOptions,
  type ArchiveSource,
  createArchiver,
  verifyFileArchive,
} from '../../src/index.js';
import { destination, quiet } from '../destination.js';
import { writeSnapshot } from '../write-snapshot.js';

const formats = ['zip', 'tar.gz'] as const;

function archive(path: string, sources: readonly ArchiveSource[], rest = {}) {
  return archiveFiles({ ...destination, path, sources, ...rest });
}

const bytes = (name: string, text = name) => ({ name, bytes: Buffer.from(text) });

const part = fc.oneof(
  fc.constantFrom('a', 'b.txt', '-rf', 'with space', 'é', '😀', 'x'.repeat(120), 'c.gz'),
  fc.stringMatching(/^[a-z0-9]{1,20}$/),
);
const names = fc
  .uniqueArray(fc.array(part, { minLength: 1, maxLength: 7 }), {
    selector: (parts) => parts.join('/'),
    minLength: 1,
    maxLength: 6,
  })
  // The last part differs from every directory, so that no name is a file and a directory.
  .map((lists) => lists.map((parts, at) => [...parts, `file ${at}`].join('/')));

const extractors = {
  zip: ['unzip', (path: string, to: string) => ['-q', path, '-d', to]],
  'tar.gz': ['tar', (path: string, to: string) => ['-xzf', path, '-C', to]],
} as const;

describe.each(formats)('an archive of files (%s)', { timeout: 60_000 }, (format) => {
  const [tool, toArguments] = extractors[format];

  test.skipIf(!findTool(tool))(
    `gives back any files under any names, and unpacks with ${tool} (needs ${tool})`,
    async () => {
      using directory = temporaryDirectory();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(names, arbitraryContent, async (memberNames, content) => {
          const here = join(directory.path, `${run++}`);
          const to = join(here, 'to');
          mkdirSync(to, { recursive: true });
          writeFileSync(join(here, 'content'), content);
          const sources = memberNames.map((name, at) =>
            at % 2 === 0 ? { name, path: join(here, 'content') } : { name, bytes: content },
          );
          const path = join(here, `a.${format}`);
          const { members } = await archive(path, sources);
          expect((await verifyFileArchive(path)).members).toStrictEqual(members);
          execFileSync(tool, toArguments(path, to), {
            env: { ...process.env, LC_ALL: 'C.UTF-8' },
          });
          for (const name of memberNames) {
            expect(readFileSync(join(to, name)).equals(content)).toBe(true);
          }
        }),
        { numRuns: Number(process.env['ARCHIVER_RUNS'] ?? 25) },
      );
    },
  );

  test('tells what it holds, and is private', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'new/a', `b.${format}`);
    let packed = 0;
    const onPacked = (count: number) => {
      packed += count;
    };
    const written = await archive(path, [bytes('b', ''), bytes('a', 'hello\n')], { onPacked });
    expect(written).toStrictEqual({
      path,
      bytes: statSync(path).size,
      members: [
        {
          name: 'a',
          size: 6,
          sha256: '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03',
        },
        {
          name: 'b',
          size: 0,
          sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        },
      ],
    });
    expect(packed).toBe(6);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await archive(`${path}.${format}`, [bytes('a')], { mode: 0o640 });
    expect(statSync(`${path}.${format}`).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(directory.path, 'new/a')).sort()).toStrictEqual([
      `b.${format}`,
      `b.${format}.${format}`,
    ]);
  });

  test('is the same in any order and zone, whenever the files were touched', async () => {
    using directory = temporaryDirectory();
    const zone = process.env['TZ'];
    const file = join(directory.path, 'file');
    writeFileSync(file, 'x'.repeat(1000));
    const sources = [{ name: 'z/file', path: file }, bytes('a'), bytes('é'), bytes('z.gz')];
    const written: Buffer[] = [];
    try {
      for (const [at, tz] of ['UTC', 'Asia/Kathmandu', 'Pacific/Kiritimati'].entries()) {
        process.env['TZ'] = tz;
        utimesSync(file, 1_000_000 * at, 1_000_000 * at);
        const path = join(directory.path, `${at}.${format}`);
        await archive(path, at % 2 === 0 ? sources : sources.toReversed());
        written.push(readFileSync(path));
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
    expect(written.every((one) => one.equals(written[0] ?? Buffer.of()))).toBe(true);
    const path = join(directory.path, `dated.${format}`);
    await archive(path, sources, { time: new Date('2026-11-24T03:00:00Z') });
    expect(readFileSync(path).equals(written[0] ?? Buffer.of())).toBe(false);
  });

  test('never overwrites', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, `a.${format}`);
    writeFileSync(path, 'mine');
    const refused = { code: 'ALREADY_EXISTS', message: expect.stringContaining(path) };
    await expect(archive(path, [bytes('a')])).rejects.toMatchObject(refused);
    const late = join(directory.path, `late.${format}`);
    const onPacked = () => writeFileSync(late, 'mine');
    await expect(archive(late, [bytes('a')], { onPacked })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(readFileSync(late, 'utf8')).toBe('mine');
    expect(readdirSync(directory.path).sort()).toStrictEqual([`a.${format}`, `late.${format}`]);
  });

  test.each<[what: string, change: (path: string) => void]>([
    ['grows', (path) => appendFileSync(path, 'x')],
    ['shrinks', (path) => truncateSync(path, 100)],
    ['is written to', (path) => utimesSync(path, 1, statSync(path).mtimeMs / 1000 + 1)],
  ])('is not made of a file that %s meanwhile', async (_, change) => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'file');
    writeFileSync(file, Buffer.alloc(2 ** 20, 'some text '));
    const path = join(directory.path, `a.${format}`);
    const onPacked = () => change(file);
    const sources = [bytes('a'), { name: 'file', path: file }];
    await expect(archive(path, sources, { onPacked })).rejects.toMatchObject({
      code: 'READ_FAILED',
      message: `${file} changed while it was archived. Archive it when nothing writes to it, or archive a copy.`,
    });
    expect(readdirSync(directory.path)).toStrictEqual(['file']);
  });

  test('is not made of what is no regular file, or is missing', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, `a.${format}`);
    symlinkSync('/etc/passwd', join(directory.path, 'link'));
    for (const name of ['link', '.', 'missing']) {
      const sources = [bytes('a'), { name: 'x', path: join(directory.path, name) }];
      await expect(archive(path, sources)).rejects.toMatchObject({ code: 'READ_FAILED' });
    }
    expect(readdirSync(directory.path)).toStrictEqual(['link']);
  });

  test('that fails to be read back, or is cancelled, leaves nothing', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, `a.${format}`);
    await expect(
      archive(path, [bytes('a', 'long')], { limits: { bytes: 3 } }),
    ).rejects.toMatchObject({ code: 'INTEGRITY' });
    const controller = new AbortController();
    const onPacked = () => controller.abort();
    await expect(
      archive(path, [bytes('a'), bytes('b')], { onPacked, signal: controller.signal }),
    ).rejects.toThrow(/abort/i);
    expect(readdirSync(directory.path)).toStrictEqual([]);
  });

  test('that is changed in one bit is not sound', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, `a.${format}`);
    const { members } = await archive(path, [
      bytes('d/a', 'hello\n'),
      bytes(`${'d/'.repeat(60)}b`),
    ]);
    const whole = readFileSync(path);
    const unnoticed: string[] = [];
    for (let bit = 0; bit < whole.length * 8; bit += 7) {
      const flipped = Buffer.from(whole);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      writeFileSync(path, flipped);
      const report = await verifyFileArchive(path);
      const isSame = JSON.stringify(report.members) === JSON.stringify(members);
      if (report.problem === undefined && !isSame) unnoticed.push(`bit ${bit}`);
    }
    expect(unnoticed).toStrictEqual([]);
  });

  test('removes what a killed run left', async () => {
    using directory = temporaryDirectory();
    const now = new Date();
    const runId = createRunId({ pid: process.pid, hostname: hostname(), now });
    // Process 1 didn't start in the first tick.
    const dead = runId.replace(/^\d+-\d+/, '1-1');
    writeFileSync(join(directory.path, `.create-dump-${dead}-0-archive.tmp`), 'half');
    const path = join(directory.path, `a.${format}`);
    await archive(path, [bytes('a')], { runId });
    expect(readdirSync(directory.path)).toStrictEqual([`a.${format}`]);
  });

  test('can be that of a snapshot', async () => {
    using directory = temporaryDirectory();
    const name = writeSnapshot(directory.path, 'a dump\n');
    const toArchive = createArchiver({ ...destination, directory: directory.path, format });
    const { path, contents } = await toArchive(join(directory.path, name), quiet);
    expect((await verifyFileArchive(path)).members).toStrictEqual([
      contents.dump,
      contents.checksum,
    ]);
  });
});

describe('files that no archive can hold', () => {
  const lists: readonly (readonly [sources: readonly ArchiveSource[], why: string])[] = [
    [[], 'There is nothing to archive.'],
    [[bytes('')], '"" can\'t be the name of a file in an archive: it is empty.'],
    ...(
      [
        [['/etc/passwd'], 'is absolute, or has an empty part'],
        [['a//b'], 'is absolute, or has an empty part'],
        [['a/'], 'is absolute, or has an empty part'],
        [['../a'], 'has a part that is "." or ".."'],
        [['a/./b'], 'has a part that is "." or ".."'],
        [['..'], 'is a directory'],
        [['C:a'], 'contains a control character or a colon'],
        [['a\\b'], 'is a path, not a plain file name'],
        [['\udc80'], 'is not UTF-8, which not every reader of archives can decode'],
        [['x'.repeat(256)], 'is longer than 255 bytes'],
        [['x/'.repeat(600) + 'x'], 'is longer than 1024 bytes'],
        [['a', 'a'], 'occurs twice'],
        [['a', 'a/b'], 'is below another member, which is a file'],
        [['a/b/c', 'a/b'], 'is a file and a directory'],
      ] as const
    ).map(([list, why]) => [list.map((name) => bytes(name)), `: it ${why}.`] as const),
    [Array.from({ length: 100_001 }, (_, at) => bytes(`${at}`)), 'An archive holds up to 100000'],
  ];

  test.each(lists)('%#: is an error', async (sources, why) => {
    using directory = temporaryDirectory();
    const options: ArchiveFilesOptions = { ...destination, path: '', sources };
    const path = join(directory.path, 'a.zip');
    await expect(archiveFiles({ ...options, path })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(why),
    });
    expect(existsSync(path)).toBe(false);
  });

  test('another format is an error', async () => {
    await expect(archive('/a.rar', [bytes('a')])).rejects.toMatchObject({
      code: 'USAGE',
      message: 'The name of the archive /a.rar must end in .zip or .tar.gz.',
    });
  });
});
