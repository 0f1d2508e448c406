import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { checksumName, formatChecksumLine } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { verifySnapshot, verifySnapshotDirectory } from '../../src/index.js';
import { buildDump, sha256 } from '../build-dump.js';
import { collect } from '../collect.js';

const dump = buildDump([{ path: 'a', content: 'text' }]);
const name = 'x_all_code_dump_20260101_000000.md';

function writeSnapshot(directory: string, name: string, bytes: Buffer): string {
  writeFileSync(`${directory}/${name}`, bytes);
  writeFileSync(`${directory}/${checksumName(name)}`, formatChecksumLine(sha256(bytes), name));
  return `${directory}/${name}`;
}

test.each([
  ['a dump', name, dump],
  ['a compressed dump', `${name}.gz`, gzipSync(dump)],
])('%s with its checksum file verifies', async (_, name, bytes) => {
  using directory = temporaryDirectory();
  const path = writeSnapshot(directory.path, name, bytes);
  expect(await verifySnapshot(path, { spoolDirectory: directory.path })).toMatchObject({
    ok: true,
    path,
    checksum: 'matches',
    sha256: sha256(bytes),
  });
});

test.each([
  ['another digest', formatChecksumLine(sha256('other'), name), /and .* says/],
  [
    'another file',
    formatChecksumLine(sha256(dump), '../../x'),
    /is the checksum of another file, "\.\.\/\.\.\/x"/,
  ],
  ['two lines', formatChecksumLine(sha256(dump), name).repeat(2), /isn't a single line/],
  ['something else', 'hello', /isn't a single line/],
])('a checksum file with %s is reported', async (_, text, message) => {
  using directory = temporaryDirectory();
  const path = writeSnapshot(directory.path, name, dump);
  writeFileSync(`${directory.path}/${checksumName(name)}`, text);
  const report = await verifySnapshot(path, { spoolDirectory: directory.path });
  expect(report).toMatchObject({ ok: false, checksum: 'differs' });
  expect(report.problems).toEqual([{ kind: 'checksum', message: expect.stringMatching(message) }]);
});

test('a dump without a checksum file can verify', async () => {
  using directory = temporaryDirectory();
  writeFileSync(`${directory.path}/any.md`, dump);
  const report = await verifySnapshot(`${directory.path}/any.md`, {
    spoolDirectory: directory.path,
  });
  expect(report).toMatchObject({ ok: true, checksum: 'absent' });
});

test('a damaged dump is still compared with its checksum file', async () => {
  using directory = temporaryDirectory();
  const options = { spoolDirectory: directory.path };
  for (const [file, bytes] of [
    [name, Buffer.from('no dump')],
    [`${name}.gz`, gzipSync(dump).subarray(0, 50)],
  ] as const) {
    const path = writeSnapshot(directory.path, file, bytes);
    expect(await verifySnapshot(path, options)).toMatchObject({
      ok: false,
      checksum: 'matches',
      problems: [{ kind: 'malformed' }],
    });
  }
});

test('a directory reports every snapshot, every orphan, and nothing else', async () => {
  using directory = temporaryDirectory();
  const at = (day: number) => `x_all_code_dump_2026010${day}_000000`;
  writeSnapshot(directory.path, `${at(1)}.md`, dump);
  writeFileSync(`${directory.path}/${at(2)}.md`, dump);
  writeFileSync(`${directory.path}/${at(3)}.sha256`, 'x');
  writeSnapshot(directory.path, `${at(4)}.json`, Buffer.from('{}'));
  writeSnapshot(directory.path, `${at(5)}.md.gz`, gzipSync(dump));
  writeSnapshot(directory.path, `${at(6)}.md`, dump);
  writeFileSync(
    `${directory.path}/${at(6)}.md`,
    Buffer.from(dump.toString().replace('text', 'test')),
  );
  writeFileSync(`${directory.path}/README.md`, 'x');
  writeFileSync(`${directory.path}/x.sha256`, 'x');
  mkdirSync(`${directory.path}/archives`);
  const reports = await collect(
    verifySnapshotDirectory(directory.path, { spoolDirectory: directory.path }),
  );
  expect(
    reports.map(({ path, ok, problems }) => [
      path.slice(directory.path.length + 1),
      ok,
      problems.map(({ kind }) => kind),
    ]),
  ).toEqual([
    [`${at(1)}.md`, true, []],
    [`${at(2)}.md`, false, ['orphan']],
    [`${at(4)}.json`, true, []],
    [`${at(5)}.md.gz`, true, []],
    [`${at(6)}.md`, false, ['content', 'digest', 'checksum']],
    [`${at(3)}.sha256`, false, ['orphan']],
  ]);
});

test('a path that is missing or no regular file is an error', async () => {
  using directory = temporaryDirectory();
  const options = { spoolDirectory: directory.path };
  const error = expect.objectContaining({ code: 'READ_FAILED' });
  await expect(verifySnapshot(`${directory.path}/no.md`, options)).rejects.toEqual(error);
  await expect(verifySnapshot(directory.path, options)).rejects.toEqual(error);
  const absent = verifySnapshotDirectory(`${directory.path}/no`, options);
  await expect(collect(absent)).rejects.toEqual(error);
});
