import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { checksumName, formatChecksumLine } from '@create-dump/core';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { archiveFiles, createArchiver, extractArchive } from '../src/index.js';
import { destination, quiet } from './destination.js';

const wanted = process.env['ARCHIVER_LARGE'] !== undefined;
const size = 2 ** 32 + 5;
const timeout = 30 * 60_000;

/** Writes a sparse dump of zeros, with its checksum file. */
async function writeSparse(directory: string, extension: string): Promise<string> {
  const name = `p_all_code_dump_20260102_030405.${extension}`;
  writeFileSync(join(directory, name), '');
  truncateSync(join(directory, name), size);
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(directory, name), { highWaterMark: 2 ** 20 }), hash);
  const line = formatChecksumLine(hash.digest('hex'), name);
  writeFileSync(join(directory, checksumName(name)), line);
  return name;
}

// Deflated, only sizes exceed 4 GiB; stored, offsets do as well.
test.skipIf(!wanted).each([
  ['zip', 'md'],
  ['zip', 'md.gz'],
  ['tar.gz', 'md'],
] as const)(
  'a member over 4 GiB (%s, %s; needs ARCHIVER_LARGE and 9 GB of disk)',
  { timeout },
  async (format, extension) => {
    using directory = temporaryDirectory();
    const name = await writeSparse(directory.path, extension);
    const limits = { ratio: 1100 };
    const archives = join(directory.path, 'archives');
    const archive = createArchiver({ ...destination, directory: archives, format, limits });
    const { path, contents } = await archive(join(directory.path, name), quiet);
    expect(contents.dump.size).toBe(size);
    const testzip = 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())';
    const judges: readonly [tool: string, args: readonly string[], says: RegExp][] =
      format === 'zip'
        ? [
            ['unzip', ['-t', path], /No errors detected/],
            ['7z', ['t', path], /Everything is Ok/],
            ['python3', ['-c', testzip, path], /^None\n$/],
          ]
        : [['tar', ['-tvzf', path], / 4294967301 /]];
    for (const [tool, args, says] of judges.filter(([tool]) => findTool(tool))) {
      expect(execFileSync(tool, args, { encoding: 'utf8' })).toMatch(says);
    }
    const { dumpPath } = await extractArchive(path, {
      ...destination,
      limits,
      to: join(directory.path, 'to'),
    });
    execFileSync('cmp', [dumpPath, join(directory.path, name)]);
    expect(process.resourceUsage().maxRSS).toBeLessThan(300 * 1024);
  },
);

test.skipIf(!wanted).each(['zip', 'tar.gz'] as const)(
  'more members than 16 bits can count (%s; needs ARCHIVER_LARGE)',
  { timeout },
  async (format) => {
    using directory = temporaryDirectory();
    const path = join(directory.path, `a.${format}`);
    const sources = Array.from({ length: 66_000 }, (_, at) => ({
      name: `${at % 100}/${at}`,
      bytes: Buffer.of(at % 256),
    }));
    expect((await archiveFiles({ ...destination, path, sources })).members).toHaveLength(66_000);
    if (format === 'zip' && findTool('unzip')) execFileSync('unzip', ['-tqq', path]);
  },
);
