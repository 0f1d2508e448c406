import { execFileSync } from 'node:child_process';

import { gzipSync } from 'node:zlib';
import { findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { createRunId, lockName } from '@create-dump/files';
import { reportFormat, reportIndexHead } from '../../src/own-output/report-name.js';
import { stagingName } from '../../src/own-output/staging-name.js';
import { createOwnOutputTest } from '../../src/own-output/create-own-output-test.js';

const stem = 'x_all_code_dump_20260101_010101';
const signature = '-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n';
const checksum = `${'0'.repeat(64)}  ${stem}.md\n`;

describe('createOwnOutputTest', () => {
  it.each([
    [`${stem}.md`, '# Code dump: `x`\n', true],
    [`${stem}-2.md`, '# Code dump: `x`\n', true],
    [`${stem}.md.gz`, gzipSync('# Code dump: `x`\n'), true],
    [`${stem}.md.gz`, gzipSync('something else\n'), false],
    [`${stem}.md.gz`, Buffer.from([0x1f, 0x8b, 8]), false],
    [`${stem}.md.1`, 'something else\n', false],
    [`${stem}.sha256.1`, 'something else\n', false],
    ['tombstones.jsonl', '{"time":"2026-01-01T01:01:01Z","temperature":3}\n', false],
    ['manifest.jsonl', '{"time":1}\n', false],
    [`${'0'.repeat(64)}.jsonl.gz`, gzipSync('{"index":1,"name":"x"}\n'), true],
    [`${'0'.repeat(64)}.jsonl.gz`, gzipSync('{"name":"x"}\n'), false],
    [`${'0'.repeat(64)}.jsonl.gz`, 'no gzip', false],
    [`${'0'.repeat(63)}.jsonl.gz`, gzipSync('{"index":1,"name":"x"}\n'), false],
    ['photos_20260101_010101.zip', 'PK', false],
    [`${stem}.sha256`, checksum, true],
    [`${stem}.sha256.sig`, signature, true],
    [`${stem}-2.sha256.sig`, signature, true],
    [`${stem}.sha256.sig`, 'something else\n', false],
    [`${stem}.sig`, signature, false],
    ['other.sha256.sig', signature, false],
    ['key.sig', signature, false],
    [`${stem}.md`, 'something else\n', false],
    [`${stem}.md`, '', false],
    [`${stem}.sha256`, 'something else\n', false],
    [`${stem}.md.bak`, '# Code dump: `x`\n', false],
    ['snap', '# Code dump: `x`\n', false],
    ['batch_1.c', '# Code dump: `x`\n', false],
    ['Makefile', '', false],
    ['README.md', '# Code dump: `x`\n', false],
    ['x_all_code_dump_20261301_010101.md', '# Code dump: `x`\n', false],
  ])('recognises %s that begins with %j: %s', (name, content, ours) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { [`deep/${name}`]: content });
    expect(createOwnOutputTest(directory.path)(`deep/${name}`)).toBe(ours);
  });

  const runId = createRunId({ pid: process.pid, hostname: 'here', now: new Date(0) });
  const zip = Buffer.alloc(30 + stem.length + 3);
  zip.writeUInt32LE(0x04034b50);
  zip.writeUInt16LE(stem.length + 3, 26);
  zip.write(`${stem}.md`, 30);
  it.each<[string, string | Buffer]>([
    [`.create-dump-${runId}-1-dump.tmp`, ''],
    [lockName, ''],
    [`${stagingName(runId)}/anything`, ''],
    ['batch_20260101_010101.json', `{\n  "format": "${reportFormat}"`],
    ['batch_20260101_010101-2.md', reportIndexHead],
    ['archives/x_20260101_010101.zip', zip],
    ['x_20260101_010101-1.zip', zip],
    ['archives/tombstones.jsonl', '{"time":"2026-01-01T01:01:01.000Z","removing":"/x"}\n'],
    ['tombstones.jsonl', '{"time":"2026-01-01T01:01:01.000Z","removing":"/x"}\n'],
    ['archives/quarantine/manifest.jsonl', '{"time":"2026-01-01T01:01:01.000Z","from":"/x"}\n'],
    [`archives/quarantine/${stem}.md.1`, '# Code dump: `x`\n'],
    [`archives/quarantine/${stem}.md.gz.12`, gzipSync('# Code dump: `x`\n')],
    [`archives/quarantine/${stem}.sha256.2`, checksum],
    [`archives/${stem}.sha256.sig`, signature],
    [`archives/quarantine/${stem}.sha256.sig.3`, signature],
  ])('recognises what else a run may leave: %s', (name, content) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { [`deep/${name}`]: content });
    expect(createOwnOutputTest(directory.path)(`deep/${name}`)).toBe(true);
  });

  it('recognises neither directories nor links', () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      [`${stem}.md/file`]: '',
      real: '# Code dump: `x`\n',
      [`${stem}-1.md`]: { link: 'real' },
    });
    const isOurs = createOwnOutputTest(directory.path);
    expect([isOurs(`${stem}.md`), isOurs(`${stem}-1.md`), isOurs(`${stem}-9.md`)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it.skipIf(findTool('mkfifo') === undefined)(
    'does not wait for a FIFO (skipped without mkfifo)',
    () => {
      using directory = temporaryDirectory();
      execFileSync('mkfifo', [`${directory.path}/${stem}.md`]);
      expect(createOwnOutputTest(directory.path)(`${stem}.md`)).toBe(false);
    },
  );
});
