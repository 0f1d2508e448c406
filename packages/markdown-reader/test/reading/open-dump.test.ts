import { randomBytes } from 'node:crypto';
import { decodePath, type DumpRecord, type FileRecord } from '@create-dump/core';
import { arbitraryContent } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDump } from '../../src/index.js';
import { buildDump, forgeDump, sha256, type TestFile } from '../build-dump.js';
import { collect } from '../collect.js';
import { memorySource } from '../memory-source.js';

// Property tests take long on busy machines.
async function recordsOf(dump: Uint8Array): Promise<DumpRecord[]> {
  return collect(openDump(memorySource(dump)).records());
}

async function contentOf(dump: Uint8Array, path: string): Promise<Buffer> {
  const opened = openDump(memorySource(dump));
  return Buffer.concat(await collect(opened.readFile(opened.find(path) as FileRecord)));
}

test('a dump has facts, records ordered by path, and their contents', async () => {
  const dump = buildDump([
    { path: 'b/run', content: 'echo', mode: '100755' },
    { path: 'a.ts', content: 'x\r\n' },
    { path: 'a.ts.bin', skipped: 'binary' },
  ]);
  const { header, end } = openDump(memorySource(dump));
  expect(header).toMatchObject({ name: 'test', tool: 'test 1' });
  expect(end).toMatchObject({ files: 2, skipped: 1, bytes: 7 });
  const records = await recordsOf(dump);
  expect(records.map(({ path }) => path)).toEqual(['a.ts', 'a.ts.bin', 'b/run']);
  expect(await contentOf(dump, 'b/run')).toEqual(Buffer.from('echo'));
  expect(await contentOf(dump, 'a.ts')).toEqual(Buffer.from('x\r\n'));
});

test('contents of every encoding are read back', async () => {
  await fc.assert(
    fc.asyncProperty(
      arbitraryContent,
      fc.constantFrom('plain', 'latin1', 'base64', 'utf-16le', 'utf-16be'),
      async (content, encoding) => {
        const isUtf16 = encoding.startsWith('utf');
        const text = isUtf16 ? Buffer.from(`\uFEFF${content.toString()}`, 'utf16le') : content;
        const bytes = encoding === 'utf-16be' ? text.swap16() : text;
        const dump = buildDump([{ path: 'x', content: bytes, encoding }]);
        expect(await contentOf(dump, 'x')).toEqual(bytes);
      },
    ),
    { numRuns: 500 },
  );
});

test('contents of many pieces are read back, wherever they are split', async () => {
  const text = 'aé€😀\r\n'.repeat(60_000);
  const files: TestFile[] = [
    { path: '16be', content: Buffer.from(text, 'utf16le').swap16(), encoding: 'utf-16be' },
    { path: '16le', content: Buffer.from(`x${text}`, 'utf16le'), encoding: 'utf-16le' },
    { path: 'base64', content: randomBytes(700_001), encoding: 'base64' },
    { path: 'latin1', content: randomBytes(700_001), encoding: 'latin1' },
    { path: 'plain', content: `y${text}` },
  ];
  const dump = buildDump(files);
  for (const { path, content = '' } of files) {
    expect((await contentOf(dump, path)).equals(Buffer.from(content))).toBe(true);
  }
});

test('each record is found by its path, and nothing by any other path', () => {
  const files = Array.from({ length: 3000 }, (_, at) => ({
    path: `${String.fromCodePoint(97 + (at % 26))}/${'d'.repeat(at % 97)}${at}`,
    content: `${at}`,
  }));
  const awkward = ['é', '\uFFFD', '😀', decodePath(Buffer.from('b\xFFx', 'latin1'))];
  const paths = [...files.map(({ path }) => path), ...awkward];
  const dump = openDump(memorySource(buildDump(paths.map((path) => ({ path, content: path })))));
  for (const path of paths) expect(dump.find(path)?.path).toBe(path);
  for (const path of ['', 'a', 'zzz', 'é/x', '0', 'b/d']) expect(dump.find(path)).toBeUndefined();
  expect(openDump(memorySource(forgeDump(Buffer.alloc(0), []))).find('x')).toBeUndefined();
});

const record = (changes: object) => ({
  path: 'x',
  size: 0,
  sha256: sha256(''),
  offset: 0,
  length: 0,
  line: 1,
  lines: 0,
  ...changes,
});
const body = Buffer.from('0123456789\n');
const four = (changes: object) =>
  record({ size: 4, length: 4, sha256: sha256('0123'), ...changes });

test.each<[string, object[], RegExp]>([
  [
    'a path with ..',
    [record({ path: 'a/../../x' })],
    /"a\/\.\.\/\.\.\/x" has a part that is "\." or "\.\."/,
  ],
  ['a path with .', [record({ path: './x' })], /part that is "\."/],
  ['an absolute path', [record({ path: '/etc/x' })], /"\/etc\/x" is absolute/],
  ['an empty path', [record({ path: '' })], /is empty/],
  ['an empty part', [record({ path: 'a//b' })], /empty part/],
  ['a file that is called like a directory', [record({ path: 'a/' })], /empty part/],
  ['a NUL', [record({ path: 'a\0b' })], /NUL/],
  ['a NUL in bytes', [record({ path: undefined, pathBase64: 'YQD/' })], /NUL/],
  [
    '.. in bytes',
    [
      record({
        path: undefined,
        pathBase64: Buffer.from('\xFF/../x', 'latin1').toString('base64'),
      }),
    ],
    /"\.\."/,
  ],
  ['a second spelling of a path', [record({ path: 'x\udcc3\udca9' })], /is not Unicode/],
  ['a path twice', [record({}), record({})], /"x" occurs twice/],
  ['paths out of order', [record({ path: 'b' }), record({ path: 'a' })], /"a" is out of order/],
  [
    'a path through a link',
    [record({ path: 'l', mode: '120000' }), record({ path: 'l!' }), record({ path: 'l/x' })],
    /"l\/x" goes through "l"/,
  ],
  [
    'a path through a file',
    [record({ path: 'a/b' }), record({ path: 'a/b/c/d' })],
    /goes through "a\/b"/,
  ],
  ['5,000 directories', [record({ path: 'd/'.repeat(5000) + 'x' })], /more than 4096 parts/],
  ['a path of 40,000 bytes', [record({ path: 'd'.repeat(40_000) })], /longer than/],
  ['a content beyond the end', [four({ offset: 1e15 })], /beyond the manifest/],
  ['a content over the manifest', [four({ offset: 40 })], /beyond the manifest/],
  [
    'contents that overlap',
    [four({ path: 'a' }), four({ path: 'b', offset: 3 })],
    /"b" has a content that overlaps/,
  ],
  [
    'a size that does not match its length',
    [four({ size: 5 })],
    /has 4 bytes in the dump instead of 5/,
  ],
  ['1e308', [four({ offset: 1e308 })], /"offset" is not a whole number/],
  ['a negative number', [four({ offset: -1 })], /"offset" is not a whole number/],
  ['a fraction', [four({ offset: 0.5 })], /"offset" is not a whole number/],
  ['a mode with setuid', [record({ mode: '104755' })], /mode "104755" is not known/],
  ['a line of more than 1 MiB', [record({ junk: 'x'.repeat(2_000_000) })], /line of more than/],
])('refuses %s', async (_, records, message) => {
  const dump = forgeDump(body, records as Record<string, unknown>[]);
  await expect(recordsOf(dump)).rejects.toThrow(message);
  await expect(recordsOf(dump)).rejects.toMatchObject({ code: 'DUMP_MALFORMED' });
});

test('unknown keys and __proto__ are ignored', async () => {
  const line = JSON.parse(JSON.stringify(record({ extra: [1] })).replace('"extra"', '"__proto__"'));
  const [found] = await recordsOf(forgeDump(body, [line]));
  expect(Object.keys(found ?? {})).not.toContain('__proto__');
  expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
});

test.each<[string, Buffer, RegExp]>([
  ['nothing', Buffer.alloc(0), /doesn't end with a manifest/],
  ['a text', Buffer.from('# Hello\n'), /doesn't end with a manifest/],
  ['a fence', Buffer.from('\n```\n'), /doesn't end with a manifest/],
  [
    'a dump with a tail',
    Buffer.concat([buildDump([]), Buffer.from('\n')]),
    /doesn't end with a manifest/,
  ],
  [
    'a dump that is cut off',
    buildDump([{ path: 'x', content: 'y' }]).subarray(0, -5),
    /doesn't end with a manifest/,
  ],
  [
    'a dump with other line ends',
    Buffer.from(
      buildDump([{ path: 'x' }])
        .toString()
        .replaceAll('\n', '\r\n'),
    ),
    /from LF to CR LF/,
  ],
  ['a dump with a byte more', Buffer.concat([Buffer.from('\n'), buildDump([])]), /isn't at byte/],
  ['an offset beyond the end', forgeDump(body, [], { manifestOffset: 1e12 }), /isn't at byte/],
  [
    'another version',
    Buffer.from(forgeDump(body, []).toString().replace('"version":1', '"version":3')),
    /format version 3/,
  ],
])('refuses %s', (_, bytes, message) => {
  expect(() => openDump(memorySource(bytes))).toThrow(message);
  expect(() => openDump(memorySource(bytes))).toThrow(
    expect.objectContaining({ code: 'DUMP_MALFORMED' }),
  );
});

test('a content that does not match its record is an error that names it', async () => {
  const dump = buildDump([{ path: 'src/a.ts', content: 'good' }]);
  dump[dump.indexOf('good')] = 0x62;
  await expect(contentOf(dump, 'src/a.ts')).rejects.toMatchObject({
    code: 'INTEGRITY',
    message: expect.stringMatching(/content of "src\/a\.ts" is wrong, its SHA-256 is/),
  });
});

test('text that is only partly base64 is refused', async () => {
  const dump = buildDump([{ path: 'x', content: 'Q', encoding: 'base64' }]);
  dump.write('UR==', dump.indexOf('UQ=='));
  await expect(contentOf(dump, 'x')).rejects.toThrow(/base64 can't be decoded/);
});

test('reading stops when it is aborted', async () => {
  const dump = openDump(memorySource(buildDump([{ path: 'x', content: 'y' }])));
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(collect(dump.records(signal))).rejects.toThrow('stop');
});
