import { arbitraryContent } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyDump } from '../../src/index.js';
import { buildDump, forgeDump, sha256, type TestFile } from '../build-dump.js';
import { memorySource } from '../memory-source.js';

// Property tests take long on busy machines.
const files: TestFile[] = [
  { path: 'bin/run', content: '#!/bin/sh\necho\n', mode: '100755' },
  { path: 'big.txt', content: 'line of text\n'.repeat(120_000) },
  { path: 'data.bin', content: Buffer.from([0, 1, 2, 250, 251, 252]), encoding: 'base64' },
  { path: 'empty' },
  { path: 'latin1.txt', content: Buffer.from('caf\xe9 cr\xe8me', 'latin1') },
  { path: 'link', content: 'bin/run', mode: '120000' },
  { path: 'logo.psd', skipped: 'binary' },
  { path: 'utf16.txt', content: Buffer.from('\uFEFFé€😀\r\n', 'utf16le') },
];
const dump = buildDump(files);
const small = buildDump(files.filter(({ path }) => path !== 'big.txt'));

test('an intact dump verifies', async () => {
  const report = await verifyDump(memorySource(dump));
  expect(report).toMatchObject({ ok: true, problems: [], files: 7, sha256: sha256(dump) });
});

test('every generated dump verifies', async () => {
  const file = fc.record({ path: fc.stringMatching(/^[a-z]{1,8}$/), content: arbitraryContent });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(file, { selector: ({ path }) => path, maxLength: 8 }),
      async (files) => {
        expect((await verifyDump(memorySource(buildDump(files)))).problems).toEqual([]);
      },
    ),
  );
});

/** Where the contents are in a dump, according to its manifest. */
function placesOf(bytes: Buffer): { path: string; from: number; to: number }[] {
  const lines = bytes.toString().split('\n');
  return lines
    .filter((line) => line.startsWith('{"path"') && line.includes('"offset"'))
    .map((line) => JSON.parse(line) as { path: string; offset: number; length: number })
    .map(({ path, offset, length }) => ({ path, from: offset, to: offset + length }));
}

const places = new Map([dump, small].map((bytes) => [bytes, placesOf(bytes)]));

/** Undefined if a flip is detected and its file is named, else what went wrong. */
async function missed(bytes: Buffer, at: number, mask: number): Promise<string | undefined> {
  const damaged = Buffer.from(bytes);
  damaged.writeUInt8(damaged.readUInt8(at) ^ mask, at);
  const { ok, problems } = await verifyDump(memorySource(damaged));
  const place = places.get(bytes)?.find(({ from, to }) => at >= from && at < to);
  const named = problems.filter(({ kind }) => kind === 'content').map(({ path }) => path);
  const isNamed = place === undefined || (named.length === 1 && named[0] === place.path);
  return !ok && isNamed ? undefined : `byte ${at} ^ ${mask}: ${named.join()}`;
}

test('each of 500 random flips is detected, and its file is named', async () => {
  const flip = fc.tuple(fc.nat(dump.length - 1), fc.integer({ min: 1, max: 255 }));
  await fc.assert(
    fc.asyncProperty(flip, async ([at, mask]) => {
      expect(await missed(dump, at, mask)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test('every single-bit flip in a small dump is detected', async () => {
  for (let at = 0; at < small.length; at++) {
    for (let bit = 1; bit < 256; bit *= 2) expect(await missed(small, at, bit)).toBeUndefined();
  }
});

test('each of 100 truncations is detected', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(dump.length - 1), async (length) => {
      expect((await verifyDump(memorySource(dump.subarray(0, length)))).ok).toBe(false);
    }),
    { numRuns: 100 },
  );
  for (let length = small.length - 600; length < small.length; length++) {
    expect((await verifyDump(memorySource(small.subarray(0, length)))).ok).toBe(false);
  }
});

test('converted line endings are recognised', async () => {
  const converted = Buffer.from(small.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
  const { problems } = await verifyDump(memorySource(converted));
  expect(problems).toEqual([
    expect.objectContaining({ kind: 'line-ends', message: expect.stringContaining('autocrlf') }),
  ]);
});

test.each([
  ['files', 3],
  ['skipped', 3],
  ['leftOut', 1],
  ['bytes', 3],
  ['treeSha256', sha256('other')],
])('a last line with a wrong %s is detected', async (key, value) => {
  const { problems } = await verifyDump(
    memorySource(forgeDump(Buffer.from('\n'), [], { [key]: value })),
  );
  expect(problems).toEqual([
    expect.objectContaining({ kind: 'totals', message: expect.stringContaining(`"${key}"`) }),
  ]);
});

const excluded = [
  { path: 'a', skipped: 'excluded' },
  { path: 'b', skipped: 'excluded' },
  { path: 'c', skipped: 'binary' },
];

test.each<[string, readonly string[], number | undefined, string | undefined]>([
  ['that are right', ['| Files | 1 |', '| Left out | 2, by the options |'], 2, undefined],
  ['of a development version', ['| Files | 1 |'], undefined, undefined],
  ['of another writer', ['| Documents | 9 |'], 2, undefined],
  [
    'with a wrong number of sections',
    ['| Files | 2 |', '| Left out | 2, by the options |'],
    2,
    'Files',
  ],
  [
    'with a wrong number left out',
    ['| Files | 1 |', '| Left out | 1, by the options |'],
    2,
    'Left out',
  ],
  ['that leave out what the manifest counts', ['| Files | 1 |'], 2, 'Left out'],
  [
    'whose manifest counts fewer',
    ['| Files | 1 |', '| Left out | 2, by the options |'],
    1,
    'leftOut',
  ],
])('counts %s', async (_, rows, leftOut, wrong) => {
  const head = `# Code dump: \`test\`\n\n| Fact | Value |\n|---|---|\n${rows.join('\n')}\n\n`;
  const forged = forgeDump(Buffer.from(head), excluded, { leftOut });
  const { problems } = await verifyDump(memorySource(forged));
  const named = problems.map(({ kind, message }) => [kind, /"([^"]*)" is /.exec(message)?.[1]]);
  expect(named).toEqual(wrong === undefined ? [] : [['totals', wrong]]);
});

test('a table in a content is no table of the dump', async () => {
  const content = '# Code dump: `x`\n\n| Files | 9 |\n';
  expect((await verifyDump(memorySource(buildDump([{ path: 'x', content }])))).problems).toEqual(
    [],
  );
});

test('of more than a thousand damaged files, the rest is counted', async () => {
  const many = buildDump(
    Array.from({ length: 1200 }, (_, at) => ({ path: `${at}`, content: '@' })),
  );
  const { problems, omitted } = await verifyDump(
    memorySource(Buffer.from(many.toString().replaceAll('\n@\n', '\n!\n'))),
  );
  expect(problems.length).toBe(1000);
  expect(omitted).toBe(201);
});

test('progress adds up to the totals, and an abort stops it', async () => {
  let seen = 0;
  await verifyDump(memorySource(dump), {
    observe: (event) => void (seen += event.type === 'progressed' ? event.bytes : 0),
  });
  expect(seen).toBe(files.reduce((sum, { content = '' }) => sum + Buffer.from(content).length, 0));
  const signal = AbortSignal.abort(new Error('stop'));
  await expect(verifyDump(memorySource(dump), { signal })).rejects.toThrow('stop');
});
