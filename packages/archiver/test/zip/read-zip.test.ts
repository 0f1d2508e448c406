import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatChecksumLine } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import {
  createArchiver,
  extractArchive,
  listArchive,
  openArchiveMember,
  verifyArchive,
} from '../../src/index.js';
import { buildZip, type ZipFrame, type ZipMember } from './build-zip.js';
import { destination, quiet } from '../destination.js';
import { findUnnoticedFlips } from '../find-unnoticed-flips.js';
import { writeSnapshot } from '../write-snapshot.js';

const dumpName = 'p_all_code_dump_20260102_030405.md';
const checksumName = 'p_all_code_dump_20260102_030405.sha256';
const content = '# Code dump: p\n'.repeat(40);
const dump: ZipMember = { name: dumpName, content };
const checksum: ZipMember = { name: checksumName, content: lineOf(content, dumpName) };

function lineOf(content: string | Uint8Array, name: string): string {
  return formatChecksumLine(createHash('sha256').update(content).digest('hex'), name);
}

function pair(ofDump: Partial<ZipMember>, ofChecksum: Partial<ZipMember> = {}, frame?: ZipFrame) {
  return buildZip(
    [
      { ...dump, ...ofDump },
      { ...checksum, ...ofChecksum },
    ],
    frame,
  );
}

const sound = pair({});

function flipped(at: number): Buffer {
  const bytes = Buffer.from(sound);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 4, at);
  return bytes;
}

const zeros = Buffer.alloc(20_000_000);
const unicodePath = Buffer.concat([
  Buffer.from([0x75, 0x70, 6, 0, 1, 0, 0, 0, 0]),
  Buffer.from('x'),
]);

const bad: readonly (readonly [what: string, archive: Buffer, why: RegExp])[] = [
  ['an empty file', Buffer.alloc(0), /it is empty/],
  ['no ZIP', Buffer.from('hello, this is not an archive'), /neither as a ZIP nor/],
  ['an end record alone', buildZip([]), /neither as a ZIP nor/],
  [
    'a flipped bit in the data',
    flipped(70),
    /compressed data is damaged|CRC .* wrong|not \d+ bytes/,
  ],
  ['a flipped bit in a local header', flipped(12), /described differently/],
  ['truncated by one byte', sound.subarray(0, -1), /does not end with a ZIP end record/],
  ['truncated by half', sound.subarray(0, sound.length / 2), /does not end with a ZIP end record/],
  ['bytes in front', Buffer.concat([Buffer.from('#!/bin/sh\n'), sound]), /neither as a ZIP nor/],
  [
    'a local header in front',
    Buffer.concat([sound.subarray(0, 100), sound]),
    /does not follow directly on/,
  ],
  [
    'bytes appended',
    Buffer.concat([sound, Buffer.from('x')]),
    /does not end with a ZIP end record/,
  ],
  [
    'zeros appended',
    Buffer.concat([sound, Buffer.alloc(22)]),
    /does not end with a ZIP end record/,
  ],
  ['a comment', pair({}, {}, { comment: Buffer.from('hi') }), /has a comment/],
  [
    'an end record in the comment',
    pair({}, {}, { comment: buildZip([]) }),
    /does not follow directly on/,
  ],
  [
    'another archive in the comment',
    pair({}, {}, { comment: sound }),
    /does not follow directly on/,
  ],
  [
    'two names for one member',
    pair({ localName: dumpName.replace('p', 'q') }),
    /described differently/,
  ],
  ['a wrong CRC in the directory', pair({ centralCrc: 1 }), /described differently/],
  ['a wrong CRC everywhere', pair({}, { flags: 0x800 }).fill(1, 14, 18), /described differently/],
  ['a wrong size in the directory', pair({ centralSize: 1 }), /described differently/],
  ['a size that is too small', pair({ size: 1 }), /is not 1 bytes long/],
  ['a size that is too large', pair({ size: 10_000 }), /is not 10000 bytes long/],
  ['a stored size that is wrong', pair({ method: 0, size: 1 }), /size mismatch for stored file/],
  ['overlapping members', pair({}, { overlap: true }), /overlaps the previous one/],
  ['a member twice', buildZip([dump, dump]), /occurs twice/],
  ['twins by case', pair({}, { name: dumpName.toUpperCase() }), /is not the checksum file/],
  ['a third member', buildZip([dump, checksum, dump]), /has 3 members instead of 2/],
  ['thousands of members', pair({}, {}, { entries: 4465 }), /has 4465 members instead of 2/],
  ['a dump alone', buildZip([dump]), /has 1 members instead of 2/],
  [
    'a gap between members',
    pair({ gap: Buffer.from('gap') }),
    /is preceded by 3 bytes that belong to no member/,
  ],
  [
    'a gap before the directory',
    pair({}, { gap: Buffer.from('gap') }),
    /does not follow directly on/,
  ],
  ['a path upwards', pair({ name: `../../${dumpName}` }), /is a path/],
  ['an absolute path', pair({ name: `/etc/${dumpName}` }), /is a path/],
  ['a path with backslashes', pair({ name: `..\\${dumpName}` }), /is a path/],
  ['a path with a drive', pair({ name: `C:${dumpName}` }), /a control character or a colon/],
  ['a NUL in the name', pair({ name: `${dumpName}\0.md` }), /contains a NUL/],
  ['an escape in the name', pair({ name: `\u001b[2J${dumpName}` }), /control character/],
  ['an empty name', pair({ name: '' }), /is empty/],
  ['a name that is no dump', pair({ name: 'evil.sh' }), /not have the name of a dump/],
  [
    'a name that is not marked as UTF-8',
    pair({ name: `é${dumpName}`, flags: 0 }),
    /not marked as UTF-8/,
  ],
  ['another name for some readers', pair({ centralExtra: unicodePath }), /has extra fields/],
  ['a symbolic link', pair({ mode: 0o120777 }), /is a symbolic link/],
  ['a directory', pair({ mode: 0o040755 }), /is a directory/],
  ['a DOS directory', pair({ dosAttributes: 0x10 }), /is a directory/],
  ['an executable', pair({ mode: 0o100755 }), /attributes/],
  ['a device', pair({ mode: 0o060644 }), /is not a regular file/],
  ['an encrypted member', pair({ flags: 0x801 }), /is encrypted/],
  ['strong encryption', pair({ flags: 0x841 }), /encrypt/],
  ['another compression', pair({ method: 9 }), /compressed by method 9/],
  ['a disk of many', pair({}, {}, { disk: 1 }), /multi-disk/],
  ['a member on another disk', pair({ disk: 1 }), /multi-disk/],
  ['a wrong digest', pair({}, { content: lineOf('x', dumpName) }), /its checksum file says/],
  ['a digest of another file', pair({}, { content: lineOf(content, 'q.md') }), /is for q\.md/],
  ['no digest', pair({}, { content: 'hello\n' }), /not one line of SHA-256/],
  [
    'a checksum file that goes on',
    pair({}, { content: 'x'.repeat(10_000) }),
    /too long for a checksum/,
  ],
  ['a checksum file before its dump', buildZip([checksum, dump]), /not have the name of a dump/],
  [
    'a bomb',
    pair({ content: zeros }, { content: lineOf(zeros, dumpName) }),
    /a decompression bomb/,
  ],
];

async function verify(bytes: Uint8Array) {
  using directory = temporaryDirectory();
  const path = join(directory.path, 'a.zip');
  writeFileSync(path, bytes);
  return await verifyArchive(path);
}

describe('a ZIP that is', () => {
  test.each([
    ['deflated', sound],
    ['stored', pair({ method: 0 }, { method: 0 })],
  ])('%s and sound is accepted', async (_, archive) => {
    const { problem, contents, bytes } = await verify(archive);
    expect(problem).toBeUndefined();
    expect(bytes).toBe(archive.length);
    expect(contents).toMatchObject({
      format: 'zip',
      dump: { name: dumpName, size: content.length },
      checksum: { name: checksumName },
    });
  });

  test.each(bad)('%s is rejected, and nothing is taken out of it', async (_, archive, why) => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'a.zip');
    const to = join(directory.path, 'to');
    writeFileSync(path, archive);
    const report = await verifyArchive(path);
    expect(report.problem).toMatch(why);
    expect(report.problem).toContain(path);
    expect(report.contents).toBeUndefined();
    await expect(extractArchive(path, { ...destination, to })).rejects.toMatchObject({
      code: 'INTEGRITY',
      message: expect.stringMatching(why),
    });
    expect(existsSync(to) ? readdirSync(to) : []).toEqual([]);
    await expect(readAll(path)).rejects.toMatchObject({ code: 'INTEGRITY' });
    expect(readdirSync(directory.path).filter((name) => name !== 'to')).toEqual(['a.zip']);
  });

  test('too large for the limits given is rejected before it is unpacked', async () => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'a.zip');
    writeFileSync(path, sound);
    const limits = { bytes: content.length - 1 };
    expect((await verifyArchive(path, { limits })).problem).toMatch(/over the limit/);
    await expect(listArchive(path, { limits })).rejects.toThrow(/over the limit/);
    const enough = { bytes: content.length };
    expect((await verifyArchive(path, { limits: enough })).problem).toBeUndefined();
  });

  test('changed in any one bit is rejected, or still the same snapshot', async () => {
    using directory = temporaryDirectory();
    const name = writeSnapshot(directory.path, 'a dump\n');
    const to = join(directory.path, 'archives');
    const archive = createArchiver({ ...destination, directory: to, format: 'zip' });
    const { path, contents } = await archive(join(directory.path, name), quiet);
    const unnoticed = await findUnnoticedFlips(readFileSync(path), contents);
    // Versions (made by, needed to extract) in each header, and the padding after deflated data.
    expect(unnoticed.changed).toBe(0);
    expect(unnoticed.same).toBeLessThanOrEqual(2 * (16 + 32 + 7));
  });
});

async function readAll(path: string): Promise<number> {
  let bytes = 0;
  for await (const piece of await openArchiveMember(path, dumpName)) {
    bytes += (piece as Buffer).length;
  }
  return bytes;
}
