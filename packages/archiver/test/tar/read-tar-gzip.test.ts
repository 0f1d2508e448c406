import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { formatChecksumLine } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { createArchiver, extractArchive, listArchive, verifyArchive } from '../../src/index.js';
import { buildTar, gzip, type TarMember } from './build-tar.js';
import { destination, quiet } from '../destination.js';
import { findUnnoticedFlips } from '../find-unnoticed-flips.js';
import { writeSnapshot } from '../write-snapshot.js';

const dumpName = 'p_all_code_dump_20260102_030405.md';
const checksumName = 'p_all_code_dump_20260102_030405.sha256';
const content = '# Code dump: p\n'.repeat(40);
const sha256 = createHash('sha256').update(content).digest('hex');
const dump: TarMember = { name: dumpName, content };
const checksum: TarMember = { name: checksumName, content: formatChecksumLine(sha256, dumpName) };

function pair(ofDump: Partial<TarMember>, end?: Buffer): Buffer {
  return gzip(buildTar([{ ...dump, ...ofDump }, checksum], end));
}

function pax(record: string): TarMember {
  return { name: 'PaxHeader', type: 'x', content: record };
}

const tar = buildTar([dump, checksum]);
const sound = gzip(tar);

function changed(at: number, value: number): Buffer {
  const bytes = Buffer.from(sound);
  bytes.writeUInt8(value, at < 0 ? bytes.length + at : at);
  return bytes;
}

const zeros = Buffer.alloc(20_000_000);

const bad: readonly (readonly [what: string, archive: Buffer, why: RegExp])[] = [
  ['an empty file', Buffer.alloc(0), /it is empty/],
  ['a tar that is not gzipped', tar, /neither as a ZIP nor as a gzipped tar/],
  ['a gzip header alone', sound.subarray(0, 10), /truncated/],
  ['truncated by one byte', sound.subarray(0, -1), /CRC or length|compressed data is damaged/],
  ['truncated by half', sound.subarray(0, sound.length / 2), /compressed data is damaged/],
  ['flipped in its data', changed(20, 0xff), /damaged|CRC/],
  ['flipped in its CRC', changed(-8, 0), /its CRC or length/],
  ['flipped in its length', changed(-1, 1), /its CRC or length/],
  ['with a file name in its header', changed(3, 8), /gzip header/],
  ['with a time in its header', changed(4, 1), /gzip header/],
  [
    'of two gzip members',
    Buffer.concat([gzip(tar.subarray(0, 512)), gzip(tar.subarray(512))]),
    /too early|follow the end of its compressed/,
  ],
  [
    'followed by another archive',
    Buffer.concat([sound, sound]),
    /follow the end of its compressed data/,
  ],
  [
    'followed by junk',
    Buffer.concat([sound, Buffer.from('junk')]),
    /follow the end of its compressed data/,
  ],
  [
    'followed by zeros',
    Buffer.concat([sound, Buffer.alloc(512)]),
    /follow the end of its compressed data/,
  ],
  ['followed by more tar', gzip(Buffer.concat([tar, tar])), /bytes follow the end of its tar/],
  [
    'followed by a third zero block',
    pair({}, Buffer.alloc(1536)),
    /bytes follow the end of its tar/,
  ],
  ['ended by one zero block', pair({}, Buffer.alloc(512)), /ends too early/],
  ['not ended', pair({}, Buffer.alloc(0)), /ends too early/],
  ['ended by something else', pair({}, Buffer.alloc(1024).fill(1, 600)), /bytes between members/],
  ['empty', gzip(buildTar([])), /it is empty/],
  ['a dump alone', gzip(buildTar([dump])), /no checksum file/],
  ['a dump twice', gzip(buildTar([dump, dump])), /occurs twice/],
  ['three members', gzip(buildTar([dump, checksum, { ...dump, name: 'x' }])), /is a third one/],
  ['cut in a member', gzip(tar.subarray(0, 700)), /ends too early/],
  ['a wrong header checksum', pair({ checksum: 1 }), /header is damaged/],
  ['a size that is too small', pair({ size: 1 }), /bytes between members/],
  ['a size that is too large', pair({ size: 900 }), /its checksum file says/],
  ['a symbolic link', pair({ type: '2', link: '/etc/passwd' }), /is a symbolic link/],
  ['a hard link', pair({ type: '1', link: 'x' }), /is a hard link/],
  ['a directory', pair({ type: '5' }), /is a directory/],
  ['a device', pair({ type: '3' }), /is a device/],
  ['a sparse file', pair({ type: 'S' }), /not a regular file/],
  ['a file with a link target', pair({ link: 'x' }), /both a file and a link/],
  ['a path upwards', pair({ name: `../../${dumpName}` }), /is a path/],
  ['an absolute path', pair({ name: `/etc/${dumpName}` }), /is a path/],
  ['a directory in the prefix', pair({ prefix: '..' }), /is a path/],
  ['a NUL in the name', pair({ name: `${dumpName}\0x` }), /contains a NUL/],
  ['another format', pair({ magic: 'ustar  \0' }), /not in the ustar format/],
  ['bytes after a member', pair({ padding: 1 }), /bytes between members/],
  [
    'a pax header with a path upwards',
    gzip(buildTar([pax('14 path=../x.md\n'.replace('14', '16')), dump, checksum])),
    /is a path/,
  ],
  [
    'a pax header with a size',
    gzip(buildTar([pax('10 size=1\n'), dump, checksum])),
    /unknown kind of tar header/,
  ],
  [
    'a long pax header',
    gzip(buildTar([pax('x'.repeat(600)), dump, checksum])),
    /unknown kind of tar header/,
  ],
  [
    'a global pax header',
    gzip(buildTar([{ ...pax('x'), type: 'g' }, dump, checksum])),
    /not a regular file/,
  ],
  ['a bomb', gzip(buildTar([{ ...dump, content: zeros }, checksum])), /a decompression bomb/],
  ['a bomb behind the end', gzip(Buffer.concat([tar, zeros])), /bytes follow the end of its tar/],
];

describe('a tar.gz that is', () => {
  test('sound is accepted, also with its name in a pax header', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'a');
    const named = buildTar([
      pax(`43 path=${dumpName}\n`),
      { ...dump, name: 'PaxHeader' },
      checksum,
    ]);
    for (const archive of [sound, gzip(named)]) {
      writeFileSync(path, archive);
      const report = await verifyArchive(path);
      expect(report.problem).toBeUndefined();
      expect(report.contents).toMatchObject({ format: 'tar.gz', dump: { name: dumpName, sha256 } });
      expect(await listArchive(path)).toMatchObject([{ name: dumpName }, { name: checksumName }]);
    }
  });

  test.each(bad)('%s is rejected, and nothing is taken out of it', async (_, archive, why) => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'a.tar.gz');
    const to = join(directory.path, 'to');
    writeFileSync(path, archive);
    const report = await verifyArchive(path);
    expect(report.problem).toMatch(why);
    expect(report.contents).toBeUndefined();
    await expect(extractArchive(path, { ...destination, to })).rejects.toMatchObject({
      code: 'INTEGRITY',
    });
    expect(existsSync(to) ? readdirSync(to) : []).toEqual([]);
  });

  test('gzipped on another system is rejected, as ours are the same everywhere', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'a.tar.gz');
    const archive = gzipSync(tar);
    archive[9] = 10;
    writeFileSync(path, archive);
    expect((await verifyArchive(path)).problem).toMatch(/gzip header/);
  });

  test('changed in any one bit is rejected, or still the same snapshot', async () => {
    using directory = temporaryDirectory();
    const name = writeSnapshot(directory.path, 'a dump\n');
    const to = join(directory.path, 'archives');
    const archive = createArchiver({ ...destination, directory: to, format: 'tar.gz' });
    const { path, contents } = await archive(join(directory.path, name), quiet);
    const unnoticed = await findUnnoticedFlips(readFileSync(path), contents);
    // Unused Huffman codes, and the padding after deflated data.
    expect(unnoticed.changed).toBe(0);
    expect(unnoticed.same).toBeLessThan(20);
  });
});
