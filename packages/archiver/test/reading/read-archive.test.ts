import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import {
  createArchiver,
  extractArchive,
  findArchivedCopy,
  listArchive,
  openArchiveMember,
  verifyArchive,
} from '../../src/index.js';
import { destination, quiet } from '../destination.js';
import { writeSnapshot } from '../write-snapshot.js';

const dumpName = 'p_all_code_dump_20260102_030405.md';
const checksumName = 'p_all_code_dump_20260102_030405.sha256';

describe.each(['zip', 'tar.gz'] as const)('of an archive (%s)', (format) => {
  async function setUp(content: string | Uint8Array = 'a dump\n') {
    const directory = temporaryDirectory();
    const archives = join(directory.path, 'archives');
    writeSnapshot(directory.path, content);
    const archive = createArchiver({ ...destination, directory: archives, format });
    const archived = await archive(join(directory.path, dumpName), quiet);
    return {
      ...archived,
      archives,
      root: directory.path,
      sha256: archived.contents.dump.sha256,
      to: join(directory.path, 'new', 'to'),
      [Symbol.dispose]: directory[Symbol.dispose],
    };
  }

  test('the members can be listed', async () => {
    using archive = await setUp();
    expect(await listArchive(archive.path)).toEqual([
      { name: dumpName, size: 7 },
      { name: checksumName, size: 64 + 2 + dumpName.length + 1 },
    ]);
  });

  test('one member can be streamed', async () => {
    const content = Buffer.alloc(2_000_000, 'some text\n');
    using archive = await setUp(content);
    const pieces: Buffer[] = [];
    for await (const piece of await openArchiveMember(archive.path, dumpName)) {
      pieces.push(piece as Buffer);
    }
    expect(Buffer.concat(pieces).equals(content)).toBe(true);
  });

  test.skipIf(!existsSync('/proc/self/fd'))(
    'a stream that nobody reads to its end lets go of the file (needs /proc)',
    async () => {
      using archive = await setUp(Buffer.alloc(5_000_000, 'some text\n'));
      for (let run = 0; run < 20; run++) {
        for await (const piece of await openArchiveMember(archive.path, dumpName)) {
          expect((piece as Buffer).length).toBeGreaterThan(0);
          break;
        }
      }
      await expect.poll(() => openFilesBelow(archive.root)).toBe(0);
    },
  );

  test('a member that it does not have fails', async () => {
    using archive = await setUp();
    const stream = await openArchiveMember(archive.path, 'x');
    await expect(stream.toArray()).rejects.toMatchObject({ code: 'USAGE' });
  });

  test('the snapshot can be taken out, into a new directory, for its owner alone', async () => {
    using archive = await setUp();
    const { dumpPath, checksumPath } = await extractArchive(archive.path, {
      ...destination,
      to: archive.to,
    });
    expect(readFileSync(dumpPath, 'utf8')).toBe('a dump\n');
    expect(readFileSync(checksumPath)).toEqual(readFileSync(join(archive.root, checksumName)));
    expect(readdirSync(archive.to)).toEqual([dumpName, checksumName]);
  });

  test.each([dumpName, checksumName])('nothing is overwritten (%s)', async (name) => {
    using archive = await setUp();
    mkdirSync(archive.to, { recursive: true });
    symlinkSync(join(archive.root, 'elsewhere'), join(archive.to, name));
    await expect(
      extractArchive(archive.path, { ...destination, to: archive.to }),
    ).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    expect(readdirSync(archive.to)).toEqual([name]);
    expect(readdirSync(archive.root)).not.toContain('elsewhere');
  });

  test('everything stops when it is cancelled', async () => {
    using archive = await setUp();
    const signal = AbortSignal.abort(new Error('stop'));
    const { path, to } = archive;
    await expect(verifyArchive(path, { signal })).rejects.toThrow('stop');
    await expect(extractArchive(path, { ...destination, to, signal })).rejects.toThrow('stop');
    await expect(listArchive(path, { signal })).rejects.toThrow('stop');
    const stream = await openArchiveMember(path, dumpName, { signal });
    await expect(stream.toArray()).rejects.toThrow('stop');
    expect(readdirSync(to)).toEqual([]);
  });

  test('a copy is found by name and content, whatever else is there', async () => {
    using archive = await setUp();
    const { archives: directory, sha256, path } = archive;
    const warnings: string[] = [];
    const query = {
      directory,
      sha256,
      dumpName,
      warn: (message: string) => warnings.push(message),
    };
    writeFileSync(join(directory, 'p_20260102_030405-7.zip'), 'damaged');
    mkdirSync(join(directory, 'p_20260102_030405-8.zip'));
    writeFileSync(join(directory, 'q_20260102_030405.zip'), 'not looked at');
    expect(await findArchivedCopy(query)).toMatchObject({ path });
    expect(warnings).toEqual([]);
    expect(await findArchivedCopy({ ...query, sha256: '0'.repeat(64) })).toBeUndefined();
    expect(warnings).toHaveLength(2);
    const other = dumpName.replace('.md', '-1.md');
    expect(await findArchivedCopy({ ...query, dumpName: other })).toBeUndefined();
    expect(await findArchivedCopy({ ...query, dumpName: 'x' })).toBeUndefined();
    const missing = join(directory, 'missing');
    expect(await findArchivedCopy({ ...query, directory: missing })).toBeUndefined();
  });
});

function openFilesBelow(root: string): number {
  const links = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      // The descriptor of this listing itself.
      return '';
    }
  });
  return links.filter((link) => link.startsWith(root)).length;
}

describe('what is no file', () => {
  test('fails with READ_FAILED: nothing, a directory, a symbolic link', async () => {
    using directory = temporaryDirectory();
    symlinkSync('x', join(directory.path, 'link'));
    for (const path of [join(directory.path, 'x'), directory.path, join(directory.path, 'link')]) {
      await expect(verifyArchive(path)).rejects.toMatchObject({ code: 'READ_FAILED' });
    }
  });

  test.skipIf(!findTool('mkfifo'))('a FIFO does not hold it up (needs mkfifo)', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'fifo');
    execFileSync('mkfifo', [path]);
    await expect(verifyArchive(path)).rejects.toThrow(/is not a file/);
  });
});
