import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  formatOrigin,
  loadSettings,
  type LoadSettingsOptions,
  type SettingDefinition,
  settings,
} from '../src/index.js';

const own = [
  { key: 'team', kind: { type: 'text' } },
  { key: 'retries', kind: { type: 'integer', min: 0, max: 9 }, default: 3 },
  { key: 'notify', kind: { type: 'choice', choices: ['mail', 'chat'] }, default: 'mail' },
  { key: 'skip_days', kind: { type: 'list' }, default: [] },
  { key: 'state_file', kind: { type: 'path' }, flag: 'state' },
  {
    key: 'hook',
    kind: { type: 'url' },
    check: (value) => (String(value).startsWith('https:') ? undefined : 'an https address'),
  },
] as const satisfies readonly SettingDefinition[];

function load(
  root: string,
  options: Partial<LoadSettingsOptions<typeof own>> = {},
  environment: Readonly<Record<string, string>> = {},
) {
  const from = { root, environment, homeDirectory: '/nonexistent' };
  return loadSettings({ ...from, settings: own, program: 'nightly', ...options });
}

describe("a program's own settings", () => {
  it('come from its own files, variables and flags, each with its origin', async () => {
    using directory = temporaryDirectory();
    const home = join(directory.path, 'home');
    writeTree(directory.path, {
      'home/.config/nightly/config.toml': 'team = "user"\nnotify = "chat"\n',
      'home/.config/create-dump/config.toml': 'dest = "x"\n',
      'p/nightly.toml': '\nteam = "platform"\nstate_file = "state.json"\n',
      'p/create-dump.toml': 'dest = "x"\n',
    });
    const root = join(directory.path, 'p');
    const environment = {
      NIGHTLY_SKIP_DAYS: 'sat,sun',
      CREATE_DUMP_DEST: 'x',
      NIGHTLY_CONFIG: 'x',
      NIGHTLY_PROFILE: 'x',
    };
    const loaded = await load(root, { homeDirectory: home, flags: { retries: '5' } }, environment);
    expect(loaded.values).toStrictEqual({
      team: 'platform',
      retries: 5,
      notify: 'chat',
      skip_days: ['sat', 'sun'],
      state_file: join(root, 'state.json'),
      hook: null,
    });
    expect(loaded.warnings).toStrictEqual([]);
    expect(Object.values(loaded.origins).map(formatOrigin)).toStrictEqual([
      `project file ${root}/nightly.toml:2`,
      'flag --retries',
      `user file ${home}/.config/nightly/config.toml:2`,
      'environment NIGHTLY_SKIP_DAYS',
      `project file ${root}/nightly.toml:3`,
      'default',
    ]);
    expectTypeOf(loaded.values.retries).toEqualTypeOf<number>();
    expectTypeOf(loaded.values.notify).toEqualTypeOf<'mail' | 'chat'>();
    expectTypeOf(loaded.values.team).toEqualTypeOf<string | null>();
    expectTypeOf(loaded.values.skip_days).toEqualTypeOf<readonly string[]>();
  });

  it.each([
    ['pyproject.toml', '[tool.create-dump]\ndest = "x"\n[tool.nightly]\nretries = 5\n'],
    ['package.json', '{"create-dump": {"dest": "x"}, "nightly": {"retries": 5}}'],
    ['.nightly.toml', 'retries = 1\n[profiles.weekly]\nretries = 5\n'],
  ])('are found in %s', async (name, text) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { [name]: text });
    const profile = name === '.nightly.toml' ? { profile: 'weekly' } : {};
    const { values, files } = await load(directory.path, profile);
    expect(values.retries).toBe(5);
    expect(files).toStrictEqual([join(directory.path, name)]);
  });

  it('are checked as those of create-dump are, with file, line and the nearest key', async () => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'nightly.toml');
    writeTree(directory.path, {
      'nightly.toml': [
        'retires = 5',
        'notify = "chap"',
        'hook = "http://x.example"',
        'retries = "5"',
        'dest = "x"',
        'force = true',
        'style = "x"',
        '[profiles.a]',
        'retries = 10',
      ].join('\n'),
    });
    await expect(load(directory.path, { flags: { state: '' } })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: [
        '9 settings are wrong:',
        '--state: must be a path, not ""',
        `${file}:1: retires: there is no such key; did you mean retries?`,
        `${file}:2: notify: must be "mail" or "chat", not "chap"; did you mean "chat"?`,
        `${file}:3: hook: must be an https address, not "http://x.example"`,
        `${file}:4: retries: must be a whole number from 0 to 9, not "5"; did you mean 5?`,
        `${file}:5: dest: there is no such key`,
        `${file}:6: force: there is no such key`,
        `${file}:7: style: there is no such key`,
        `${file}:9: profiles.a.retries: must be a whole number from 0 to 9, not 10`,
      ].join('\n'),
    });
    const { warnings } = await load('/', {}, { NIGHTLY_RETIRES: '5', NIGHTLY_VERSION: '1' });
    expect(warnings).toStrictEqual([
      'NIGHTLY_RETIRES: no setting has this name, so it does nothing; did you mean NIGHTLY_RETRIES?',
      'NIGHTLY_VERSION: no setting has this name, so it does nothing',
    ]);
  });

  it('can stand beside those of create-dump', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'nightly.toml': 'team = "platform"\nkeep_last = 5\n' });
    const { values, origins } = await loadSettings({
      root: directory.path,
      environment: { NIGHTLY_MAX_FILE_SIZE_KB: '7' },
      homeDirectory: '/nonexistent',
      program: 'nightly',
      settings: [...settings, { key: 'team', kind: { type: 'text' } }],
    });
    expect(values).toMatchObject({ team: 'platform', keep_last: 5, max_size: '7kB', toc: 'list' });
    expect(formatOrigin(origins.team)).toBe(`project file ${directory.path}/nightly.toml:1`);
    expectTypeOf(values.team).toEqualTypeOf<string | null>();
  });

  it.each<[why: string, definitions: readonly SettingDefinition[]]>([
    ['a key is up to 60 lower-case letters', [{ key: 'skip-days', kind: { type: 'list' } }]],
    ['a key is up to 60 lower-case letters', [{ key: '__proto__', kind: { type: 'list' } }]],
    ['it has another meaning', [{ key: 'profiles', kind: { type: 'list' } }]],
    ['it has another meaning', [{ key: 'config', kind: { type: 'path' } }]],
    ['another one has dest', [...settings, { key: 'dest', kind: { type: 'text' } }]],
    ['another one has --dest', [...settings, { key: 'd', kind: { type: 'text' }, flag: 'dest' }]],
  ])('must be definable: %s', async (why, definitions) => {
    const options = { root: '/', environment: {}, homeDirectory: '/nonexistent' };
    await expect(loadSettings({ ...options, settings: definitions })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(why),
    });
  });

  it.each(['', 'Nightly', '../x', 'a.b', '1a'])(
    'need a program with a name: %j',
    async (program) => {
      await expect(load('/', { program })).rejects.toMatchObject({ code: 'USAGE' });
    },
  );
});
