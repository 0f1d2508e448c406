import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands.js';
import { runBin } from './run-bin.js';

describe('help', () => {
  it('lists commands, options by groups, examples and exit codes', async () => {
    const { code, text } = await help('--help');
    expect(code).toBe(0);
    for (const { definition } of commands) expect(text).toContain(`  ${definition.name} `);
    for (const title of ['File selection:', 'Examples:', 'Exit codes:', 'Output:'])
      expect(text).toContain(`\n${title}\n`);
    expect(text).toContain('default: list; setting: toc');
    expect(text).toMatch(/\n {2}2 +the command line or the configuration is wrong/);
  });

  it.each(commands.map(({ definition }) => definition.name))(
    'of %s, asked for in two ways',
    async (name) => {
      const words = name.split(' ');
      const { code, text } = await help(...words, '--help');
      expect(code).toBe(0);
      expect(text).toMatch(new RegExp(`^Usage: create-dump ${name}\\b`));
      expect(text).toContain('Examples:');
      expect(text).toContain('Exit codes:');
      expect(await help('help', ...words)).toEqual({ code, text });
    },
  );

  it('stays within 80 columns if the width is unknown', async () => {
    const { text } = await help('--help');
    const long = text.split('\n').filter((line) => line.length > 80);
    expect(long).toEqual([]);
  });

  it('is not triggered by words after --', async () => {
    expect(await help('files', '--', '--help')).toMatchObject({ code: 2 });
  });

  it.each(['--version', '-V'])('%s prints only the version', async (flag) => {
    expect((await help(flag)).text).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

async function help(...args: readonly string[]) {
  using directory = temporaryDirectory();
  const { code, stdout } = await runBin(args, { cwd: directory.path });
  return { code, text: stdout.toString() };
}
