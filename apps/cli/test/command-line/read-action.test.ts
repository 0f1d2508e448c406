import { findFlag } from '@create-dump/config';
import { describe, expect, it } from 'vitest';
import { readAction } from '../../src/command-line/read-action.js';
import { commands } from '../../src/commands.js';

const world = { cwd: '/', env: {}, homeDirectory: '/nonexistent' };

const limited = commands.flatMap((command) =>
  Object.keys(command.definition.options).flatMap((name) => {
    const kind = findFlag(name)?.kind;
    if (kind?.type !== 'choice' && kind?.type !== 'integer') return [];
    return [{ command, name, kind, place: `${command.definition.name} --${name}` }];
  }),
);

/** Only commands that take settings read all of their options: config show prints any. */
const readers = limited.filter(({ command }) => command.takesSettings === true);

describe('the readers of a command accept what the table of flags allows', () => {
  it.each(readers)('$place', async ({ command, name, kind }) => {
    const { positionals = [], options } = command.definition;
    const words = positionals.map((positional) => positional.name);
    if (Object.hasOwn(options, 'to')) words.push('--to=x');
    const [needed = ''] = findFlag(name)?.needs ?? [];
    if (Object.hasOwn(options, needed)) words.push(`--${needed}`);
    const read = (word: string) =>
      readAction({ command, isNamed: true, words: [...words, word] }, commands, world);
    const [good, bad] =
      kind.type === 'choice'
        ? [kind.choices.map((one) => (one === 'none' ? `--no-${name}` : `--${name}=${one}`)), 'x']
        : [[kind.min, kind.max].map((one) => `--${name}=${one}`), kind.max + 1];
    for (const word of good) expect(await read(word)).toHaveProperty('action');
    await expect(read(`--${name}=${bad}`)).rejects.toMatchObject({ code: 'USAGE' });
  });
});
