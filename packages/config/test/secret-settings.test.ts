import { expect, it } from 'vitest';
import { loadSettings } from '../src/index.js';

it.each(['htps://hooks.example/secret', 'secret', 'https:///'])(
  'the invalid value of a secret setting is not repeated: %s',
  async (value) => {
    const load = loadSettings({
      root: '/',
      homeDirectory: '/nonexistent',
      environment: { CREATE_DUMP_ON_RESULT_URL: value },
      file: false,
    });
    await expect(load).rejects.toMatchObject({
      message: 'CREATE_DUMP_ON_RESULT_URL: must be an address such as "http://127.0.0.1:9091"',
    });
  },
);

it('the variables that hooks get are no settings', async () => {
  const variables = ['HOOK', 'OUTCOME', 'EXIT_CODE', 'REPORT'].map((name) => [
    `CREATE_DUMP_${name}`,
    'x',
  ]);
  const loaded = await loadSettings({
    root: '/',
    homeDirectory: '/nonexistent',
    environment: Object.fromEntries(variables),
    file: false,
  });
  expect(loaded.warnings).toStrictEqual([]);
});

it('another program may have settings of these names', async () => {
  const { values } = await loadSettings({
    root: '/',
    homeDirectory: '/nonexistent',
    environment: { NIGHTLY_REPORT: 'x' },
    file: false,
    program: 'nightly',
    settings: [{ key: 'report', kind: { type: 'text' } }],
  });
  expect(values.report).toBe('x');
});
