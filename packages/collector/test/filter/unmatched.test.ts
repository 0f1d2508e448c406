import {
  commitAll,
  findTool,
  git,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { describe, expect, test } from 'vitest';
import {
  createChangesCollector,
  createCollector,
  createRevisionCollector,
  type SelectionOptions,
} from '../../src/index.js';

const { signal } = new AbortController();

const tree = {
  '.gitignore': 'dist/\n*.log\n',
  'a.ts': '',
  'x.log': '',
  'src/b.ts': '',
  'src/deep/c.py': '',
  'dist/out/d.js': '',
  'vendor/e.go': '',
};

const unmatchedIn = async (root: string, options: Partial<SelectionOptions>) => {
  const { unmatched } = await createCollector({ root, gitMetadata: false, ...options })(signal);
  return (unmatched ?? []).map(({ option, pattern, hiddenBy }) =>
    [option, pattern, ...(hiddenBy ? [`${hiddenBy.source}:${hiddenBy.line}`] : [])].join(' '),
  );
};

describe('patterns that match nothing', () => {
  test.each<[string, Partial<SelectionOptions>, string[]]>([
    [
      'are told for each option, once',
      {
        files: ['*.ts', '*.rs', '*.rs', '!*.php', '!src/b.*'],
        include: ['nope', 'a.ts'],
        exclude: ['*.lgo', '*.py', '*.txt,*.md'],
        excludedDirs: ['node_modules', 'vendor', 'vendor/', './src/none/'],
      },
      [
        'files *.rs',
        'files !*.php',
        'include nope',
        'exclude *.lgo',
        'exclude *.txt,*.md',
        'excludedDirs node_modules',
        'excludedDirs ./src/none/',
      ],
    ],
    ['but not if another one decides', { exclude: ['src', 'src/', '*.ts', 's*', 'a.*'] }, []],
    ['nor if an exclude is below an excluded directory', { exclude: ['src', 'src/deep/*.py'] }, []],
    ['nor if --include takes what it excludes', { include: ['src'], exclude: ['src/b.ts'] }, []],
    [
      'nor if --files leave out what an exclude would',
      { files: ['a.ts'], exclude: ['*.py'], excludedDirs: ['vendor'] },
      [],
    ],
    ['nor if a size limit leaves it out', { exclude: ['a.ts'], maxSize: 0 }, []],
    [
      'nor if git ignores what it excludes',
      { exclude: ['dist', '*.log', 'dist/**/*.js', '/x.log'], excludedDirs: ['dist', './dist'] },
      [],
    ],
    [
      'nor if git itself leaves it out',
      { exclude: ['.git', '.git/**'], excludedDirs: ['.git'] },
      [],
    ],
    [
      'nor if it excludes own output',
      { exclude: ['a.*'], isOwnOutput: (path) => path === 'a.ts' },
      [],
    ],
    [
      'nor if it excludes where the output goes, which need not exist',
      { exclude: ['dumps', 'none'], excludedDirs: ['daily'], outputDirectory: 'dumps/daily' },
      ['exclude none'],
    ],
    [
      'name the rule that hides what they would choose',
      { files: ['a.ts', 'dist', 'dist/out/*.js', '*.log'], include: ['other'] },
      [
        'files dist .gitignore:1',
        'files dist/out/*.js .gitignore:1',
        'files *.log .gitignore:2',
        'include other',
      ],
    ],
    ['but not if an include brings it back', { files: ['*.log'], include: ['x.log'] }, []],
    [
      'of a list are those that match nothing listed',
      { listed: ['a.ts', 'src'], exclude: ['*.go', '*.py', 'a.*'] },
      ['exclude *.go'],
    ],
  ])('%s', async (_, options, expected) => {
    using directory = temporaryDirectory();
    writeTree(directory.path, tree);
    expect(await unmatchedIn(directory.path, options)).toEqual(expected);
  });

  test('are judged anew in each run of a collector, and have their source', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { a: '' });
    const patternSources = { exclude: { setBy: 'a file' } };
    const collect = createCollector({ root: directory.path, exclude: ['b'], patternSources });
    const expected = [{ option: 'exclude', pattern: 'b', source: { setBy: 'a file' } }];
    expect((await collect(signal)).unmatched).toEqual(expected);
    writeTree(directory.path, { b: '' });
    expect((await collect(signal)).unmatched).toEqual([]);
  });

  test.skipIf(findTool('git') === undefined)(
    'are told in a repository, a revision and of changes (needs git)',
    async () => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, { ...tree, 'old.txt': 'old' });
      commitAll(root);
      writeTree(root, { 'new.md': '' });
      const exclude = ['*.py', 'new.*', '*.rs', 'old.*', 'vendor/'];
      expect(await unmatchedIn(root, { exclude })).toEqual(['exclude *.rs']);
      expect(await unmatchedIn(root, { exclude, trackedOnly: true })).toEqual([
        'exclude new.*',
        'exclude *.rs',
      ]);
      const ofRevision = createRevisionCollector({ root, revision: 'HEAD', exclude });
      const patterns = [{ pattern: 'new.*' }, { pattern: '*.rs' }];
      expect((await ofRevision(signal)).unmatched).toMatchObject(patterns);
      git(root, 'rm', '-q', 'old.txt');
      expect(await unmatchedIn(root, { exclude })).toEqual(['exclude *.rs', 'exclude old.*']);
      const discover = createCollector({ root, exclude });
      const changes = createChangesCollector({ root, exclude, since: 'HEAD', discover });
      expect((await changes(signal)).unmatched).toMatchObject([{ pattern: '*.rs' }]);
    },
  );

  test.skipIf(findTool('git') === undefined)(
    'below an ignored root are hidden by its rule (needs git)',
    async () => {
      using directory = temporaryDirectory();
      writeTree(directory.path, tree);
      git(directory.path, 'init', '-q');
      const hidden = await unmatchedIn(`${directory.path}/dist`, {
        files: ['*.js'],
        exclude: ['x'],
      });
      expect(hidden).toEqual([`files *.js ${directory.path}/.gitignore:1`]);
    },
  );

  test.skipIf(findTool('git') === undefined)(
    'see what .dumpignore files hide, tracked or not, and what an include brings back (needs git)',
    async () => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, {
        '.dumpignore': 'data/\n*.sql\n',
        'data/a.csv': '',
        'data/keep/b.csv': '',
        'x.sql': '',
      });
      commitAll(root);
      writeTree(root, { 'data/new.csv': '', 'y.sql': '' });
      const excluding = {
        exclude: ['*.sql', 'data/*.csv', 'none'],
        excludedDirs: ['data'],
      };
      const choosing = { files: ['.dumpignore', 'data/*.csv', 'x.sql'] };
      const back = { include: ['data/keep', 'y.sql', 'none'] };
      const unmatchedInRevision = async (options: Partial<SelectionOptions>) => {
        const collect = createRevisionCollector({ root, revision: 'HEAD', ...options });
        return (await collect(signal)).unmatched;
      };
      const hiddenBy = { source: '.dumpignore', line: 1 };
      for (const found of [
        await createCollector({ root, ...excluding })(signal),
        await createCollector({ root, ...excluding, trackedOnly: true })(signal),
      ])
        expect(found.unmatched).toEqual([{ option: 'exclude', pattern: 'none' }]);
      expect(await unmatchedInRevision(excluding)).toEqual([
        { option: 'exclude', pattern: 'none' },
      ]);
      const hidden = [
        { pattern: 'data/*.csv', hiddenBy },
        { pattern: 'x.sql', hiddenBy: { line: 2 } },
      ];
      expect((await createCollector({ root, ...choosing })(signal)).unmatched).toMatchObject(
        hidden,
      );
      expect(await unmatchedInRevision(choosing)).toMatchObject(hidden);
      expect(await unmatchedIn(root, back)).toEqual(['include none']);
      expect(await unmatchedInRevision(back)).toMatchObject([
        { pattern: 'y.sql' },
        { pattern: 'none' },
      ]);
    },
  );

  test.skipIf(findTool('git') === undefined)(
    'see what is hidden in a submodule (needs git)',
    async () => {
      using directory = temporaryDirectory();
      const root = directory.path;
      writeTree(root, { 'lib/.gitignore': 'dist/\n', 'lib/x.ts': '' });
      git(root, 'init', '-q');
      commitAll(`${root}/lib`);
      git(root, '-c', 'advice.addEmbeddedRepo=false', 'add', '-A');
      writeTree(root, { 'lib/dist/a.js': '', 'lib/dist/b.js': '' });
      const recurseSubmodules = true;
      const exclude = ['lib/dist', 'lib/*.css'];
      expect(await unmatchedIn(root, { recurseSubmodules, exclude })).toEqual([
        'exclude lib/*.css',
      ]);
      expect(await unmatchedIn(root, { recurseSubmodules, files: ['lib', 'lib/dist'] })).toEqual([
        'files lib/dist lib/.gitignore:1',
      ]);
      const include = ['lib/dist/a.js'];
      expect(await unmatchedIn(root, { recurseSubmodules, include })).toEqual([]);
    },
  );
});
