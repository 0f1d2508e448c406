import { findFlag } from '@create-dump/config';
import { describe, expect, it } from 'vitest';
import { readAction } from '../../src/command-line/read-action.js';
import type { Command } from '../../src/command.js';
import { commands } from '../../src/commands.js';

const world = { cwd: '/', env: {}, homeDirectory: '/nonexistent' };

/** Arguments that aren't paths of this machine. */
const others = new Set(['cat <path>', 'find <pattern>', 'grep <pattern>', 'completion <shell>']);

const cases = commands.flatMap((command) => {
  const { name, positionals = [], options } = command.definition;
  const places = positionals.map((one) => one.name);
  const to = Object.hasOwn(options, 'to') ? ['--to=x'] : [];
  return [
    ...positionals.map((one, at) => ({
      command,
      place: `${name} <${one.name}>`,
      words: [...places.with(at, 's3://bucket/x'), ...to],
    })),
    ...Object.keys(options)
      .filter((option) => findFlag(option)?.kind.type === 'path')
      .map((option) => ({
        command,
        place: `${name} --${option}`,
        words: [
          ...(places.includes(option) ? [] : places),
          ...(option === 'to' ? [] : to),
          `--${option}=s3://bucket/x`,
        ],
      })),
  ];
});

function read(command: Command, words: readonly string[], env = {}) {
  return readAction({ command, isNamed: true, words }, commands, { ...world, env });
}

/** Arguments that may be an address in object storage. */
const stores = new Set(
  commands.flatMap(({ definition: { name, stores: may = [], positionals = [] } }) =>
    may.map((one) =>
      positionals.some((positional) => positional.name === one)
        ? `${name} <${one}>`
        : `${name} --${one}`,
    ),
  ),
);

describe('an address is not taken for a path', () => {
  it.each(cases.filter(({ place }) => !others.has(place) && !stores.has(place)))(
    '$place',
    async ({ command, words }) => {
      await expect(read(command, words)).rejects.toMatchObject({
        code: 'USAGE',
        message: expect.stringMatching(/: a bucket is not possible here \(.*\.$/) as string,
      });
    },
  );

  it('that the environment names as the settings file', async () => {
    const [single] = commands;
    if (single === undefined) throw new Error('no command');
    await expect(read(single, [], { CREATE_DUMP_CONFIG: 'https://x/y' })).rejects.toMatchObject({
      message: expect.stringContaining(
        'CREATE_DUMP_CONFIG: there is no store https here',
      ) as string,
    });
  });

  it('unless ./ says that it is one, or an address is meant', async () => {
    const [single] = commands;
    if (single === undefined) throw new Error('no command');
    for (const word of ['--dest=./s3://bucket', '--metrics-push=http://x:1', '--output=-'])
      expect(await read(single, [word])).toHaveProperty('action');
  });
});
