import { execFileSync } from 'node:child_process';
import { findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { createOwnOutputTest } from '../src/own-output.js';

const stem = 'x_all_code_dump_20260101_010101';
const checksum = `${'0'.repeat(64)}  ${stem}.md\n`;

describe('createOwnOutputTest', () => {
  it.each([
    [`${stem}.md`, '# Code dump: `x`\n', true],
    [`${stem}-2.md`, '# Code dump: `x`\n', true],
    [`${stem}.md.gz`, Buffer.from([0x1f, 0x8b, 8]), true],
    [`${stem}.sha256`, checksum, true],
    [`${stem}.md`, 'something else\n', false],
    [`${stem}.md`, '', false],
    [`${stem}.sha256`, 'something else\n', false],
    [`${stem}.md.bak`, '# Code dump: `x`\n', false],
    ['README.md', '# Code dump: `x`\n', false],
    ['x_all_code_dump_20261301_010101.md', '# Code dump: `x`\n', false],
  ])('%s that begins with %j: %s', (name, content, ours) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { [`deep/${name}`]: content });
    expect(createOwnOutputTest(directory.path)(`deep/${name}`)).toBe(ours);
  });

  it('takes neither a directory nor a link for ours', () => {
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
