import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createArchiver } from '@create-dump/archiver';
import { checksumName, formatChecksumLine } from '@create-dump/core';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createOwnOutputTest } from '../../src/own-output/create-own-output-test.js';

const signal = new AbortController().signal;

describe('our own archives', () => {
  it.each(['zip', 'tar.gz'] as const)(
    'are recognised by their first bytes (%s)',
    async (format) => {
      using directory = temporaryDirectory();
      const { path: root } = directory;
      const archive = createArchiver({
        directory: join(root, 'archives'),
        format,
        runId: 'test',
        warn: () => {},
      });
      const isOwn = createOwnOutputTest(root);
      for (const prefix of ['p', 'é'.repeat(70)]) {
        const name = `${prefix}_all_code_dump_20260101_000000.md`;
        const content = 'text\n'.repeat(10_000);
        const sha256 = createHash('sha256').update(content).digest('hex');
        writeFileSync(join(root, name), content);
        writeFileSync(join(root, checksumName(name)), formatChecksumLine(sha256, name));
        const { path } = await archive(join(root, name), signal);
        expect(isOwn(path.slice(root.length + 1))).toBe(true);
        // Still ours if damaged further on.
        writeFileSync(path, readFileSync(path).subarray(0, 300));
        expect(isOwn(path.slice(root.length + 1))).toBe(true);
      }
      const foreign = `archives/photos_20260101_000000.${format}`;
      for (const bytes of ['', 'PK\x03\x04', gzipSync('photos'.repeat(1000)), gzipSync('')]) {
        writeFileSync(join(root, foreign), bytes);
        expect(isOwn(foreign)).toBe(false);
      }
    },
  );

  it('have journals, which are recognised as well', async () => {
    using directory = temporaryDirectory();
    const { path: root } = directory;
    const isOwn = createOwnOutputTest(root);
    expect(isOwn('archives/tombstones.jsonl')).toBe(false);
    expect(isOwn('.create-dump.lock')).toBe(true);
  });
});
