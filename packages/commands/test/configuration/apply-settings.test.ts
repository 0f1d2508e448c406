import {
  type Arguments,
  type CommandDefinition,
  flagOptions,
  usage,
} from '@create-dump/command-line';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { batchCommand } from '../../src/batch/batch-command.js';
import { flagSets } from '../../src/flag-sets.js';
import { singleCommand } from '../../src/single/single-command.js';
import { applySettings } from '../../src/configuration/apply-settings.js';
import { createSettingsFor } from '../../src/configuration/settings-for.js';

const definitions: readonly CommandDefinition[] = [
  singleCommand.definition,
  batchCommand.definition,
  { name: 'files', describe: '', options: optionsOf('files', flagSets.selection), examples: [] },
  { name: 'restore', describe: '', options: optionsOf('restore', []), examples: [] },
];

function optionsOf(name: string, flags: readonly string[]) {
  return flagOptions(name, [...flags, ...flagSets.output, ...flagSets.source]);
}

function definitionOf(name: string): CommandDefinition {
  const definition = definitions.find((one) => one.name === name);
  if (definition === undefined) throw new Error(name);
  return definition;
}

function apply(command: string, given: Arguments, directory: string, env = {}) {
  const world = { cwd: directory, env, homeDirectory: '/nonexistent' };
  return applySettings({ definition: definitionOf(command), given, directory }, world);
}

describe('applySettings', () => {
  it('gives values as the parser does, and leaves what was given', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'create-dump.toml': `
dest = "dumps"
toc = "none"
exclude = ["a", "b"]
include = []
git_meta = false
max_file_size_kb = 5
archive = true
keep_last = 3
jobs = 2
wait = true
binary = "embed"
`,
    });
    const { argv } = await apply('batch', { binary: 'skip', root: 'x' }, directory.path);
    expect(argv).toStrictEqual({
      binary: 'skip',
      root: 'x',
      dest: join(directory.path, 'dumps'),
      toc: false,
      exclude: ['a', 'b'],
      'git-meta': false,
      'max-size': '5kB',
      archive: true,
      'keep-last': '3',
      jobs: '2',
      wait: true,
    });
  });

  it('gives a command only what it has, and restore not the files of a dump', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'create-dump.toml': 'files = ["src/**"]\nverbose = true\ndest = "x"\nexclude = ["y"]\n',
    });
    const given = { dump: 'x.md', to: 'y' };
    expect((await apply('restore', given, directory.path)).argv).toStrictEqual({
      ...given,
      verbose: true,
    });
    expect((await apply('files', {}, directory.path)).argv).toStrictEqual({
      files: ['src/**'],
      exclude: ['y'],
      verbose: true,
    });
  });

  it('takes the file and the profile that flags or the environment name', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'create-dump.toml': 'name = "found"\n[profiles.p]\nname = "profile"\n',
      'other.toml': 'name = "other"\n',
    });
    const name = async (given: Arguments, env = {}) =>
      (await apply('single', given, directory.path, env)).argv['name'];
    expect(await name({})).toBe('found');
    expect(await name({ config: 'other.toml' })).toBe('other');
    expect(await name({}, { CREATE_DUMP_CONFIG: 'other.toml' })).toBe('other');
    expect(await name({}, { CREATE_DUMP_CONFIG: '', CREATE_DUMP_PROFILE: 'p' })).toBe('profile');
    expect(await name({ profile: 'p' })).toBe('profile');
    expect(
      await name({ config: false }, { CREATE_DUMP_CONFIG: 'x', CREATE_DUMP_PROFILE: 'p' }),
    ).toBe(undefined);
    await expect(name({ config: false, profile: 'p' })).rejects.toThrow('--no-config reads none');
    await expect(name({ config: ['a', 'b'] })).rejects.toThrow('--config is given 2 times');
  });

  it('says in an error about an option where that was set', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'create-dump.toml': '\ndest = "x"\noutput = "y"\n' });
    const { read } = await apply('single', {}, directory.path);
    const path = join(directory.path, 'create-dump.toml');
    expect(() =>
      read(() => {
        throw usage('--dest and --output both say where. --dest-nation is no option.');
      }),
    ).toThrow(
      `--dest and --output both say where. --dest-nation is no option. --dest is set by: project file ${path}:2. --output is set by: project file ${path}:3.`,
    );
    expect(() =>
      read(() => {
        throw usage('--strict is another matter.');
      }),
    ).toThrow(/^--strict is another matter\.$/);
  });
});

describe('settingsFor', () => {
  it("puts a project's settings over the batch's, and flags and environment over both", async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'create-dump.toml': 'toc = "tree"\nbinary = "skip"\nexclude = ["all"]\n',
      'a/package.json': '{"create-dump": {"exclude": ["a"], "binary": "embed", "strict": true}}',
      'b/file': '',
      'c/create-dump.toml': 'exlude = []\n',
    });
    const world = {
      cwd: directory.path,
      env: { CREATE_DUMP_STRICT: 'no' },
      homeDirectory: '/nonexistent',
    };
    const line = { definition: definitionOf('batch'), given: { toc: 'list' } };
    const settingsFor = createSettingsFor({ ...line, outerDirectory: directory.path }, world);
    expect((await settingsFor(join(directory.path, 'a'))).argv).toStrictEqual({
      toc: 'list',
      exclude: ['a'],
      binary: 'embed',
      strict: false,
    });
    expect((await settingsFor(join(directory.path, 'b'))).argv).toStrictEqual({
      toc: 'list',
      exclude: ['all'],
      binary: 'skip',
      strict: false,
    });
    await expect(settingsFor(join(directory.path, 'c'))).rejects.toThrow(
      `${directory.path}/c/create-dump.toml:1: exlude: there is no such key; did you mean exclude?`,
    );
  });
});
