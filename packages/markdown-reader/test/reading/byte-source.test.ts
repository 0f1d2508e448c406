import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { findTool, namesIn, temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { type ByteSource, openFileSource, openStreamSource } from '../../src/index.js';
import { readFully } from '../../src/reading/byte-source.js';
import { sha256 } from '../build-dump.js';

const text = Buffer.from('0123456789\n'.repeat(100_000));
const packed = gzipSync(text);

function contentOf(source: ByteSource): Buffer {
  return readFully(source, Buffer.alloc(source.size), 0);
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
}

test.each([
  ['a plain file', 'x.md', text],
  ['a plain file that is called .gz', 'x.md.gz', text],
  ['a gzip file', 'x.md.gz', packed],
  ['a gzip file that is called .md', 'x.md', packed],
])('reads %s from a file and from a pipe', async (_, name, bytes) => {
  using directory = temporaryDirectory();
  const path = `${directory.path}/${name}`;
  const options = { spoolDirectory: directory.path };
  writeFileSync(path, bytes);
  using source = await openFileSource(path, options);
  expect(contentOf(source).equals(text)).toBe(true);
  expect(source.storedSha256).toBe(bytes === packed ? sha256(packed) : undefined);
  using piped = await openStreamSource(chunksOf(bytes), { ...options, name: 'standard input' });
  expect(contentOf(piped).equals(text)).toBe(true);
  expect(namesIn(directory.path)).toEqual([name]);
});

test('reads gzip headers with every field', async () => {
  using directory = temporaryDirectory();
  const header = Buffer.from([0x1f, 0x8b, 8, 0x1f, 0, 0, 0, 0, 0, 3, 2, 0, 65, 66]);
  const fields = Buffer.concat([header, Buffer.from('name\0comment\0'), Buffer.from([1, 2])]);
  const member = Buffer.concat([fields, packed.subarray(10)]);
  const options = { name: 'x', spoolDirectory: directory.path };
  using source = await openStreamSource(chunksOf(member), options);
  expect(contentOf(source).equals(text)).toBe(true);
});

test.skipIf(findTool('gzip') === undefined)('reads what gzip writes (needs gzip)', async () => {
  using directory = temporaryDirectory();
  writeFileSync(`${directory.path}/x.md`, text);
  execFileSync('gzip', ['-9', `${directory.path}/x.md`]);
  using source = await openFileSource(`${directory.path}/x.md.gz`, {
    spoolDirectory: directory.path,
  });
  expect(contentOf(source).equals(text)).toBe(true);
});

const flip = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(copy.length + at) ^ 1, copy.length + at);
  return copy;
};

test.each<[string, Buffer]>([
  ['cut off in its header', packed.subarray(0, 12)],
  ['cut off in its data', packed.subarray(0, 500)],
  ['cut off in its trailer', packed.subarray(0, -1)],
  ['a wrong checksum', flip(packed, -8)],
  ['a wrong length', flip(packed, -1)],
  ['a tail', Buffer.concat([packed, Buffer.from('x')])],
  ['zeros at its end', Buffer.concat([packed, Buffer.alloc(512)])],
  ['two members', Buffer.concat([packed, packed])],
  ['unknown flags', Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0x80]), packed.subarray(4)])],
])('refuses a gzip file with %s', async (_, bytes) => {
  using directory = temporaryDirectory();
  const opening = openStreamSource(chunksOf(bytes), { name: 'x', spoolDirectory: directory.path });
  await expect(opening).rejects.toMatchObject({ code: 'INTEGRITY' });
  expect(namesIn(directory.path)).toEqual([]);
});

test('a gzip bomb is refused at the limit', async () => {
  using directory = temporaryDirectory();
  const options = { name: 'x', spoolDirectory: directory.path, maxSpoolBytes: 1_000_000 };
  await expect(openStreamSource(chunksOf(packed), options)).rejects.toMatchObject({
    code: 'REFUSED',
  });
});

test('a gzip bomb is refused early, by its ratio', async () => {
  using directory = temporaryDirectory();
  const bomb = gzipSync(Buffer.alloc(2 ** 26), { level: 9 });
  const path = `${directory.path}/bomb`;
  // Only the beginning of a bomb of any size is looked at: a broken end would be another error.
  writeFileSync(path, bomb.subarray(0, -10_000));
  await expect(openFileSource(path, { spoolDirectory: directory.path })).rejects.toMatchObject({
    code: 'REFUSED',
    message: `${path} unpacks to more than 500 times its size: it may be a gzip bomb. If you trust it, unpack it to a file first.`,
  });
});

test('a small file may have any ratio', async () => {
  using directory = temporaryDirectory();
  const path = `${directory.path}/small`;
  writeFileSync(path, gzipSync(Buffer.alloc(2 ** 24), { level: 9 }));
  using source = await openFileSource(path, { spoolDirectory: directory.path });
  expect(source.size).toBe(2 ** 24);
});

test('anything but a regular file is refused at once', async () => {
  using directory = temporaryDirectory();
  const options = { spoolDirectory: directory.path };
  execFileSync('mkfifo', [`${directory.path}/fifo`]);
  for (const name of ['fifo', 'absent', '']) {
    await expect(openFileSource(`${directory.path}/${name}`, options)).rejects.toMatchObject({
      code: 'READ_FAILED',
    });
  }
});

test('unpacking stops when it is aborted', async () => {
  using directory = temporaryDirectory();
  const signal = AbortSignal.abort(new Error('stop'));
  const options = { name: 'x', spoolDirectory: directory.path, signal };
  await expect(openStreamSource(chunksOf(packed), options)).rejects.toThrow('stop');
});

test('an abort takes effect while a pipe is silent', async () => {
  using directory = temporaryDirectory();
  const abort = new AbortController();
  async function* silent(): AsyncGenerator<Buffer> {
    yield text;
    abort.abort(new Error('stop'));
    await new Promise(() => {});
  }
  const options = { name: 'x', spoolDirectory: directory.path, signal: abort.signal };
  await expect(openStreamSource(silent(), options)).rejects.toThrow('stop');
  expect(namesIn(directory.path)).toEqual([]);
});

test('an error of the pipe is rethrown', async () => {
  using directory = temporaryDirectory();
  async function* broken(): AsyncGenerator<Buffer> {
    yield text;
    throw new Error('EPIPE');
  }
  const options = { name: 'x', spoolDirectory: directory.path };
  await expect(openStreamSource(broken(), options)).rejects.toThrow('EPIPE');
});

test('a missing spool directory is an error that names it', async () => {
  const options = { name: 'x', spoolDirectory: '/no such directory' };
  await expect(openStreamSource(chunksOf(text), options)).rejects.toMatchObject({
    code: 'WRITE_FAILED',
    message: expect.stringContaining('/no such directory'),
  });
});
