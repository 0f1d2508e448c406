import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePath } from '@create-dump/core';
import { findTool, gitEnvironment, temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfigFile } from '../../../src/git/config/parse-config-file.js';
import { parseGitBoolean } from '../../../src/git/config/parse-git-boolean.js';

const runs = Number(process.env['COLLECTOR_CONFIGS'] ?? 100);

const fragments = [
  '[a]', '[a.B]', '[a "s"]', '[A "S\\"x\\\\"]', '[a "', '[', ']', '[a b]', '[ "x"]', '"]', 'k', 'Key-1', ' = ', '=', 'v', ' ', '\t= ', '\\', '\\\n',
  '\\n', '\\t', '\\b', '\\q', '\\"', '"', '"', '#', ';', '# c \\', '\n', '\n', '\n', '\r\n', '\r', '\xEF\xBB\xBF', '\xC3\xA9', '\xFF', '1', '_', '.', '%', '[include]\npath=x\n',
]; // oxfmt-ignore

const line = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '[a]\n',
      'k = v\n',
      'k=a b # c\n',
      '[b "c.d"]\n',
      'x\n',
      '# c\\\n',
      'y = "a\\\n b" ; d\n',
    ),
  },
  {
    weight: 6,
    arbitrary: fc
      .array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join('')),
  },
);

describe.skipIf(findTool('git') === undefined)('configuration files (needs git)', () => {
  const ask = (...args: string[]) => {
    try {
      const stdio = ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'];
      return execFileSync('git', ['config', ...args], { env: gitEnvironment(), stdio });
    } catch {
      return undefined;
    }
  };

  test(`${runs} random files are parsed, or refused, as git does`, { timeout: 600_000 }, () => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'config');
    // git before 2.45 turns each blank within a value into a space; later versions and ours keep it.
    writeFileSync(file, '[a]\nb = c\td\n');
    const keepsBlanks = ask('-f', file, 'a.b')?.toString() === 'c\td\n';
    const comparable = (text: string) => (keepsBlanks ? text : text.replaceAll(/[\t\r]/g, ' '));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
        const content = Buffer.from(lines.join(''), 'latin1');
        writeFileSync(file, content);
        const expected = ask('--no-includes', '--list', '-z', '-f', file)?.toString('latin1');
        const { entries, badLine } = parseConfigFile(content);
        expect(badLine === undefined).toBe(expected !== undefined);
        if (expected === undefined) return;
        const ours = entries.map(
          ({ key, value }) => `${value === undefined ? key : `${key}\n${value}`}\0`,
        );
        const text = Buffer.from(encodePath(ours.join(''))).toString('latin1');
        expect(comparable(text)).toBe(comparable(expected));
      }),
      {
        numRuns: runs,
        // A line that continues at the end of the file; blanks within a value.
        examples: [[['k = \\']], [['k = "\\']], [['k = a \\']], [['k = a\t= "b"\n']]],
      },
    );
  });

  test('booleans', () => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'config');
    const values =
      'true TRUE yes on On false no off 0 00 0x0 0X1f 1 01 08 +0 -0 -1 +1k 0k 1m 2g 1t 2147483647 2147483648 -2147483647 maybe 1.0 0x t - k 99999999999999999999'.split(
        ' ',
      );
    for (const value of [...values, '', ' 1', ' ']) {
      writeFileSync(file, `[a]\nb = "${value}"\n`);
      const expected = ask('--type=bool', '-f', file, 'a.b')?.toString().trim();
      expect({ value, bool: parseGitBoolean(value)?.toString() }).toEqual({
        value,
        bool: expected,
      });
    }
  });
});
