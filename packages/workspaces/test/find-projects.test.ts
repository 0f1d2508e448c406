import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import {
  commitAll,
  findTool,
  git,
  temporaryDirectory,
  type Tree,
  writeTree,
} from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findProjects, type FindProjectsOptions } from '../src/find-projects.js';
import { foundIn, searchIn } from './found-in.js';

const { signal } = new AbortController();

describe('without workspace files', () => {
  it('takes every child directory except hidden ones, node_modules and links, and the root for the rest', async () => {
    const { found, warnings } = await foundIn({
      'b/x': '',
      'a/deep/x': '',
      'é/package.json': '{"name": "@scope/e"}',
      '.hidden/x': '',
      'node_modules/x/package.json': '{}',
      'file.txt': '',
      link: { link: 'a' },
    });
    expect(found).toEqual(['.', 'a', 'b', 'é = @scope/e']);
    expect(warnings).toEqual([]);
  });

  it.each<[string, Tree, readonly string[]]>([
    ['nothing but directories', { 'a/x': '', '.git/HEAD': '' }, ['a']],
    ['a file', { 'a/x': '', 'README.md': '' }, ['.', 'a']],
    ['a hidden directory', { 'a/x': '', '.github/x': '' }, ['.', 'a']],
    ['a link', { 'a/x': '', b: { link: 'a' } }, ['.', 'a']],
    ['files only', { x: '' }, ['.']],
  ])('takes the root if it has a file of its own: %s', async (_title, tree, expected) => {
    const { projects } = await searchIn(tree);
    expect(projects.map(({ directory }) => directory)).toEqual(expected);
    const tools = projects.flatMap(({ evidence }) => evidence.map(({ tool }) => tool));
    expect(tools).toEqual(expected.map((directory) => (directory === '.' ? 'rest' : 'child')));
  });

  it('takes no directory that holds only output of the program, by children and by pattern', async () => {
    const tree = {
      'a/x': '',
      'archives/own.zip': '',
      'archives/quarantine/own.md': '',
      'mixed/own.md': '',
      'mixed/deep/x': '',
      'own.md': '',
      'empty/.keep': '',
    };
    const isOwnOutput = (path: string) => /(?:^|\/)own\.[a-z]+$/.test(path);
    const children = await foundIn(tree, { isOwnOutput });
    expect(children.found).toEqual(['a', 'empty', 'mixed']);
    const matched = await foundIn(tree, { isOwnOutput, pattern: ['*', 'archives/*'] });
    expect(matched.found).toEqual(['a', 'empty', 'mixed']);
    const named = await foundIn(tree, { isOwnOutput, dirs: ['archives'] });
    expect(named.found).toEqual(['archives']);
  });

  it('keeps names that are not UTF-8', async () => {
    const { found } = await foundIn({ 'latin1:caf\u00e9/x': '', 'latin1:caf\u00e8/x': '' });
    expect(found).toEqual(['caf\udce8', 'caf\udce9']);
  });

  it.skipIf(!findTool('git'))(
    'leaves out what git ignores, unless git tracks a file there (needs git)',
    async () => {
      using directory = temporaryDirectory();
      writeTree(directory.path, { '.gitignore': '/build\n/dist\n', 'src/x': '', 'dist/x': '' });
      commitAll(directory.path);
      writeTree(directory.path, { 'build/x': '', 'new/x': '' });
      const { projects } = await findProjects({ root: directory.path, signal });
      expect(projects.map((project) => project.directory)).toEqual(['.', 'dist', 'new', 'src']);
      expect(projects[1]?.evidence).toEqual([{ tool: 'child' }]);
    },
  );

  it.skipIf(!findTool('git')).each<[string, Tree, readonly string[], readonly string[]]>([
    ['a child', { 'src/x': '', '.envs/x': '' }, ['.', 'src', 'venv'], ['.', 'src']],
    [
      'an Nx project',
      { 'nx.json': '{}', 'src/project.json': '{}' },
      ['.', 'src', 'venv'],
      ['.', 'src'],
    ],
  ])(
    'applies the ignore rules of the user to %s, as a dump does (needs git)',
    async (_title, tree, all, chosen) => {
      using home = temporaryDirectory();
      using directory = temporaryDirectory();
      writeTree(home.path, { ignore: 'venv\n', config: '[core]\n\texcludesFile = ~/ignore\n' });
      writeTree(directory.path, tree);
      commitAll(directory.path);
      writeTree(directory.path, { 'venv/x': '', 'venv/project.json': '{}' });
      const find = async (userGitFiles: FindProjectsOptions['userGitFiles']) => {
        const { projects } = await findProjects({
          root: directory.path,
          signal,
          ...(userGitFiles && { userGitFiles }),
        });
        return projects.map((project) => project.directory);
      };
      expect(await find(undefined)).toEqual(all);
      const files = { gitConfigFiles: [`${home.path}/config`], homeDirectory: home.path };
      expect(await find(files)).toEqual(chosen);
    },
  );

  it.skipIf(!findTool('git'))('takes a submodule and a nested repository (needs git)', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'src/x': '', 'sub/x': '', 'nested/x': '' });
    commitAll(`${directory.path}/sub`);
    git(directory.path, 'init', '-q');
    git(directory.path, 'add', 'src', 'sub');
    commitAll(`${directory.path}/nested`);
    const { projects } = await findProjects({ root: directory.path, signal });
    expect(projects.map((project) => project.directory)).toEqual(['nested', 'src', 'sub']);
  });

  it('finds nothing in an empty directory', async () => {
    expect(await searchIn({})).toMatchObject({ projects: [], warnings: [] });
  });
});

describe('dirs', () => {
  it('takes exactly those, whatever workspace files say, and the root if it is named', async () => {
    const tree = { 'pnpm-workspace.yaml': '{{{', 'a/x': '', 'b/c/x': '', 'd/x': '' };
    const { projects } = await searchIn(tree, { dirs: ['b/c/', './a', '.', 'a'] });
    expect(projects.map(({ directory }) => directory)).toEqual(['.', 'a', 'b/c']);
    expect(projects[1]?.evidence).toEqual([
      { tool: 'dirs', rule: './a' },
      { tool: 'dirs', rule: 'a' },
    ]);
  });

  it('takes absolute paths inside the root', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'a/x': '' });
    const { projects } = await findProjects({
      root: directory.path,
      dirs: [`${directory.path}/a`],
      signal,
    });
    expect(projects.map((project) => project.directory)).toEqual(['a']);
  });

  it.each([
    ['missing', "can't be found"],
    ['../..', 'is not inside'],
    ['/etc', 'is not inside'],
    ['file', 'is not a directory'],
    ['link', 'symbolic link'],
    ['a/../link/x', 'symbolic link'],
    ['file/x', "can't be found"],
    ['', 'empty name'],
    ['a\0b', 'is not inside'],
  ])('refuses %j, which %s', async (named, reason) => {
    const tree = { file: '', 'a/x/y': '', link: { link: 'a' } };
    await expect(searchIn(tree, { dirs: ['a', named] })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(reason) as string,
    });
  });
});

describe('pattern', () => {
  const tree = {
    'svc/a1/x': '',
    'svc/a2/package.json': '{"name": "two"}',
    'svc/b/x': '',
    'svc/a3': 'a file',
    'svc/node_modules/a4/x': '',
    'svc/a5': { link: 'b' },
  };

  it('takes the directories that match, with a warning for a link', async () => {
    const { found, warnings } = await foundIn(tree, { pattern: ['svc/a?', './svc/{b,c}/'] });
    expect(found).toEqual(['svc/a1', 'svc/a2 = two', 'svc/b']);
    expect(warnings).toEqual(["--pattern: svc/a5 is a symbolic link and isn't followed."]);
  });

  it('warns of a pattern that matches nothing beside one that does', async () => {
    const { found, warnings } = await foundIn(tree, { pattern: ['svc/b', 'svc/c*', '!svc/x'] });
    expect(found).toEqual(['svc/b']);
    expect(warnings).toEqual(['--pattern "svc/c*" matches no directory.']);
  });

  it('excludes what a negated pattern matches', async () => {
    const { found } = await foundIn(tree, { pattern: ['svc/*', '!svc/a*'] });
    expect(found).toEqual(['svc/b']);
  });

  it.each<[pattern: string, ...found: string[]]>([
    ['*', 'a', 'b', 'c'],
    ['./*/', 'a', 'b', 'c'],
    ['**', 'a', 'a/x', 'a/x/y', 'b', 'b/x', 'c'],
    ['**/x', 'a/x', 'b/x'],
    ['a/**', 'a/x', 'a/x/y'],
    ['[!a]', 'b', 'c'],
    ['!(a|b)', 'c'],
    ['@(a|b)/*', 'a/x', 'b/x'],
    ['.*', '.d'],
    ['.d/x', '.d/x'],
    ['c/../a', 'a'],
    ['.', '.'],
  ])('takes %j as a path from the root', async (pattern, ...found) => {
    const files = { 'a/x/y/f': '', 'b/x/f': '', 'c/f': '', '.d/x/f': '', '.git/x/f': '' };
    const { projects } = await searchIn(files, { pattern: [pattern] });
    expect(projects.map(({ directory }) => directory)).toEqual(found);
  });

  it.each([
    ['a name that is not at the root', 'a1', 'matches no directory'],
    ['what is not there', 'none/*', 'matches no directory'],
    ['what is outside', '../*', 'matches no directory'],
    ['a large range', '{1..100000}', 'expands to more than 1000 patterns'],
    ['many braces', '{a,b}'.repeat(10), 'expands to more than 1000 patterns'],
    ['a long one', 'x'.repeat(5000), 'is longer than 4096 bytes'],
  ])('refuses %s', async (_title, pattern, reason) => {
    await expect(searchIn(tree, { pattern: [pattern] })).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining(reason) as string,
    });
  });

  it('warns of a pattern that leads out of the root', async () => {
    const { warnings } = await foundIn(tree, { pattern: ['svc/b', 'svc/../../*'] });
    expect(warnings).toEqual([
      '--pattern: the pattern "svc/../../*" leads out of the root. Directories there are left out.',
    ]);
  });

  it('finds names that are not UTF-8', async () => {
    const { found } = await foundIn({ 'latin1:p/\u00e9/x': '' }, { pattern: ['p/*'] });
    expect(found).toEqual(['p/\udce9']);
  });

  it('does not loop through symbolic links', async () => {
    const { found } = await foundIn(
      { 'a/b/up': { link: '..' }, 'a/b/c/x': '' },
      { pattern: ['a/**'] },
    );
    expect(found).toEqual(['a/b', 'a/b/c']);
  });
});

describe('workspace files', () => {
  it('make one project of a directory that several of them name, with evidence from each', async () => {
    const { projects } = await searchIn({
      'package.json': '{"name": "top", "workspaces": ["crates/*"]}',
      'Cargo.toml': '[workspace]\nmembers = ["crates/wasm"]\n',
      'turbo.json': '{}',
      'crates/wasm/package.json': '{"name": "@x/wasm"}',
      'crates/wasm/Cargo.toml': '[package]\nname = "wasm"\n',
    });
    expect(projects).toEqual([
      {
        directory: '.',
        name: 'top',
        evidence: [
          { tool: 'npm', file: 'package.json' },
          { tool: 'turbo', file: 'package.json' },
          { tool: 'cargo', file: 'Cargo.toml' },
        ],
      },
      {
        directory: 'crates/wasm',
        name: '@x/wasm',
        evidence: [
          { tool: 'npm', file: 'package.json', rule: 'crates/*' },
          { tool: 'turbo', file: 'package.json', rule: 'crates/*' },
          { tool: 'cargo', file: 'Cargo.toml', rule: 'crates/wasm' },
        ],
      },
    ]);
  });

  it('come before child directories even if they name nothing but the root', async () => {
    const { found } = await foundIn({ 'pnpm-workspace.yaml': 'packages: []', 'a/x': '' });
    expect(found).toEqual(['.']);
  });

  it.each([
    ['Cargo.toml', '[workspace]\n'],
    ['Cargo.toml', '[workspace]\nmembers = []\n'],
    ['go.work', 'go 1.22\n'],
    ['go.work', ''],
    ['pyproject.toml', '[tool.uv.workspace]\n'],
  ])('make the root the only project if they name no member: %s with %j', async (file, text) => {
    const { projects } = await searchIn({ [file]: text, 'src/x': '', 'test/y': '' });
    expect(projects.map(({ directory }) => directory)).toEqual(['.']);
  });

  it.each([
    ['pnpm-workspace.yaml', 'packages:\n  - a\n b: [', 3],
    ['package.json', '{\n  "workspaces": [\n}', 3],
    ['lerna.json', '{\n', 2],
    ['Cargo.toml', '[workspace]\nmembers = [\n"a"\n', 4],
    ['pyproject.toml', '\n[tool', 2],
    ['go.work', 'go 1.22\nuse (\n\t./a\n', 2],
    ['pom.xml', '<project>\n<modules>\n</project>', 3],
  ])('end the search if broken: %s', async (file, content, line) => {
    await expect(searchIn({ [file]: content, 'a/x': '' })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(
        new RegExp(`^${file}:${line} .*\\. Correct it, or name the projects with --dirs\\.$`),
      ) as string,
    });
  });

  it.each([
    [
      'a string for a list',
      'pnpm-workspace.yaml',
      'packages: a',
      '"packages" that is not a list of strings',
    ],
    ['a list for a mapping', 'pnpm-workspace.yaml', '- a', 'is not a mapping'],
    [
      'aliases that expand',
      'pnpm-workspace.yaml',
      `a: &a [x,x,x]\nb: &b [${'*a,'.repeat(9)}]\nc: [${'*b,'.repeat(99)}]`,
      'YAML',
    ],
    ['deep nesting', 'pnpm-workspace.yaml', `a: ${'['.repeat(50_000)}`, 'is not valid YAML'],
    ['deep lists', 'pnpm-workspace.yaml', '- '.repeat(40_000), 'is nested too deeply'],
    ['a list for an object', 'package.json', '[]', 'is not an object'],
    [
      'a number for a string',
      'package.json',
      '{"workspaces": {"packages": [1]}}',
      '"workspaces.packages"',
    ],
    [
      'a large range',
      'package.json',
      '{"workspaces": ["{1..99999}"]}',
      'has the pattern "{1..99999}"',
    ],
    ['other bytes', 'package.json', Buffer.from([0x7b, 0xff, 0x7d]), 'is not UTF-8'],
    ['a string', 'Cargo.toml', '[workspace]\nmembers = "a"\n', '"workspace.members"'],
    ['a link', 'Cargo.toml', { link: '/etc/hostname' }, 'leads out of the root'],
  ])('end the search if invalid: %s in a %s', async (_title, file, content, reason) => {
    await expect(searchIn({ [file]: content })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(reason) as string,
    });
  });

  it('may be long, up to a limit', async () => {
    const long = `{"name": "${'x'.repeat(2 ** 20)}"}`;
    await expect(searchIn({ 'package.json': long })).rejects.toThrow(
      'is longer than 1048576 bytes',
    );
  });

  it.skipIf(!findTool('mkfifo'))('do not block if they are a FIFO (needs mkfifo)', async () => {
    using directory = temporaryDirectory();
    execFileSync('mkfifo', [`${directory.path}/go.work`]);
    const search = findProjects({ root: directory.path, signal });
    await expect(search).rejects.toThrow('go.work is not a regular file');
  });

  it('may begin with a byte order mark', async () => {
    const { found } = await foundIn({
      'package.json': '\ufeff{"workspaces": ["a"]}',
      'a/package.json': '\ufeff{}',
    });
    expect(found).toEqual(['.', 'a']);
  });

  it('name a project after its directory if its manifest is broken', async () => {
    const { found, warnings } = await foundIn({
      'package.json': '{"workspaces": ["p/*"]}',
      'p/a/package.json': '{"name": "a1"}',
      'p/b/package.json': '{\n"name": "b1",\n',
      'p/c/package.json': '{"name": 3}',
    });
    expect(found).toEqual(['.', 'p/a = a1', 'p/b', 'p/c']);
    expect(warnings).toEqual([
      'p/b/package.json:3 is not valid JSON. The project is named after its directory.',
    ]);
  });

  it('find no members behind links or outside the root', async () => {
    const { found, warnings } = await foundIn({
      'package.json': '{"workspaces": ["real", "linked", "deep/*", "../out", "/abs/../../up"]}',
      'real/package.json': '{}',
      'real/in/package.json': '{}',
      linked: { link: 'real' },
      deep: { link: 'real' },
    });
    expect(found).toEqual(['.', 'real']);
    expect(warnings).toEqual([
      'package.json: the pattern "../out" leads out of the root. Directories there are left out.',
      'package.json: the pattern "abs/../../up" leads out of the root. Directories there are left out.',
      'package.json: linked is, or is below, a symbolic link. It is left out.',
      'package.json: deep/in is, or is below, a symbolic link. It is left out.',
    ]);
  });

  it('skip an unreadable directory', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'package.json': '{"workspaces": ["p/**"]}',
      'p/a/package.json': '{}',
    });
    mkdirSync(`${directory.path}/p/closed`, { mode: 0o000 });
    chmodSync(directory.path, 0o755);
    const isRoot = process.getuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534);
    try {
      const { projects, warnings } = await findProjects({ root: directory.path, signal });
      expect(projects.map((project) => project.directory)).toEqual(['.', 'p/a']);
      expect(warnings).toEqual([
        "p/closed can't be read: permission denied (EACCES). Projects below it are left out.",
      ]);
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});

describe('findProjects', () => {
  it('refuses a root that does not exist', async () => {
    await expect(findProjects({ root: '/nonexistent/x', signal })).rejects.toMatchObject({
      code: 'ROOT_INVALID',
    });
  });

  it('rejects with the reason of its signal', async () => {
    const reason = new Error('enough');
    const search = searchIn(
      { 'package.json': '{"workspaces": ["a"]}' },
      { signal: AbortSignal.abort(reason) },
    );
    await expect(search).rejects.toBe(reason);
  });

  it('returns each directory once, inside the root and in byte order', async () => {
    const part = fc.constantFrom('a', 'b', '*', '**', 'é', '..', '.', '?', '{a,b}', '!', '.h');
    const pattern = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    using directory = temporaryDirectory();
    const members = ['a', 'b', 'a/a', 'a/b', 'b/é', 'é', 'a/.h', 'a/node_modules/b'];
    writeTree(
      directory.path,
      Object.fromEntries(members.map((member) => [`${member}/package.json`, '{}'])),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pattern, { maxLength: 3 }), async (workspaces) => {
        writeTree(directory.path, { 'package.json': JSON.stringify({ workspaces }) });
        const { projects } = await findProjects({ root: directory.path, signal });
        const found = projects.map((project) => project.directory);
        expect(found).toContain('.');
        expect(['.', ...members]).toEqual(expect.arrayContaining(found));
        expect(found).not.toContain('a/node_modules/b');
        const sorted = [...new Set(found)].sort((a, b) =>
          Buffer.compare(Buffer.from(a), Buffer.from(b)),
        );
        expect(found).toEqual(sorted);
      }),
      { numRuns: 60 },
    );
  });
});
