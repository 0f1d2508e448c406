import { execFileSync } from 'node:child_process';
import { chownSync, lchownSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { loadSettings, type LoadSettingsOptions, projectFileNames } from '../src/index.js';

const none = { environment: {}, homeDirectory: '/nonexistent' } as const;

function load(root: string, options: Partial<LoadSettingsOptions> = {}) {
  return loadSettings({ ...none, root, ...options });
}

describe('the project file', () => {
  const texts = {
    'create-dump.toml': 'name = "create-dump.toml"\n',
    '.create-dump.toml': 'name = ".create-dump.toml"\n',
    'pyproject.toml': '[tool.create-dump]\nname = "pyproject.toml"\n',
    'package.json': '{"name": "x", "create-dump": {"name": "package.json"}}\n',
  };

  it.each(projectFileNames.map((name, at) => [name, at] as const))(
    'is %s, before those that come later in the list',
    async (name, at) => {
      using directory = temporaryDirectory();
      writeTree(directory.path, Object.fromEntries(Object.entries(texts).slice(at)));
      const { values, files } = await load(directory.path);
      expect(values['name']).toBe(name);
      expect(files).toStrictEqual([join(directory.path, name)]);
    },
  );

  it('is the nearest one upwards; files without a part of ours do not count', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'create-dump.toml': 'name = "top"\n',
      'a/pyproject.toml': '[tool.create-dump]\nname = "a"\n',
      'a/b/package.json': '{"name": "create-dump", "bin": {"create-dump": "x"}}\n',
      'a/b/pyproject.toml': '[project]\nname = "create-dump"\n',
      'a/b/c/package.json': '{ this is no JSON, and depends on "create-dump"',
    });
    expect((await load(join(directory.path, 'a/b/c'))).values['name']).toBe('a');
    expect((await load(directory.path)).values['name']).toBe('top');
    expect((await load(join(directory.path, 'is/not/there'))).values['name']).toBe('top');
  });

  it('of an outer root counts for what the inner one does not set', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'create-dump.toml': 'name = "outer"\ntoc = "tree"\n',
      'a/create-dump.toml': 'name = "a"\n',
      'b/file': '',
    });
    const outer = { outerRoot: directory.path };
    expect((await load(join(directory.path, 'a'), outer)).values).toMatchObject({
      name: 'a',
      toc: 'tree',
    });
    const { values, files } = await load(join(directory.path, 'b'), outer);
    expect(values['name']).toBe('outer');
    expect(files).toHaveLength(1);
  });

  it.skipIf(userInfo().uid !== 0)(
    "above the root is ignored if it is another user's, with a warning (skipped unless run as root)",
    async () => {
      using directory = temporaryDirectory();
      writeTree(directory.path, { 'create-dump.toml': 'name = "theirs"\n', 'mine/file': '' });
      chownSync(join(directory.path, 'create-dump.toml'), 4321, 4321);
      const { values, warnings } = await load(join(directory.path, 'mine'));
      expect(values['name']).toBeNull();
      expect(warnings).toStrictEqual([
        `${directory.path}/create-dump.toml is ignored: it belongs to another user (to use it, give it with --config)`,
      ]);
      // It is part of what is dumped, or was asked for.
      expect((await load(directory.path)).values['name']).toBe('theirs');
      const file = join(directory.path, 'create-dump.toml');
      expect((await load(join(directory.path, 'mine'), { file })).values['name']).toBe('theirs');

      // Nor can one that can't be read, or points to a trusted one, stop anybody.
      rmSync(file);
      mkdirSync(file);
      chownSync(file, 4321, 4321);
      expect((await load(join(directory.path, 'mine'))).warnings).toHaveLength(1);
      rmSync(file, { recursive: true });
      writeTree(directory.path, { 'other.toml': 'name = "ours"\n' });
      symlinkSync('other.toml', file);
      lchownSync(file, 4321, 4321);
      expect((await load(join(directory.path, 'mine'))).warnings).toHaveLength(1);
    },
  );

  it('can be given, or turned off with the file of the user', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'create-dump.toml': 'name = "found"\n',
      'other.json': '{"$schema": "./schema.json", "name": "given"}',
      'home/.config/create-dump/config.toml': 'toc = "tree"\n',
    });
    const homeDirectory = join(directory.path, 'home');
    const file = join(directory.path, 'other.json');
    expect((await load(directory.path, { homeDirectory, file })).values).toMatchObject({
      name: 'given',
      toc: 'tree',
    });
    expect((await load(directory.path, { homeDirectory, file: false })).values).toMatchObject({
      name: null,
      toc: 'list',
    });
    await expect(load(directory.path, { file: '/no/such.toml' })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: "/no/such.toml: doesn't exist",
    });
  });
});

describe('the file of the user', () => {
  it('is where XDG_CONFIG_HOME says, if that is absolute', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'xdg/create-dump/config.toml': 'name = "xdg"\n',
      'home/.config/create-dump/config.toml': 'name = "home"\n',
      'project/file': '',
    });
    const homeDirectory = join(directory.path, 'home');
    const root = join(directory.path, 'project');
    const name = async (directory: string) =>
      (await load(root, { homeDirectory, environment: { XDG_CONFIG_HOME: directory } })).values[
        'name'
      ];
    expect(await name(join(directory.path, 'xdg'))).toBe('xdg');
    expect(await name('xdg')).toBe('home');
    expect(await name('')).toBe('home');
  });
});

describe('paths', () => {
  it('in a file are relative to it; a slash at the end, - and ~/ keep their meaning', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'create-dump.toml':
        'dest = "../dumps/"\noutput = "-"\nmetrics_file = "~/m.prom"\nfiles_from = "list"\n',
      'below/file': '',
    });
    const { values } = await load(join(directory.path, 'below'), { homeDirectory: '/home/me' });
    expect(values).toMatchObject({
      dest: `${join(directory.path, '../dumps')}/`,
      output: '-',
      metrics_file: '/home/me/m.prom',
      files_from: join(directory.path, 'list'),
    });
  });

  it('in the environment are relative to the working directory, as on a command line', async () => {
    const environment = { CREATE_DUMP_DEST: 'x/', CREATE_DUMP_OUTPUT: '~/y' };
    const { values } = await load('/', { environment, homeDirectory: '/home/me' });
    expect(values).toMatchObject({ dest: 'x/', output: '/home/me/y' });
  });
});

describe('profiles', () => {
  it('go over the top level of their file', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'create-dump.toml': 'name = "top"\ntoc = "tree"\n[profiles.nightly]\nname = "nightly"\n',
      'home/.config/create-dump/config.toml': '[profiles.nightly]\ntoc = "none"\nstrict = true\n',
    });
    const homeDirectory = join(directory.path, 'home');
    const { values } = await load(directory.path, { homeDirectory, profile: 'nightly' });
    expect(values).toMatchObject({ name: 'nightly', toc: 'tree', strict: true });
    expect((await load(directory.path, { homeDirectory })).values).toMatchObject({
      name: 'top',
      strict: false,
    });
  });

  it('must exist in a file', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'create-dump.toml': '[profiles.nightly]\n' });
    const file = join(directory.path, 'create-dump.toml');
    await expect(load(directory.path, { profile: 'nigthly' })).rejects.toThrow(
      `profile nigthly: no such profile in ${file}; did you mean nightly?`,
    );
    await expect(load('/nonexistent', { profile: 'x' })).rejects.toThrow(
      'profile x: there is no file with settings',
    );
    for (const profile of ['__proto__', 'constructor', 'toString'])
      await expect(load(directory.path, { profile })).rejects.toThrow('no such profile');
  });
});

describe('the environment', () => {
  it('has words for switches, commas or JSON for lists; what is empty is not set', async () => {
    const environment = {
      CREATE_DUMP_STRICT: 'Yes',
      CREATE_DUMP_REMOVE: '0',
      CREATE_DUMP_EXCLUDE: 'tests/**, *.{png,jpg}',
      CREATE_DUMP_FILES: '["a,b", "c"]',
      CREATE_DUMP_TOC: '',
    };
    expect((await load('/', { environment })).values).toMatchObject({
      strict: true,
      remove: false,
      exclude: ['tests/**', '*.{png,jpg}'],
      files: ['a,b', 'c'],
      toc: 'list',
    });
  });

  it('warns of names that nothing reads', async () => {
    const environment = {
      CREATE_DUMP_KEEP_LATS: '5',
      CREATE_DUMP_VERSION: '1.2.3',
      CREATE_DUMP_dest: 'x',
      CREATE_DUMP___PROTO__: 'x',
      CREATE_DUMP_CONFIG: 'x',
      CREATE_DUMP_PROFILE: 'x',
    };
    const { warnings, values } = await load('/', { environment });
    expect(warnings).toStrictEqual([
      'CREATE_DUMP_KEEP_LATS: no setting has this name, so it does nothing; did you mean CREATE_DUMP_KEEP_LAST?',
      'CREATE_DUMP_VERSION: no setting has this name, so it does nothing',
      'CREATE_DUMP_dest: no setting has this name, so it does nothing; did you mean CREATE_DUMP_DEST?',
      'CREATE_DUMP___PROTO__: no setting has this name, so it does nothing',
    ]);
    expect(values['dest']).toBe('.');
  });

  it('is told with the other sources if it is wrong', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'create-dump.toml': 'toc = 1\n',
      'home/.config/create-dump/config.toml': 'nonsense = 1\n',
    });
    const error = load(directory.path, {
      homeDirectory: join(directory.path, 'home'),
      environment: { CREATE_DUMP_KEEP_LAST: '-1', CREATE_DUMP_PIN: '' },
      flags: { 'max-size': 'big', toc: false },
    });
    await expect(error).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: [
        '4 settings are wrong:',
        '--max-size: must be a size such as "500kB", "10MB" or "1GiB", or a number of bytes, not "big"',
        'CREATE_DUMP_KEEP_LAST: must be a whole number from 1 to 1000000, or "unlimited", not -1',
        `${directory.path}/create-dump.toml:1: toc: must be "list", "tree" or "none", not 1`,
        `${directory.path}/home/.config/create-dump/config.toml:1: nonsense: there is no such key`,
      ].join('\n'),
    });
  });
});

describe('a file that is none', () => {
  it.each([
    [
      'is larger than 1 MiB (1048577 bytes)',
      (path: string) => writeTree(path, { 'create-dump.toml': '#'.repeat(2 ** 20 + 1) }),
    ],
    [
      'is not UTF-8',
      (path: string) => writeTree(path, { 'create-dump.toml': Uint8Array.of(0x61, 0xff) }),
    ],
    ['is not a regular file', (path: string) => mkdirSync(join(path, 'create-dump.toml'))],
    [
      "can't be read: there is a loop of symbolic links (ELOOP)",
      (path: string) => symlinkSync('create-dump.toml', join(path, 'create-dump.toml')),
    ],
  ])('%s', async (reason, make) => {
    using directory = temporaryDirectory();
    make(directory.path);
    await expect(load(directory.path)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `${directory.path}/create-dump.toml: ${reason}`,
    });
  });

  const mkfifo = findTool('mkfifo');
  it.skipIf(mkfifo === undefined)('is a FIFO (skipped without mkfifo)', async () => {
    using directory = temporaryDirectory();
    execFileSync('mkfifo', [join(directory.path, 'create-dump.toml')]);
    await expect(load(directory.path)).rejects.toThrow('is not a regular file');
  });

  it('is JSON with a mistake', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'x.json': '{\n  "dest": "dumps",\n  "strict": true,\n}\n' });
    const file = join(directory.path, 'x.json');
    await expect(load('/', { file })).rejects.toThrow(`${file}:4: is not valid JSON`);
  });

  it('has too many mistakes to tell all', async () => {
    using directory = temporaryDirectory();
    const keys = Array.from({ length: 3000 }, (_, at) => `wrong_${at} = 1\n`);
    writeTree(directory.path, { 'create-dump.toml': keys.join('') });
    const message = await load(directory.path).then(String, String);
    const lines = message.split('\n');
    expect(lines).toHaveLength(102);
    expect(lines[0]).toContain('3000 settings are wrong:');
    expect(lines.at(-1)).toBe('and 2900 more');
  });

  it('ends quickly, however deep it is', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'deep.toml': `x = ${'['.repeat(100_000)}`,
      'deep.json': `{"x": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    });
    const deep = (name: string) => load('/', { file: join(directory.path, name) });
    await expect(deep('deep.toml')).rejects.toThrow('deep.toml:1: is nested more than 32');
    await expect(deep('deep.json')).rejects.toThrow('deep.json:1: is nested more than 32');
  });
});
