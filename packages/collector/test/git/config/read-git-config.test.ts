import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  realpathSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  findTool,
  git,
  gitEnvironment,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { createCollector } from '../../../src/index.js';
import { openRepository } from '../../../src/git/repository/open-repository.js';

const { signal } = new AbortController();

/** A home directory with a repository `r` on branch `main`. */
function create(tree: Record<string, string>, config = '') {
  const directory = temporaryDirectory();
  const home = realpathSync(directory.path);
  const root = join(home, 'r');
  mkdirSync(root);
  git(root, 'init', '-q', '-b', 'main');
  writeTree(home, tree);
  const file = join(root, '.git/config');
  writeFileSync(file, config, { flag: 'a' });
  const userFiles = {
    gitConfigFiles: [
      join(home, 'system'),
      join(home, '.config/git/config'),
      join(home, '.gitconfig'),
    ],
    homeDirectory: home,
  };
  return {
    home,
    root,
    userFiles,
    ours: () => openRepository(root, userFiles),
    /** `key\nvalue` for each setting, as `git config --list` has it. */
    git: () => {
      const { GIT_CONFIG_NOSYSTEM: _n, GIT_CONFIG_GLOBAL: _g, ...environment } = gitEnvironment();
      const env = { ...environment, HOME: home, GIT_CONFIG_SYSTEM: join(home, 'system') };
      const options = { cwd: root, env, stdio: 'pipe' } as const;
      return execFileSync('git', ['config', '--list', '-z'], options).toString('latin1');
    },
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

/** The settings of {@link openRepository}, as `git config --list -z` would print them. */
function listed(repository: ReturnType<typeof openRepository>, like: string): string {
  const left = new Map<string, number>();
  return like
    .split('\0')
    .slice(0, -1)
    .map((one) => {
      const [key = ''] = one.split('\n', 1);
      const at = left.get(key) ?? 0;
      left.set(key, at + 1);
      const value = repository?.config.all(Buffer.from(key, 'latin1').toString())[at];
      const isBare = !one.includes('\n') && value === 'true';
      const bytes = Buffer.from(value ?? '(missing)').toString('latin1');
      return `${isBare ? key : `${key}\n${bytes}`}\0`;
    })
    .join('');
}

describe.skipIf(findTool('git') === undefined)(
  'configuration, as git config --list (needs git)',
  () => {
    test.each<[string, Record<string, string>, string?]>([
      [
        'include in the user file, relative to it',
        {
          '.gitconfig': '[include]\npath = common\n[a]\nb = after\n',
          common: '[a]\nb = included\n[core]\nexcludesFile = ~/x\n',
        },
      ],
      [
        'include in the system file and in the XDG file, with ~/ and an absolute path',
        {
          system: '[include]\npath = ~/common\n',
          '.config/git/config': '[include]\n\tpath = more/common # here\n',
          '.config/git/more/common': '[x]\ny = 1\n',
          common: '[x]\ny = 2\n',
        },
      ],
      [
        'include in the repository, nested',
        {
          inner: '[include]\npath = deeper/one\n[k]\nv = 1\n',
          'deeper/one': '[include]\npath = two\n',
          'deeper/two': '[k]\nv = 2\n',
        },
        '[include]\npath = ../../inner\n',
      ],
      [
        'a missing file, and one below a file',
        { '.gitconfig': '[include]\npath = gone\npath = .gitconfig/x\n[a]\nb = 1\n' },
      ],
      ...[
        'gitdir:r/',
        'gitdir:~/r/',
        'gitdir:~/R/',
        'gitdir/i:~/R/',
        'gitdir:./r/',
        'gitdir:r/.git',
        'gitdir:r',
        'gitdir:*/.git',
        'gitdir:**',
        'gitdir:/',
        'gitdir:~/',
        'gitdir:~/r/.git',
        'gitdir:~/*/.git',
        'gitdir:./*',
        'gitdir:?/.git',
        'gitdir:[r]/**',
        'onbranch:main',
        'onbranch:m*',
        'onbranch:ma/',
        'onbranch:**',
        'onbranch:MAIN',
        'onbranch:',
        'hasconfig:remote.*.url:https://e.org/**',
        'hasconfig:remote.*.url:https://*',
        'hasconfig:remote.*.url:git@*:**',
        'hasconfig:remote.x.url:**',
        'unknown:x',
        'gitdir:',
        'gitdir/I:~/r/',
      ].map((condition): [string, Record<string, string>, string] => [
        `includeIf "${condition}"`,
        { '.gitconfig': `[includeIf "${condition}"]\npath = c\n`, c: '[a]\nb = 1\n' },
        '[remote "x"]\nurl = https://e.org/a/b\nurl = git@h:a/b\n',
      ]),
      [
        'includeIf in the repository, relative to the real file',
        { 'r/c': '[a]\nb = 1\n' },
        '[includeIf "gitdir:./"]\npath = ../c\n[includeIf "onbranch:main"]\nPATH = ../c\nother = ../c\n',
      ],
      [
        'hasconfig of a URL that a nested include names',
        {
          '.gitconfig':
            '[includeIf "hasconfig:remote.*.url:u/*"]\npath = c\n[include]\npath = urls\n',
          c: '[a]\nb = 1\n[include]\npath = d\n',
          d: '[e]\nf = 2\n',
          urls: '[remote "o"]\nurl = u/1\n',
        },
      ],
      [
        'every kind of line',
        {
          '.gitconfig':
            '\uFEFF# comment \\\n; other \\\n[a]b=1\n[A.Sub]key = x\n[a "S\\"u\\\\b.x"] K-1 = v ; c\n\tbare\n[q]\n a = "x # y" z  \n b = 1\\\n2\n c = " lead" trail\\t\n d =\n e = "a\\nb"\n f = C:\\\\x\n g = a"b"c\r\n h = é\n[r]\n',
        },
      ],
      [
        'nested ten deep',
        {
          '.gitconfig': '[include]\npath = 1\n',
          ...Object.fromEntries(
            Array.from({ length: 10 }, (_, at) => [
              `${at + 1}`,
              at === 9 ? '[deep]\nest = 1\n' : `[include]\npath = ${at + 2}\n`,
            ]),
          ),
        },
      ],
    ])('%s', (_, tree, config) => {
      using setup = create(tree, config);
      const expected = setup.git();
      const ours = setup.ours();
      expect(listed(ours, expected)).toBe(expected);
      expect([...(ours?.config.keys() ?? [])].flatMap((key) => ours?.config.all(key))).toHaveLength(
        expected.split('\0').length - 1,
      );
      expect(ours?.configProblems).toEqual([]);
    });

    test('gitdir is matched against the path with and without links resolved; onbranch in a linked worktree', () => {
      using setup = create({
        '.gitconfig':
          '[includeIf "gitdir:~/r/.git"]\npath = a\n[includeIf "gitdir:~/real"]\npath = b\n',
        a: '[a]\na = 1\n',
        b: '[b]\nb = 1\n',
      });
      renameSync(join(setup.root, '.git'), join(setup.home, 'real'));
      symlinkSync('../real', join(setup.root, '.git'));
      const expected = setup.git();
      expect(expected).toContain('a.a\n1');
      expect(listed(setup.ours(), expected)).toBe(expected);
    });

    test.each<[string, string, RegExp]>([
      ['a circle of includes', '[include]\npath = config\n', /nested more than 10 deep/],
      [
        'many circles of includes',
        '[include]\npath = config\npath = config\npath = config\n'.repeat(30),
        /nested more than 10 deep/,
      ],
      [
        'a FIFO',
        '[include]\npath = fifo\n',
        / \.git\/fifo can't be read: it is not a regular file/,
      ],
      [
        'a directory',
        '[include]\npath = objects\n',
        /objects can't be read: it is not a regular file/,
      ],
      ['a device', '[include]\npath = /dev/zero\n', /zero can't be read: it is not a regular file/],
      ['a large file', '[include]\npath = large\n', /large can't be read: it is larger than/],
      [
        "another user's home",
        '[include]\npath = ~other/x\n',
        /^git's configuration \.git\/config includes ~other\/x, which can't be followed\.$/,
      ],
      ['a malformed file', '[include]\npath = bad\n', /bad is malformed in line 2/],
      ['no path', '[include]\npath\n[core]\nx = 1\n', /includes no path, which can't be followed/],
      ['a value that is not a boolean', '[core]\nfilemode = maybe\n', /core.filemode to "maybe"/],
      [
        'a remote in a file that is included on a condition, beside hasconfig',
        '[includeIf "hasconfig:remote.*.url:x"]\npath = url\n',
        /names the URL of a remote/,
      ],
    ])('%s is told, and the state of the tree is unknown', async (_, config, message) => {
      using setup = create(
        { 'r/a': '', 'r/.git/bad': '[a]\nb = "\n', 'r/.git/url': '[remote "x"]\nurl = x\n' },
        config,
      );
      const { root, userFiles } = setup;
      execFileSync('mkfifo', [join(root, '.git/fifo')]);
      writeFileSync(join(root, '.git/large'), '');
      truncateSync(join(root, '.git/large'), 2e7);
      const found = await createCollector({ root, ...userFiles })(signal);
      expect(found.warnings).toContainEqual(expect.stringMatching(message));
      expect(found.git).toMatchObject({ dirty: null, note: expect.stringMatching(message) });
      expect(found.files).toHaveLength(1);
    });

    test('settings of included files apply: excludesFile, filemode; in every form of a boolean', async () => {
      using setup = create({
        '.gitconfig': '[include]\npath = common\n',
        common: '[core]\nexcludesFile = ~/own\n',
        own: 'secret\n',
        'r/secret': 'x',
        'r/a': 'x',
      });
      const { root, userFiles } = setup;
      const collect = async () =>
        (await createCollector({ root, ...userFiles })(signal)).files.map(({ path }) => path);
      expect(await collect()).toEqual(['a']);
    });
  },
);
