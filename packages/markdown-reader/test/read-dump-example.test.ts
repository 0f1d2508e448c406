import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { decodePath, encodePath } from '@create-dump/core';
import { findTool, readTree, temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { buildDump, forgeDump, sha256, type TestFile } from './build-dump.js';

// Property tests take long on busy machines.
const example = fileURLToPath(new URL('../../../docs/examples/read-dump.py', import.meta.url));
/** What the example was when there was version 1 alone. Never to be changed: it stands for the readers that are in use. */
const reader1 = fileURLToPath(new URL('readers/read-dump-1.py', import.meta.url));
const python = findTool('python3') ?? '';

function restore(bytes: Uint8Array, reader = example) {
  const directory = temporaryDirectory();
  const target = `${directory.path}/target`;
  writeFileSync(`${directory.path}/dump.md`, bytes);
  const { status, stderr } = spawnSync(python, [reader, `${directory.path}/dump.md`, target]);
  return {
    ...directory,
    status,
    message: stderr.toString(),
    tree: existsSync(target) ? readTree(target) : undefined,
  };
}

const files: TestFile[] = [
  { path: '__proto__', content: 'x' },
  { path: 'base64', content: Buffer.from([0, 255, 1]), encoding: 'base64' },
  { path: 'bin/run', content: '#!/bin/sh\r\n', mode: '100755' },
  { path: 'empty' },
  { path: 'fence', content: '````\n```\n' },
  { path: 'latin1', content: Buffer.from('caf\xe9', 'latin1') },
  { path: 'link', content: Buffer.from('bin/\xff', 'latin1'), mode: '120000' },
  { path: 'utf16be', content: Buffer.from('\uFEFF😀', 'utf16le').swap16(), encoding: 'utf-16be' },
  { path: 'utf16le', content: Buffer.from('\uFEFFé\r\n', 'utf16le') },
  { path: decodePath(Buffer.from('z\xff/é`|', 'latin1')), content: '\uFEFFbom' },
];

test('the example has at most 100 lines', () => {
  expect(readFileSync(example, 'utf8').split('\n').length - 1).toBeLessThanOrEqual(100);
});

test.skipIf(python === '').each([
  ['a dump', false],
  ['one of a development version', true],
])('the example in Python restores %s (needs python3)', (_, isOld) => {
  const skipped = [
    { path: 'logo.psd', skipped: 'binary' },
    { path: 'secret/', skipped: 'unreadable' },
  ];
  using restored = restore(buildDump([...files, ...skipped], 0, isOld));
  expect(restored.message).toBe('');
  expect(restored.tree?.size).toBe(files.length);
  for (const { path, content = '', mode = '100644' } of files) {
    const key = Buffer.from(encodePath(path)).toString('latin1');
    expect(restored.tree?.get(key)).toBe(`${mode} ${Buffer.from(content).toString('latin1')}`);
  }
});

test.skipIf(python === '')(
  'the example in Python leaves out what is redacted, says so, and exits with 3 (needs python3)',
  () => {
    const redacted = [{ at: 2, length: 12, rule: 'r' }];
    using restored = restore(
      buildDump([
        ...files,
        { path: 'key', content: 'a [REDACTED:r]\n', redacted },
        { path: 'key16', content: Buffer.from('\uFEFF [REDACTED:r]', 'utf16le'), redacted },
        { path: 'pem', skipped: 'secret' },
      ]),
    );
    expect(restored.status).toBe(3);
    expect(restored.message).toBe(
      "read-dump: redacted, left out: b'key'\nread-dump: redacted, left out: b'key16'\n",
    );
    expect(restored.tree?.size).toBe(files.length);
  },
);

test.skipIf(python === '')(
  'a reader that knows version 1 alone reads it, and refuses a dump of version 2 (needs python3)',
  () => {
    using version1 = restore(buildDump(files), reader1);
    expect(version1).toMatchObject({ status: 0, message: '' });
    expect(version1.tree?.size).toBe(files.length);
    for (const file of [
      { path: 'key', content: 'a [REDACTED:r]\n', redacted: [{ at: 2, length: 12, rule: 'r' }] },
      { path: 'pem', skipped: 'secret' },
    ]) {
      using version2 = restore(buildDump([...files, file]), reader1);
      expect(version2).toMatchObject({ status: 1, tree: undefined });
      expect(version2.message).toContain('not a dump of version 1');
    }
  },
);

const file = (changes: object) => ({
  path: 'x',
  size: 4,
  sha256: sha256('evil'),
  offset: 0,
  length: 4,
  line: 1,
  lines: 1,
  ...changes,
});
const forge = (...records: object[]) =>
  forgeDump(Buffer.from('evil\n'), records as Record<string, unknown>[]);
/** The same dump with another version, and the digest that fits it. */
function forgeVersion1(dump: Buffer): Buffer {
  const text = dump.toString().replace('"version":2', '"version":1');
  const end = text.lastIndexOf('{"end"');
  const digest = sha256(text.slice(0, end));
  return Buffer.from(
    text.slice(0, end) + text.slice(end).replace(/"sha256":"\w+"/, `"sha256":"${digest}"`),
  );
}

const damaged = buildDump(files);
damaged[damaged.indexOf('caf')] = 0x43;

test.skipIf(python === '').each<[string, Buffer, string]>([
  ['a damaged dump', damaged, 'was changed'],
  ['a dump that is cut off', damaged.subarray(0, -1), 'incomplete'],
  [
    'what is redacted in a dump of version 1',
    forgeVersion1(buildDump([{ path: 'x', content: 'y', redacted: [] }])),
    'only version 2',
  ],
  ['..', forge(file({ path: '../x' })), 'path refused'],
  ['an absolute path', forge(file({ path: '/x' })), 'path refused'],
  ['a path twice', forge(file({}), file({ offset: 4, length: 0 })), 'path refused'],
  [
    'a path through a link',
    forge(file({ path: 'l', mode: '120000' }), file({ path: 'l/x', offset: 4 })),
    'through a file',
  ],
  ['contents that overlap', forge(file({ path: 'a' }), file({ path: 'b' })), 'out of place'],
  ['a wrong content', forge(file({ sha256: sha256('good') })), 'content damaged'],
  ['wrong counts', forgeDump(Buffer.from('\n'), [], { files: 1 }), 'contradicts itself'],
  [
    'a wrong count of what is left out',
    forgeDump(Buffer.from('\n'), [{ path: 'x', skipped: 'excluded' }], { leftOut: 2 }),
    'contradicts itself',
  ],
])('the example in Python refuses %s (needs python3)', (_, bytes, message) => {
  using restored = restore(bytes);
  expect(restored.status).toBe(1);
  expect(restored.message).toContain(message);
  expect(restored.tree?.size ?? 0).toBe(0);
});
