import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { formatOrigin, loadSettings, settings } from '../src/index.js';
import type { Setting } from '../src/flag.js';
import type { SettingValue } from '../src/setting-kind.js';
import { exampleValues } from './example-values.js';

/** From the weakest to the strongest. */
const sources = ['user file', 'project file', 'profile', 'environment', 'flag'] as const;
type Source = (typeof sources)[number];

const isGuarded = ({ kind, notInProjectFile }: Setting) =>
  notInProjectFile !== undefined && !(kind.type === 'path' && kind.orStore === true);
const plain = settings.filter((one) => !one.spells && !isGuarded(one));
const guarded = settings.filter(isGuarded);

describe('every key', () => {
  it('has its default where no source sets it', async () => {
    using directory = temporaryDirectory();
    expect(await load(plain, directory.path, [])).toStrictEqual(
      plain.map(({ key, default: fallback }) => [key, text(fallback), 'default']),
    );
  });

  it.each(sources)('is taken from the %s alone', async (source) => {
    using directory = temporaryDirectory();
    const expected = plain.map((setting) => expectation(setting, source, directory.path));
    expect(await load(plain, directory.path, [source])).toStrictEqual(expected);
  });

  it.each(sources)('is taken from the %s rather than from all before it', async (source) => {
    using directory = temporaryDirectory();
    const used = sources.slice(0, sources.indexOf(source) + 1);
    const expected = plain.map((setting) => expectation(setting, source, directory.path));
    expect(await load(plain, directory.path, used)).toStrictEqual(expected);
  });
});

describe('a setting that a project must not set', () => {
  it.each(['user file', 'environment', 'flag'] as const)('is taken from the %s', async (source) => {
    using directory = temporaryDirectory();
    const loaded = await load(guarded, directory.path, [source], guarded);
    expect(loaded).toStrictEqual(
      guarded.map((setting) => [
        setting.key,
        text(example(setting.kind, source)),
        expect.stringContaining(source),
      ]),
    );
  });

  it.each(
    guarded.flatMap((one) =>
      (['project file', 'profile'] as const).map((source) => [one.key, source, one] as const),
    ),
  )('%s is refused in the %s', async (key, source, setting) => {
    using directory = temporaryDirectory();
    await expect(load([setting], directory.path, [source], guarded)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(
        new RegExp(
          `create-dump\\.toml:\\d: \\S*${key}: can't be set by a project's file: .*Use --${setting.flag}, CREATE_DUMP_${key.toUpperCase()} or`,
        ),
      ) as string,
    });
  });
});

it('a tree does not choose a bucket that it is sent to, and the user does', async () => {
  using directory = temporaryDirectory();
  const file = join(directory.path, 'create-dump.toml');
  const load = (environment = {}) =>
    loadSettings({ root: directory.path, homeDirectory: '/nonexistent', environment });
  writeTree(directory.path, { 'create-dump.toml': 'dest = "s3://theirs/"\n' });
  await expect(load()).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringContaining(
      `${file}:1: dest: can't be set by a project's file: a tree that is dumped must not choose where it is sent. Use --dest, CREATE_DUMP_DEST or the user's own file`,
    ) as string,
  });
  writeTree(directory.path, { 'create-dump.toml': 'dest = "dumps"\n' });
  expect((await load()).values['dest']).toBe(join(directory.path, 'dumps'));
  expect((await load({ CREATE_DUMP_DEST: 's3://ours/' })).values['dest']).toBe('s3://ours/');
});

it.each(sources.slice(0, -1))('another spelling in the %s is the same setting', async (source) => {
  using directory = temporaryDirectory();
  for (const setting of settings) {
    const { spells } = setting;
    if (spells === undefined) continue;
    const loaded = await load([setting], directory.path, [source]);
    const value = text(exampleValues(setting.kind)[sources.indexOf(source)] ?? null);
    expect(loaded.filter(([, , origin]) => origin !== 'default')).toMatchObject([
      [spells.key, `${value}${spells.unit}`, expect.stringContaining(source.split(' ')[0] ?? '')],
    ]);
  }
});

/** Sets a value of its own in each of the sources, and gives key, value and origin of all settings. */
async function load(
  used: readonly Setting[],
  directory: string,
  from: readonly Source[],
  shown = plain,
) {
  const table = (source: Source) =>
    Object.fromEntries(
      from.includes(source) ? used.map(({ key, kind }) => [key, example(kind, source)]) : [],
    );
  const variables = Object.entries(table('environment')).map(([key, value]) => [
    `CREATE_DUMP_${key.toUpperCase()}`,
    text(value),
  ]);
  writeTree(directory, {
    'home/.config/create-dump/config.toml': stringify(table('user file')),
    'project/create-dump.toml': [
      from.includes('project file') ? stringify(table('project file')) : '\n'.repeat(used.length),
      `[profiles.nightly]\n${stringify(table('profile'))}`,
    ].join(''),
    'project/below/file': '',
  });
  const { values, origins } = await loadSettings({
    root: join(directory, 'project/below'),
    homeDirectory: join(directory, 'home'),
    environment: Object.fromEntries(variables),
    profile: 'nightly',
    flags: Object.fromEntries(
      from.includes('flag') ? used.map(({ flag, kind }) => [flag, example(kind, 'flag')]) : [],
    ),
  });
  return shown.map(({ key }) => {
    const origin = origins[key];
    return [key, text(values[key] ?? null), origin && formatOrigin(origin)];
  });
}

function example(kind: Setting['kind'], source: Source): SettingValue {
  return exampleValues(kind)[sources.indexOf(source)] ?? '';
}

function expectation(setting: Setting, source: Source, directory: string) {
  const { key, flag, kind } = setting;
  // Written one key on each line, in the order of the table.
  const line = plain.indexOf(setting) + 1;
  const project = `project file ${directory}/project/create-dump.toml`;
  const origins: Record<Source, string> = {
    'user file': `user file ${directory}/home/.config/create-dump/config.toml:${line}`,
    'project file': `${project}:${line}`,
    profile: `${project}:${plain.length + 1 + line} (profile nightly)`,
    environment: `environment CREATE_DUMP_${key.toUpperCase()}`,
    flag: `flag --${flag}`,
  };
  return [key, text(example(kind, source)), origins[source]];
}

/** A list in the environment has commas, and a number is a text there. */
function text(value: SettingValue | null): string {
  return typeof value === 'object' && value !== null ? value.join(',') : String(value);
}
