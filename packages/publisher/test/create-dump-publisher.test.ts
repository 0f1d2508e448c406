import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDumpPublisher, type DumpPublisherOptions } from '../src/index.js';
import { inspectDirectory } from './inspect-directory.js';
import { destination, writeDump } from './write-dump.js';
import { useProgram } from './run-program.js';

const start = useProgram();
const stem = 'p_all_code_dump_20260102_030405';

function publisher(directory: string, options: Partial<DumpPublisherOptions> = {}) {
  return createDumpPublisher({
    ...destination,
    directory,
    prefix: 'p',
    stamp: '20260102_030405',
    extension: 'md',
    ...options,
  });
}

describe('a published dump', () => {
  test('has the bytes, the name, a checksum, and is private', async () => {
    using directory = temporaryDirectory();
    const published = await writeDump(publisher(directory.path), 'one ', 'two');
    const sha256 = createHash('sha256').update('one two').digest('hex');
    expect(published).toEqual({
      path: join(directory.path, `${stem}.md`),
      checksumPath: join(directory.path, `${stem}.sha256`),
      sha256,
    });
    expect(readdirSync(directory.path)).toEqual([`${stem}.md`, `${stem}.sha256`]);
    expect(readFileSync(published.path ?? '', 'utf8')).toBe('one two');
    expect(readFileSync(published.checksumPath ?? '', 'utf8')).toBe(`${sha256}  ${stem}.md\n`);
    const modes = readdirSync(directory.path).map((n) => statSync(join(directory.path, n)).mode);
    expect(modes.map((mode) => mode & 0o777)).toEqual([0o600, 0o600]);
  });

  test('has the mode asked for, whatever the umask', async () => {
    using directory = temporaryDirectory();
    await writeDump(publisher(directory.path, { mode: 0o666 }), 'x');
    const modes = readdirSync(directory.path).map((n) => statSync(join(directory.path, n)).mode);
    expect(modes.map((mode) => mode & 0o777)).toEqual([0o666, 0o666]);
  });

  test('has the bytes of any sequence of chunks', async () => {
    using directory = temporaryDirectory();
    const chunks = fc.array(fc.uint8Array({ maxLength: 5000, size: 'max' }), { maxLength: 8 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(chunks, async (chunks) => {
        const { path } = await writeDump(
          publisher(directory.path, { prefix: `r${run++}` }),
          ...chunks,
        );
        expect(readFileSync(path ?? '')).toEqual(Buffer.concat(chunks));
      }),
      { numRuns: Number(process.env['PUBLISHER_RUNS'] ?? 100) },
    );
    expect(inspectDirectory(directory.path)).toMatchObject({ orphans: [], faults: [] });
  });

  const sha256sum = findTool('sha256sum');
  test.skipIf(!sha256sum)('satisfies sha256sum -c (needs sha256sum)', async () => {
    using directory = temporaryDirectory();
    for (const prefix of ['p', 'with space', '-rf', 'é', '\udcff'.concat('raw')]) {
      await writeDump(publisher(directory.path, { prefix }), prefix);
    }
    const checksums = execFileSync('sh', ['-c', 'sha256sum --strict -c ./*.sha256'], {
      cwd: directory.path,
      encoding: 'latin1',
    });
    expect(checksums.match(/: OK$/gm)).toHaveLength(5);
  });
});

describe('a name that is taken', () => {
  test.each(['.md', '.md.gz', '.json', '.json.gz', '.sha256'])(
    'by %s is left alone',
    async (end) => {
      using directory = temporaryDirectory();
      writeFileSync(join(directory.path, `${stem}${end}`), 'old');
      writeFileSync(join(directory.path, `${stem}-1${end}`), 'old');
      const { path } = await writeDump(publisher(directory.path), 'new');
      expect(path).toBe(join(directory.path, `${stem}-2.md`));
      expect(readFileSync(join(directory.path, `${stem}${end}`), 'utf8')).toBe('old');
      expect(readdirSync(directory.path)).toHaveLength(4);
    },
  );

  test('by a symbolic link is not written through', async () => {
    using directory = temporaryDirectory();
    symlinkSync('/nonexistent/elsewhere', join(directory.path, `${stem}.md`));
    symlinkSync('/nonexistent/elsewhere', join(directory.path, `${stem}-1.sha256`));
    const { path } = await writeDump(publisher(directory.path), 'new');
    expect(path).toBe(join(directory.path, `${stem}-2.md`));
  });

  test('while the dump was written is left alone', async () => {
    using directory = temporaryDirectory();
    await using output = await publisher(directory.path)();
    await output.write(Buffer.from('late'));
    await writeDump(publisher(directory.path), 'early');
    const sha256 = createHash('sha256').update('late').digest('hex');
    expect((await output.publish(sha256)).path).toBe(join(directory.path, `${stem}-1.md`));
    expect(readFileSync(join(directory.path, `${stem}.md`), 'utf8')).toBe('early');
    expect(inspectDirectory(directory.path)).toMatchObject({ temporaries: [], faults: [] });
  });

  test('of a temporary file is left alone', async () => {
    using directory = temporaryDirectory();
    const planted = `.create-dump-${destination.runId}-0-dump.tmp`;
    symlinkSync('/nonexistent/elsewhere', join(directory.path, planted));
    await writeDump(publisher(directory.path), 'x');
    expect(readdirSync(directory.path)).toEqual([planted, `${stem}.md`, `${stem}.sha256`]);
  });
});

describe('a dump that is given up', () => {
  test('leaves nothing', async () => {
    using directory = temporaryDirectory();
    {
      await using output = await publisher(directory.path)();
      await output.write(Buffer.alloc(100_000));
      expect(readdirSync(directory.path)).toHaveLength(1);
    }
    expect(readdirSync(directory.path)).toEqual([]);
  });

  test('may be disposed of twice, and after publishing', async () => {
    using directory = temporaryDirectory();
    const output = await publisher(directory.path)();
    await output.publish(createHash('sha256').digest('hex'));
    await output[Symbol.asyncDispose]();
    await output[Symbol.asyncDispose]();
    expect(inspectDirectory(directory.path).dumps).toEqual([`${stem}.md`]);
  });
});

describe('a destination', () => {
  const create = { createDirectory: true };

  test.each([
    ['missing', 'none', {}],
    ['a file', 'file', create],
    ['below a file', 'file/x', create],
    ['a dangling link', 'dangling', create],
    ['a link to itself', 'loop', create],
    ['a name too long', 'x'.repeat(256), create],
  ])('that is %s is refused', async (_, name, options) => {
    using directory = temporaryDirectory();
    writeFileSync(join(directory.path, 'file'), '');
    symlinkSync('nothing', join(directory.path, 'dangling'));
    symlinkSync('loop', join(directory.path, 'loop'));
    const path = join(directory.path, name);
    await expect(publisher(path, options)()).rejects.toMatchObject({
      name: 'CreateDumpError',
      code: 'DESTINATION_INVALID',
      message: expect.stringContaining(path),
    });
  });

  test('is created where that is asked for', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'a/b/c');
    await writeDump(publisher(path, create), 'x');
    expect(inspectDirectory(path).dumps).toEqual([`${stem}.md`]);
  });

  test('may be a link to a directory, or have a name that is not UTF-8', async () => {
    using directory = temporaryDirectory();
    mkdirSync(Buffer.from(`${directory.path}/raw\xff`, 'latin1'));
    symlinkSync('.', join(directory.path, 'link'));
    await writeDump(publisher(join(directory.path, 'raw\udcff')), 'x');
    await writeDump(publisher(join(directory.path, 'link')), 'x');
    expect(readdirSync(Buffer.from(`${directory.path}/raw\xff`, 'latin1'))).toHaveLength(2);
    expect(readdirSync(directory.path)).toHaveLength(4);
  });

  const setpriv = findTool('setpriv');
  test.skipIf(!setpriv || process.getuid?.() !== 0)(
    'without write permission is an error in words (needs root and setpriv)',
    async () => {
      using directory = temporaryDirectory();
      chmodSync(directory.path, 0o755);
      const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
      const { result } = start(
        { kind: 'publisher', path: directory.path },
        { under: [setpriv ?? '', ...nobody] },
      );
      expect((await result).lines).toEqual([
        {
          code: 'WRITE_FAILED',
          brokenPipe: false,
          message: expect.stringMatching(
            /^Permission denied \(EACCES\) while opening \/.*\.md\. Change/,
          ),
        },
      ]);
    },
  );
});

test('a prefix that leads elsewhere, or a run id that is none, is refused', async () => {
  using directory = temporaryDirectory();
  await expect(publisher(directory.path, { prefix: '../x' })()).rejects.toMatchObject({
    code: 'USAGE',
  });
  await expect(publisher(directory.path, { runId: 'x' })()).rejects.toMatchObject({
    code: 'USAGE',
  });
});

describe('publishers of one second', () => {
  test('get names of their own, in one process', async () => {
    using directory = temporaryDirectory();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const extension = n % 2 === 0 ? 'md' : 'json';
        return writeDump(publisher(directory.path, { extension }), `dump ${n}`);
      }),
    );
    expect(new Set(all.map(({ checksumPath }) => checksumPath)).size).toBe(20);
    expect(inspectDirectory(directory.path)).toMatchObject({
      orphans: [],
      temporaries: [],
      faults: [],
    });
  });

  test('get names of their own, in two processes', async () => {
    using directory = temporaryDirectory();
    const dumps = Number(process.env['PUBLISHER_PAIRS'] ?? 80);
    const options = { kind: 'publisher', path: directory.path, dumps } as const;
    const both = await Promise.all([start(options).result, start(options).result]);
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    const paths = both.flatMap(({ lines }) => lines.map(({ path }) => path));
    expect(new Set(paths).size).toBe(2 * dumps);
    const found = inspectDirectory(directory.path);
    expect(found).toMatchObject({ orphans: [], temporaries: [], faults: [] });
    expect(found.dumps).toHaveLength(2 * dumps);
  });
});
