import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTool, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatChecksumLine, parseChecksumLine } from '../src/index.js';
import { arbitraryDigest } from './arbitrary-record.js';

const digest = createHash('sha256').update('content').digest('hex');
const sha256sum = findTool('sha256sum');

describe('formatChecksumLine and parseChecksumLine', () => {
  it('are inverse, for any name', () => {
    const fileName = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.string({ unit: fc.constantFrom('\\', 'n', 'r', '\n', '\r', ' ', '*', 'a'), minLength: 1 }),
    );
    fc.assert(
      fc.property(arbitraryDigest, fileName, (sha256, name) => {
        expect(parseChecksumLine(formatChecksumLine(sha256, name))).toStrictEqual({
          sha256,
          fileName: name,
        });
      }),
    );
  });

  it('write an ordinary name as it is, and mark one that is escaped', () => {
    expect(formatChecksumLine(digest, 'a.md')).toBe(`${digest}  a.md\n`);
    expect(formatChecksumLine(digest, 'a\n.md')).toBe(`\\${digest}  a\\n.md\n`);
  });

  it.each([
    ['binary mode', `${digest} *a.md\n`, 'a.md'],
    ['no line end', `${digest}  a.md`, 'a.md'],
    ['the line end of Windows', `${digest}  a.md\r\n`, 'a.md'],
    ['upper case', `${digest.toUpperCase()}  a.md\n`, 'a.md'],
    ['a name that begins with a space', `${digest}   a.md\n`, ' a.md'],
    ['a backslash in a line that is not escaped', `${digest}  a\\n.md\n`, 'a\\n.md'],
  ])('accept %s', (_what, text, fileName) => {
    expect(parseChecksumLine(text)).toStrictEqual({ sha256: digest, fileName });
  });

  it.each([
    ['nothing', ''],
    ['a digest alone', `${digest}\n`],
    ['one space', `${digest} a.md\n`],
    ['a short digest', `${digest.slice(1)}  a.md\n`],
    ['two lines', `${digest}  a.md\n${digest}  b.md\n`],
    ['the format of BSD', `SHA256 (a.md) = ${digest}\n`],
  ])('refuse %s', (_what, text) => {
    expect(parseChecksumLine(text)).toBeUndefined();
  });
});

const oddNames = [
  'plain.md',
  ' a b.md',
  '*star',
  'back\\slash',
  '\\',
  'new\nline',
  'cr\rname',
  'é😀',
  '-rf',
  '\\n',
];

describe.skipIf(sha256sum === undefined)(
  'sha256sum as the judge (skipped where it is missing)',
  () => {
    it.each(oddNames)('accepts the line of %j, and refuses it after a change', (name) => {
      using directory = temporaryDirectory();
      writeFileSync(join(directory.path, name), 'content');
      const check = () =>
        execFileSync('sha256sum', ['--check', '--strict', '--status', '-'], {
          cwd: directory.path,
          input: formatChecksumLine(digest, name),
          stdio: ['pipe', 'ignore', 'ignore'],
        });
      expect(check).not.toThrow();
      writeFileSync(join(directory.path, name), 'changed');
      expect(check).toThrow('Command failed');
    });

    it.each(oddNames)('writes a line for %j that is read back', (name) => {
      using directory = temporaryDirectory();
      writeFileSync(join(directory.path, name), 'content');
      const line = execFileSync('sha256sum', ['--', name], {
        cwd: directory.path,
        encoding: 'utf8',
      });
      expect(parseChecksumLine(line)).toStrictEqual({ sha256: digest, fileName: name });
    });
  },
);
