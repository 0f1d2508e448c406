import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { stringify } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { formatOrigin, loadSettings, settings } from '../src/index.js';
import type { Setting } from '../src/setting.js';
import { exampleValues } from './example-values.js';

/** From the weakest to the strongest. */
const sources = ['user file', 'project file', 'profile', 'environment', 'flag'] as const;

describe.each(settings)('$key', (setting) => {
  it('has its default where no source sets it', async () => {
    using directory = temporaryDirectory();
    const { values, origins } = await load(setting, directory.path, []);
    const { spells, default: unless } = setting;
    expect(values[spells?.key ?? setting.key]).toStrictEqual(unless);
    expect(origins[spells?.key ?? setting.key]).toStrictEqual({ from: 'default' });
  });

  it('is that of the strongest source which sets it', async () => {
    for (const [at, strongest] of sources.entries()) {
      // A flag of this name would be the other spelling's.
      if (strongest === 'flag' && setting.spells !== undefined) continue;
      using directory = temporaryDirectory();
      const { values, origins } = await load(setting, directory.path, sources.slice(0, at + 1));
      const key = setting.spells?.key ?? setting.key;
      const origin = origins[key];
      expect(written(values[key])).toStrictEqual(written(expected(setting, at)));
      expect(origin && formatOrigin(origin)).toBe(place(setting, directory.path)[strongest]);
    }
  });
});

type Source = (typeof sources)[number];

async function load(setting: Setting, directory: string, used: readonly Source[]) {
  const { key, flag } = setting;
  const value = (source: Source) => exampleValues(setting.kind)[sources.indexOf(source)] ?? '';
  const table = (source: Source) => (used.includes(source) ? { [key]: value(source) } : {});
  const text = (source: Source) => written(value(source));
  const nightly = { profiles: { nightly: table('profile') } };
  writeTree(directory, {
    'home/.config/create-dump/config.toml': stringify(table('user file')),
    'project/create-dump.toml': stringify({ ...table('project file'), ...nightly }),
    'project/below/file': '',
  });
  return loadSettings({
    root: join(directory, 'project/below'),
    homeDirectory: join(directory, 'home'),
    environment: used.includes('environment')
      ? { [`CREATE_DUMP_${key.toUpperCase()}`]: text('environment') }
      : {},
    profile: 'nightly',
    ...(used.includes('flag') && { flags: { [flag]: value('flag') } }),
  });
}

function expected(setting: Setting, at: number) {
  const value = exampleValues(setting.kind)[at];
  return setting.spells === undefined ? value : `${String(value)}${setting.spells.unit}`;
}

/** Sizes may be numbers or texts; a list in the environment has commas. */
function written(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

function place({ key, flag }: Setting, directory: string): Record<Source, string> {
  return {
    'user file': `user file ${directory}/home/.config/create-dump/config.toml:1`,
    'project file': `project file ${directory}/project/create-dump.toml:1`,
    profile: `project file ${directory}/project/create-dump.toml:4 (profile nightly)`,
    environment: `environment CREATE_DUMP_${key.toUpperCase()}`,
    flag: `flag --${flag}`,
  };
}
