import { execFileSync } from 'node:child_process';
import { CreateDumpError } from '@create-dump/core';
import { describe, expect, it } from 'vitest';
import { salvageLine, withSalvageLine } from '../../src/printing/salvage-line.js';

describe('salvageLine', () => {
  it.each(['x.md', '/a b/x.md', "it's $HOME`x`.md", '-x.md', 'ä.md'])(
    '%s, as a shell reads it',
    (dump) => {
      const line = salvageLine(dump).replace(/^ To recover what it contains: create-dump /u, '');
      const words = execFileSync('sh', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' });
      const path = dump.startsWith('-') ? `./${dump}` : dump;
      expect(words).toBe(`restore\n${path}\n--salvage\n--to\nDIR\n`);
    },
  );

  it.each(['-', 'a\nb.md', 'a\x1b[1mb'])('none for %j', (dump) => {
    expect(salvageLine(dump)).toBe('');
  });

  it('is added to the error of a damaged dump only', () => {
    const damaged = new CreateDumpError('DUMP_MALFORMED', 'x.md is cut off.');
    expect(withSalvageLine(damaged, 'x.md', 'out')).toMatchObject({
      code: 'DUMP_MALFORMED',
      message:
        'x.md is cut off. To recover what it contains: create-dump restore x.md --salvage --to out',
    });
    expect(withSalvageLine(damaged, '-')).toBe(damaged);
    const other = new CreateDumpError('READ_FAILED', 'x');
    expect(withSalvageLine(other, 'x.md')).toBe(other);
  });
});
