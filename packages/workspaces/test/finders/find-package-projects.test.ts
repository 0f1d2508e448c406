import { execFileSync } from 'node:child_process';
import { findTool, temporaryDirectory, type Tree, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { findProjects } from '../../src/find-projects.js';
import { foundIn, searchIn } from '../found-in.js';

const packageTree = {
  'package.json': '{"name": "top"}',
  'packages/a/package.json': '{"name": "@x/a", "version": "1.0.0"}',
  'packages/a/test/fixture/package.json': '{"name": "fixture", "version": "1.0.0"}',
  'packages/b/package.json': '{"name": "b", "version": "1.0.0"}',
  'packages/b/deep/inner/package.json': '{"name": "inner", "version": "1.0.0"}',
  'packages/b/node_modules/dep/package.json': '{"name": "dep", "version": "1.0.0"}',
  'packages/none/index.js': '',
  'packages/.hidden/package.json': '{"name": "hidden", "version": "1.0.0"}',
  'tools/cli/package.json': '{"name": "cli", "version": "1.0.0"}',
} satisfies Tree;

/** The results include the root, which npm itself doesn't list. */
const cases: readonly (readonly [patterns: readonly string[], found: readonly string[]])[] = [
  [['packages/*'], ['.', 'packages/a = @x/a', 'packages/b']],
  [
    ['./packages/*/', 'tools/cli'],
    ['.', 'packages/a = @x/a', 'packages/b', 'tools/cli'],
  ],
  [
    ['packages/**', '!**/test/**'],
    ['.', 'packages/a = @x/a', 'packages/b', 'packages/b/deep/inner'],
  ],
  [
    ['packages/{a,c}', 'tools/?li', 'packages/none'],
    ['.', 'packages/a = @x/a', 'tools/cli'],
  ],
  [
    ['packages/**', '!packages/b'],
    ['.', 'packages/a = @x/a', 'packages/a/test/fixture', 'packages/b/deep/inner'],
  ],
  [
    ['packages/@(a|z)', 'missing/*'],
    ['.', 'packages/a = @x/a'],
  ],
  [[], ['.']],
];

describe('pnpm', () => {
  it.each(cases)('%j', async (packages, expected) => {
    const { found, warnings } = await foundIn({
      ...packageTree,
      'pnpm-workspace.yaml': JSON.stringify({ packages }),
    });
    expect([found, warnings]).toEqual([expected, []]);
  });

  it.skipIf(!findTool('pnpm'))('finds what pnpm lists (needs pnpm)', async () => {
    using directory = temporaryDirectory();
    const packages = ['packages/**', '!**/test/**', 'tools/*', '!packages/a'];
    writeTree(directory.path, {
      ...packageTree,
      'packages/c/package.yaml': 'name: c\n',
      'pnpm-workspace.yaml': JSON.stringify({ packages }),
    });
    const listed = execFileSync('pnpm', ['ls', '-r', '--depth', '-1', '--json'], {
      cwd: directory.path,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const theirs = (JSON.parse(listed.toString()) as { path: string; name: string }[]).map(
      ({ path, name }) => `${path.slice(directory.path.length + 1) || '.'} ${name}`,
    );
    const { projects } = await findProjects({
      root: directory.path,
      signal: new AbortController().signal,
    });
    const ours = projects.map((project) => `${project.directory} ${project.name}`);
    expect(ours).toEqual(theirs.sort());
    expect(ours).toHaveLength(5);
  });

  const withoutPackages = ['catalog: {}', '', '# nothing\n', 'packages:\n', 'packages: []\n'];

  it.each(withoutPackages)('is the root alone if the file is %j', async (text) => {
    const { found } = await foundIn({ ...packageTree, 'pnpm-workspace.yaml': text });
    expect(found).toEqual(['.']);
  });

  it.skipIf(!findTool('pnpm')).each(withoutPackages)(
    'is the root alone for pnpm itself if the file is %j (needs pnpm)',
    (text) => {
      using directory = temporaryDirectory();
      writeTree(directory.path, { ...packageTree, 'pnpm-workspace.yaml': text });
      const listed = execFileSync('pnpm', ['ls', '-r', '--depth', '-1', '--parseable'], {
        cwd: directory.path,
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      expect(listed.toString()).toBe(`${directory.path}\n`);
    },
  );

  it('takes package.yaml and package.json5 too', async () => {
    const { found } = await foundIn({
      'pnpm-workspace.yaml': 'packages: ["*"]',
      'y/package.yaml': 'name: why',
      'j/package.json5': '{}',
    });
    expect(found).toEqual(['.', 'j', 'y = why']);
  });

  it('names the evidence for a package', async () => {
    const { projects } = await searchIn({
      'pnpm-workspace.yaml': 'packages: ["a", "*"]',
      'a/package.json': '{}',
    });
    expect(projects[1]?.evidence).toEqual([
      { tool: 'pnpm', file: 'pnpm-workspace.yaml', rule: 'a' },
      { tool: 'pnpm', file: 'pnpm-workspace.yaml', rule: '*' },
    ]);
  });
});

describe('npm', () => {
  it.each(cases)('%j', async (workspaces, expected) => {
    const { found, warnings } = await foundIn({
      ...packageTree,
      'package.json': JSON.stringify({ name: 'top', workspaces: { packages: workspaces } }),
    });
    expect([found, warnings]).toEqual([expected, []]);
  });

  it.each(['[]', '{}', '{"nohoist": ["x"]}', '{"packages": []}', '{"packages": null}'])(
    'is the root alone with the workspaces %s',
    async (workspaces) => {
      const tree = { 'package.json': `{"workspaces": ${workspaces}}`, 'src/x': '' };
      expect((await foundIn(tree)).found).toEqual(['.']);
    },
  );

  it('lets a later pattern re-include what a negated one excludes', async () => {
    const tree = { 'a/x/package.json': '{}', 'a/y/package.json': '{}', 'b/package.json': '{}' };
    const of = async (...workspaces: readonly string[]) => {
      const manifest = JSON.stringify({ workspaces });
      return (await foundIn({ ...tree, 'package.json': manifest })).found.slice(1);
    };
    expect(await of('a/*', '!a/x')).toEqual(['a/y']);
    expect(await of('!a/x', 'a/*')).toEqual(['a/y']);
    expect(await of('b', '!a/*', 'a/x')).toEqual(['a/x', 'b']);
    expect(await of('a/*', '!a/x', 'a/x')).toEqual(['a/x', 'a/y']);
  });

  it.skipIf(!findTool('npm'))('finds what npm lists (needs npm)', async () => {
    using directory = temporaryDirectory();
    const workspaces = ['packages/**', '!packages/b/**', 'tools/*', '!packages/a/test/**'];
    writeTree(directory.path, {
      ...packageTree,
      'package.json': JSON.stringify({ name: 'top', workspaces }),
    });
    const listed = execFileSync('npm', ['pkg', 'get', 'name', '--workspaces', '--json'], {
      cwd: directory.path,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const theirs = Object.keys(JSON.parse(listed.toString()) as object);
    const { projects } = await findProjects({
      root: directory.path,
      signal: new AbortController().signal,
    });
    expect(projects.map((project) => project.name)).toEqual(['top', ...theirs]);
    expect(theirs).toEqual(['@x/a', 'cli']);
  });
});

describe('yarn', () => {
  const yarn = { packageManager: 'yarn@4.17.0' };

  it.each(cases.filter(([patterns]) => !patterns.includes('!packages/b')))(
    '%j',
    async (workspaces, expected) => {
      const { found, warnings } = await foundIn({
        ...packageTree,
        'package.json': JSON.stringify({ name: 'top', workspaces, ...yarn }),
      });
      expect([found, warnings]).toEqual([expected, []]);
    },
  );

  it('takes the workspaces of a workspace, even if they list one another', async () => {
    const { projects } = await searchIn({
      'yarn.lock': '',
      'package.json': '{"workspaces": ["a"]}',
      'a/package.json': '{"workspaces": ["in/*", "../b"]}',
      'a/in/c/package.json': '{}',
      'b/package.json': '{"workspaces": ["../a", "../.."]}',
    });
    expect(projects.map((project) => project.directory)).toEqual(['.', 'a', 'a/in/c', 'b']);
    expect(projects[2]?.evidence).toEqual([{ tool: 'yarn', file: 'a/package.json', rule: 'in/*' }]);
  });

  it('continues after a workspace with invalid workspaces', async () => {
    const { found, warnings } = await foundIn({
      'yarn.lock': '',
      'package.json': '{"workspaces": ["*"]}',
      'a/package.json': '{"name": "x", "workspaces": 3}',
      'b/package.json': '{}',
    });
    expect(found).toEqual(['.', 'a = x', 'b']);
    expect(warnings).toEqual([
      'a/package.json has a "workspaces" that is not a list of strings. Its own workspaces, if any, are left out.',
    ]);
  });
});

describe('lerna', () => {
  const tree = {
    'p/a/package.json': '{}',
    'p/b/package.json': '{}',
    'packages/c/package.json': '{}',
  };

  it.each([
    ['its own patterns', { packages: ['p/*', '!p/b'] }, {}, ['.', 'p/a']],
    ['its default', {}, {}, ['.', 'packages/c']],
    ['its default, beside settings of pnpm', {}, {}, ['.', 'packages/c'], 'catalog: {}'],
    ['what pnpm says, if it is told so', { npmClient: 'pnpm' }, {}, ['.'], 'catalog: {}'],
    ["the package manager's workspaces", {}, { workspaces: ['p/b'] }, ['.', 'p/b']],
    [
      "the package manager's, where it is told so",
      { packages: ['none'], useWorkspaces: true },
      { workspaces: ['p/b'] },
      ['.', 'p/b'],
    ],
  ])('goes by %s', async (_title, lerna, manifest, expected, pnpm?: string) => {
    const { projects } = await searchIn({
      ...tree,
      'package.json': JSON.stringify(manifest),
      'lerna.json': JSON.stringify(lerna),
      ...(pnpm !== undefined && { 'pnpm-workspace.yaml': pnpm }),
    });
    const byLerna = projects.filter(({ evidence }) =>
      evidence.some(({ tool }) => tool === 'lerna'),
    );
    expect(byLerna.map((project) => project.directory)).toEqual(expected);
  });
});

describe('nx', () => {
  it("takes the package manager's packages, every project.json, and a legacy workspace.json", async () => {
    const { found, warnings } = await foundIn({
      'nx.json': '{}',
      'package.json': '{"workspaces": ["libs/*"]}',
      'libs/a/package.json': '{"name": "@x/a"}',
      'apps/deep/web/project.json': '{\n// the shop\n"name": "shop", /* "name": "no" */\n}',
      'apps/bad/project.json': '{\n"name"',
      'apps/unignored/package.json': '{}',
      'gone/project.json': '{}',
      'skipped/project.json': '{}',
      'node_modules/x/project.json': '{}',
      '.gitignore': 'gone\n',
      '.nxignore': '# not ours\n/skipped\n',
      'workspace.json':
        '{"projects": {"old": "old/path", "older": {"root": "old/er"}, "out": "../x"}}',
      'old/path/x': '',
      'old/er/x': '',
    });
    expect(found).toEqual([
      '.',
      'apps/bad',
      'apps/deep/web = shop',
      'libs/a = @x/a',
      'old/er',
      'old/path',
    ]);
    expect(warnings).toEqual([
      'workspace.json: the project "out" is outside the root.',
      'apps/bad/project.json:2 is not valid JSON. The project is named after its directory.',
    ]);
  });

  it('needs an nx.json', async () => {
    const { found } = await foundIn({
      'a/b/project.json': '{}',
      'workspace.json': '{"projects":{}}',
    });
    expect(found).toEqual(['.', 'a']);
  });

  it('is the root alone without projects', async () => {
    expect((await foundIn({ 'nx.json': '{}', 'src/x': '' })).found).toEqual(['.']);
  });
});

describe('turbo', () => {
  it("uses the package manager's workspaces", async () => {
    const { projects } = await searchIn({
      'turbo.json': '{',
      'pnpm-workspace.yaml': 'packages: ["a"]',
      'a/package.json': '{}',
    });
    expect(projects.map(({ evidence }) => evidence.map(({ tool }) => tool))).toEqual([
      ['pnpm', 'turbo'],
      ['pnpm', 'turbo'],
    ]);
  });

  it.each(['turbo.json', 'turbo.jsonc'])('is the root alone without one: %s', async (file) => {
    expect((await foundIn({ [file]: '{}', 'a/x': '' })).found).toEqual(['.']);
  });
});
