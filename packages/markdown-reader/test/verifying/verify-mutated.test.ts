import { temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { restoreDump, verifyDump } from '../../src/index.js';
import { buildDump, forgeDump, type TestFile } from '../build-dump.js';
import { memorySource } from '../memory-source.js';

const files: TestFile[] = [
  { path: 'a', content: 'one\ntwo\n' },
  { path: 'b', content: 'echo', mode: '100755' },
  { path: 'c', content: 'a', mode: '120000' },
  { path: 'd', skipped: 'binary' },
];

/** The dump of `files`, its records changed, with digests that are right again. */
function mutated(changes: readonly Readonly<Record<string, unknown>>[]): Buffer {
  const dump = buildDump(files);
  const lines = dump.toString('latin1').split('\n');
  const first = lines.findIndex((line) => line.startsWith('{"path":'));
  const records = lines
    .slice(first, first + files.length)
    .map((line) => JSON.parse(line) as object);
  const { manifestOffset } = JSON.parse(lines[first + files.length] ?? '') as {
    manifestOffset: number;
  };
  const changed = records.map((record, at) => Object.assign(record, changes[at]));
  return forgeDump(dump.subarray(0, manifestOffset), changed);
}

async function outcomes(dump: Buffer) {
  using directory = temporaryDirectory();
  const { ok } = await verifyDump(memorySource(dump));
  const target = `${directory.path}/target`;
  const restored = await restoreDump(memorySource(dump), { target }).then(
    () => true,
    () => false,
  );
  return { ok, restored };
}

test('the dump itself is right', async () => {
  expect(await outcomes(mutated([]))).toEqual({ ok: true, restored: true });
});

test.each([
  ['lines', { lines: 1_000_000_000 }],
  ['line', { line: 1_000_000_000 }],
  ['unstable', { unstable: 1 }],
])('verify refuses a wrong number or mark: %s', async (_, change) => {
  expect(await outcomes(mutated([change]))).toEqual({ ok: false, restored: false });
});

test.each(['', 'a\0b', 'x'.repeat(70_000)])(
  'verify refuses a link that no system can make',
  async (content) => {
    const dump = buildDump([{ path: 'l', content, mode: '120000' }]);
    expect(await outcomes(dump)).toEqual({ ok: false, restored: false });
  },
);

const text = fc.constantFrom(
  '',
  'a',
  'b',
  '.',
  '..',
  'a/b',
  '/a',
  'a\0',
  'YQ==',
  '120000',
  '100755',
  '100644',
  'latin1',
  'base64',
  'utf-16le',
  'binary',
  'added',
  'renamed',
);
const value = fc.oneof(text, fc.constantFrom(-0, 2 ** 31, 1e9, 2 ** 53, null, true), fc.nat(20));
const textKey = fc.constantFrom('path', 'mode', 'sha256', 'pathBase64', 'skipped');
const key = fc.constantFrom(
  'size',
  'offset',
  'length',
  'line',
  'lines',
  'encoding',
  'unstable',
  'change',
  'renamedFrom',
  'detail',
);
const entry = fc.oneof(fc.tuple(textKey, text), fc.tuple(key, value));
const change = fc.array(entry, { maxLength: 2 }).map((entries) => Object.fromEntries(entries));

test('what verify accepts can be restored', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: files.length }), async (changes) => {
      const { ok, restored } = await outcomes(mutated(changes));
      expect(restored || !ok).toBe(true);
    }),
    { numRuns: 500 },
  );
});
