import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  commitAll,
  findTool,
  git,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import { createChangesCollector, createCollector } from '../../src/index.js';

const { signal } = new AbortController();
const protocol = ['-c', 'protocol.file.allow=always'];
const past = (root: string, path: string) => utimesSync(join(root, path), 1e9, 1e9);

type Case = [name: string, dirty: boolean, change: (root: string) => void];

/** Commits these files after `prepare`, then expects git's own answer. */
const cases: readonly Case[] = [
  [
    'a tracked directory that was replaced by a link to its renamed self',
    true,
    (root) => {
      renameSync(join(root, 'd'), join(root, 'dd'));
      symlinkSync('dd', join(root, 'd'));
    },
  ],
  [
    'a link above a tracked directory',
    true,
    (root) => {
      renameSync(join(root, 'e'), join(root, 'ee'));
      symlinkSync('ee', join(root, 'e'));
    },
  ],
  [
    'a skip-worktree file that is present and changed',
    false,
    (root) => {
      git(root, 'update-index', '--skip-worktree', 'a.txt');
      writeFileSync(join(root, 'a.txt'), 'other\n');
    },
  ],
  [
    'the same in a sparse checkout',
    true,
    (root) => {
      git(root, 'sparse-checkout', 'set', '--no-cone', '/d/');
      writeFileSync(join(root, 'a.txt'), 'other\n');
    },
  ],
  [
    'the same, with sparse.expectFilesOutsideOfPatterns',
    false,
    (root) => {
      git(root, 'sparse-checkout', 'set', '--no-cone', '/d/');
      git(root, 'config', 'sparse.expectFilesOutsideOfPatterns', 'yes');
      writeFileSync(join(root, 'a.txt'), 'other\n');
    },
  ],
  [
    'a file of a sparse checkout that is present through a link',
    true,
    (root) => {
      git(root, 'sparse-checkout', 'set', '--no-cone', '/a.txt');
      writeTree(root, { 'dd/x': 'x\n' });
      symlinkSync('dd', join(root, 'd'));
    },
  ],
  [
    'a sparse checkout',
    false,
    (root) => {
      git(root, 'sparse-checkout', 'set', '--cone', 'd');
    },
  ],
  ...['yes', '1', 'on', 'TRUE', '0x1'].map((value): Case => [
    `core.filemode in config.worktree, with extensions.worktreeConfig = ${value}`,
    false,
    (root) => {
      git(root, 'config', 'extensions.worktreeConfig', value);
      git(root, 'config', '-f', '.git/config.worktree', 'core.filemode', 'no');
      chmodSync(join(root, 'a.txt'), 0o755);
    },
  ]),
  ...['0x0', '00', '0', '', 'off', 'No', '0k'].map((value): Case => [
    `a new mode with core.filemode = "${value}"`,
    false,
    (root) => {
      git(root, 'config', 'core.filemode', value);
      chmodSync(join(root, 'a.txt'), 0o755);
    },
  ]),
  [
    'attributes of core.attributesFile: -text after text=auto',
    true,
    (root) => {
      writeTree(root, { '.git/at': '* text=auto\n*.txt -text\n' });
      git(root, 'config', 'core.attributesFile', '.git/at');
      writeFileSync(join(root, 'empty.txt'), '\r\n');
    },
  ],
  [
    'text in info/attributes, and CRLF',
    false,
    (root) => {
      writeTree(root, { '.git/info/attributes': '*.txt text\n' });
      writeFileSync(join(root, 'a.txt'), 'a\r\n');
      git(root, 'add', 'a.txt');
      past(root, 'a.txt');
    },
  ],
  [
    '* text that was set after CRLF was committed, and a touched file',
    true,
    (root) => {
      writeTree(root, { '.git/info/attributes': '* text\n' });
      past(root, 'crlf.txt');
    },
  ],
  [
    '* text that was set after CRLF was committed, in the second in which the index was written',
    true,
    (root) => {
      past(root, 'crlf.txt');
      git(root, 'update-index', '--refresh');
      utimesSync(join(root, '.git/index'), 1e9 + 0.9, 1e9 + 0.9);
      writeTree(root, { '.git/info/attributes': '* text\n' });
    },
  ],
  [
    '* text=auto that was set after CRLF was committed, and a touched file',
    false,
    (root) => {
      writeTree(root, { '.git/info/attributes': '* text=auto\n' });
      past(root, 'crlf.txt');
    },
  ],
  ...['true', 'input', 'Input', 'yes', '1'].map((value): Case => [
    `core.autocrlf = ${value}, CRLF committed, and a touched file`,
    false,
    (root) => {
      git(root, 'config', 'core.autocrlf', value);
      past(root, 'crlf.txt');
    },
  ]),
  [
    'an attribute pattern in another case, with core.ignorecase',
    true,
    (root) => {
      git(root, 'config', 'core.ignorecase', 'true');
      writeTree(root, { '.git/info/attributes': '*.TXT text\n' });
      past(root, 'crlf.txt');
    },
  ],
  [
    'the same without core.ignorecase',
    false,
    (root) => {
      git(root, 'config', 'core.ignorecase', 'false');
      writeTree(root, { '.git/info/attributes': '*.TXT text\n' });
      past(root, 'crlf.txt');
    },
  ],
  [
    'an attribute pattern for directories',
    false,
    (root) => {
      writeTree(root, { '.git/info/attributes': 'crlf.txt/ text\n' });
      past(root, 'crlf.txt');
    },
  ],
  [
    'a macro',
    true,
    (root) => {
      writeTree(root, { '.git/info/attributes': '[attr]m text\n*.txt m\n' });
      past(root, 'crlf.txt');
    },
  ],
  [
    'a .gitattributes that only the index has',
    true,
    (root) => {
      writeTree(root, { '.gitattributes': '*.txt text\n' });
      git(root, 'add', '.gitattributes');
      git(root, 'commit', '-q', '-m', 'two');
      git(root, 'sparse-checkout', 'set', '--no-cone', '/*', '!/.gitattributes');
      past(root, 'crlf.txt');
    },
  ],
  [
    'ident, and an expanded keyword',
    false,
    (root) => {
      writeTree(root, { '.git/info/attributes': '*.txt ident\n' });
      writeFileSync(join(root, 'id.txt'), '$Id: 1234 $\n');
      git(root, 'add', 'id.txt');
      past(root, 'id.txt');
    },
  ],
  [
    'a filter that is not configured',
    false,
    (root) => {
      writeTree(root, { '.git/info/attributes': '*.txt filter=none\n' });
      past(root, 'a.txt');
    },
  ],
  [
    'a staged new file that was removed',
    false,
    (root) => {
      writeTree(root, { new: '' });
      git(root, 'add', 'new');
      rmSync(join(root, 'new'));
    },
  ],
  ['a submodule', false, () => undefined],
  [
    'a changed file in a submodule',
    true,
    (root) => {
      writeTree(root, { 's/x': 'y\n' });
    },
  ],
  [
    'a staged file in a submodule',
    true,
    (root) => {
      writeTree(root, { 's/new': '' });
      git(join(root, 's'), 'add', 'new');
    },
  ],
  [
    'an untracked file in a submodule',
    false,
    (root) => {
      writeTree(root, { 's/new': '' });
    },
  ],
  [
    'another commit in a submodule',
    true,
    (root) => {
      git(join(root, 's'), 'commit', '-q', '--allow-empty', '-m', 'x');
    },
  ],
  [
    'a submodule that is not checked out',
    false,
    (root) => {
      rmSync(join(root, 's'), { recursive: true });
      mkdirSync(join(root, 's'));
    },
  ],
  [
    'a removed submodule',
    true,
    (root) => {
      rmSync(join(root, 's'), { recursive: true });
    },
  ],
  ...['all', 'dirty', 'untracked'].flatMap((value): Case[] => [
    [
      `a changed file in a submodule with ignore = ${value}`,
      value === 'untracked',
      (root) => {
        git(root, 'config', 'submodule.s.ignore', value);
        writeTree(root, { 's/x': 'y\n' });
      },
    ],
    [
      `another commit in a submodule with ignore = ${value} in .gitmodules`,
      true,
      (root) => {
        git(root, 'config', '-f', '.gitmodules', 'submodule.s.ignore', value);
        git(join(root, 's'), 'commit', '-q', '--allow-empty', '-m', 'x');
      },
    ],
    [
      `another commit in a submodule with ignore = ${value} in the index`,
      value !== 'all',
      (root) => {
        git(root, 'config', '-f', '.gitmodules', 'submodule.s.ignore', value);
        git(root, 'commit', '-q', '-a', '-m', 'x');
        git(join(root, 's'), 'commit', '-q', '--allow-empty', '-m', 'x');
        git(root, 'add', 's');
      },
    ],
  ]),
  [
    'another commit in a submodule with diff.ignoreSubmodules = all',
    true,
    (root) => {
      git(root, 'config', 'diff.ignoreSubmodules', 'all');
      git(join(root, 's'), 'commit', '-q', '--allow-empty', '-m', 'x');
    },
  ],
];

describe.skipIf(findTool('git') === undefined)(
  'changes, as git describe --dirty (needs git)',
  () => {
    const create = () => {
      const directory = temporaryDirectory();
      const root = join(directory.path, 'r');
      writeTree(directory.path, {
        'source/x': 'x\n',
        'r/a.txt': 'a\n',
        'r/crlf.txt': 'a\r\n',
        'r/empty.txt': '\n',
        'r/id.txt': '$Id$\n',
        'r/d/x': 'x\n',
        'r/e/f/x': 'x\n',
      });
      commitAll(join(directory.path, 'source'));
      git(root, 'init', '-q', '-b', 'main');
      git(root, ...protocol, 'submodule', '--quiet', 'add', '../source', 's');
      git(root, 'add', '-A');
      git(root, 'commit', '-q', '-m', 'one');
      // Long ago, so that git trusts the index, whatever the attributes are later.
      for (const path of [
        'a.txt',
        'crlf.txt',
        'empty.txt',
        'id.txt',
        'd/x',
        'e/f/x',
        '.gitmodules',
        's/x',
      ])
        utimesSync(join(root, path), 9e8, 9e8);
      git(root, 'update-index', '--refresh');
      git(join(root, 's'), 'update-index', '--refresh');
      return { root, [Symbol.dispose]: () => directory[Symbol.dispose]() };
    };
    const dirtyOf = async (root: string) => (await createCollector({ root })(signal)).git?.dirty;

    test.each(cases)('%s: %s', async (_, dirty, change) => {
      using repository = create();
      const { root } = repository;
      change(root);
      const ours = await dirtyOf(root);
      const described = git(root, 'describe', '--always', '--dirty').toString().trim();
      expect({ ours, git: described.endsWith('-dirty') }).toEqual({ ours: dirty, git: dirty });
    });

    test('untracked files in a submodule with ignore = none, filters and encodings can not be told', async () => {
      using repository = create();
      const { root } = repository;
      git(root, 'config', 'submodule.s.ignore', 'none');
      expect(await dirtyOf(root)).toBe(null);
      git(root, 'config', '--unset', 'submodule.s.ignore');
      for (const attribute of ['filter=f', 'working-tree-encoding=UTF-16']) {
        git(root, 'config', 'filter.f.clean', 'cat');
        writeTree(root, { '.git/info/attributes': `*.txt ${attribute}\n` });
        past(root, 'a.txt');
        expect(await dirtyOf(root)).toBe(null);
      }
    });

    test('versions of git disagree on an attribute file that a cone omits: unknown if it matters', async () => {
      using repository = create();
      const { root } = repository;
      writeTree(root, { 'q/x.txt': 'a\r\n', 'q/y.c': 'y\n' });
      past(root, 'q/x.txt');
      git(root, 'add', '.');
      git(root, 'commit', '-q', '-m', 'two');
      writeTree(root, { 'q/.gitattributes': '*.txt text\n' });
      git(root, 'add', '.');
      git(root, 'commit', '-q', '-m', 'three');
      git(root, 'sparse-checkout', 'set', '--cone', 'd');
      expect(await dirtyOf(root)).toBe(false);
      writeTree(root, { 'q/y.c': 'y\n' });
      expect(await dirtyOf(root)).toBe(false);
      writeTree(root, { 'q/x.txt': 'a\r\n' });
      expect(await dirtyOf(root)).toBe(null);
    });

    test("filters of the user, named in the user's attribute file", async () => {
      using repository = create();
      const { root } = repository;
      const home = join(root, '../home');
      writeTree(root, {
        '../home/at': '*.txt filter=f\n',
        '../home/config': '[filter "f"]\nclean = cat\n',
      });
      past(root, 'a.txt');
      const userFiles = {
        gitConfigFiles: [join(home, 'config')],
        attributesFile: join(home, 'at'),
      };
      const facts = (await createCollector({ root, ...userFiles })(signal)).git;
      expect(facts).toMatchObject({ dirty: null, note: expect.stringContaining('a.txt') });
    });

    test("changes since a revision: the line ends are converted as git does, by the user's settings, too", async () => {
      using repository = create();
      const { root } = repository;
      writeTree(root, { '../home/config': '[core]\nautocrlf = input\n' });
      writeFileSync(join(root, 'a.txt'), readFileSync(join(root, 'crlf.txt')));
      const changed = async (gitConfigFiles: readonly string[]) => {
        const options = { root, gitConfigFiles };
        const discover = createCollector(options);
        const { files } = await createChangesCollector({ ...options, since: 'HEAD', discover })(
          signal,
        );
        return files.map(({ path }) => path);
      };
      expect(await changed([])).toEqual(['a.txt']);
      expect(await changed([join(root, '../home/config')])).toEqual([]);
    });
  },
);
