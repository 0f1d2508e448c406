import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { processorTime, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import fastGlob from 'fast-glob';
import { describe, expect, test } from 'vitest';
import { createCollector, type SelectionOptions } from '../../src/index.js';

const { signal } = new AbortController();
const paths = [
  'a.ts', 'b.py', '.env', 'README', 'tests', 'src/a.ts', 'src/b.py', 'src/.hidden/c.ts', 'src/deep/er/d.py', 'src/deep/tests/x.ts', 'lib/a.ts',
  'lib/tests/one.js', 'lib/x1.js', 'lib/x2.js', 'lib/x12.js', 'lib/[a].js', 'lib/a b.js', 'lib/new\nline.py', 'lib/é.ts',
]; // oxfmt-ignore

const select = async (root: string, options: Partial<SelectionOptions>) => {
  const collect = createCollector({ root, useGitignore: false, gitMetadata: false, ...options });
  const { files, skipped } = await collect(signal);
  return { files: files.map(({ path }) => path), skipped };
};
const create = () => {
  const directory = temporaryDirectory();
  writeTree(directory.path, Object.fromEntries(paths.map((path) => [path, path])));
  return directory;
};

const part = fc.constantFrom(
  '*',
  '**',
  '*.ts',
  '*.py',
  'src',
  'lib',
  'tests',
  'deep',
  '{src,lib}',
  '?.ts',
  '[ab].*',
  '.*',
  'x{1..2}.js',
  '@(a|b).*',
  '!(a).ts',
  'README',
  '*.{ts,py}',
  '+(x)*.js',
  '\\[a\\].js',
  'a b.js',
);
const pattern = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

/** Unlike in fast-glob, a pattern without a wildcard in its last part takes all below a directory of that name. */
const withDirectory = (glob: string) => {
  const [last = ''] = glob.split('/').slice(-1);
  if (/[*?[(]/.test(last)) return [glob];
  return [glob, glob.includes('/') ? `${glob}/**` : `**/${glob}/**`];
};

// fast-glob leaves a directory out only by patterns that end in two stars; here any pattern that matches it does.
const filePart = fc.constantFrom(
  '*.ts',
  '*.py',
  '?.ts',
  '[ab].*',
  'x{1..2}.js',
  '*.{ts,py}',
  'a b.js',
);
const excluding = fc.oneof(
  filePart,
  fc.tuple(pattern, filePart).map((parts) => parts.join('/')),
  fc.constantFrom('src/**', 'lib/**', '**/deep/**', 'src/deep/**'),
);

describe('globs', () => {
  test('mean what fast-glob takes them for, with baseNameMatch', async () => {
    using directory = create();
    // fast-glob loses names with a newline.
    rmSync(join(directory.path, 'lib/new\nline.py'));
    const root = directory.path;
    await fc.assert(
      fc.asyncProperty(
        fc.array(pattern, { minLength: 1, maxLength: 3 }),
        fc.array(excluding, { maxLength: 2 }),
        async (files, exclude) => {
          // A file of a directory pattern's name: fast-glob takes it for the directory, we don't.
          const all = [...files, ...exclude];
          fc.pre(all.every((glob) => !/(?<!src|deep|lib|lib\})\/\*\*$/.test(glob)));
          fc.pre(all.every((glob) => !glob.startsWith('!')));
          const expected = fastGlob.sync(files.flatMap(withDirectory), {
            cwd: root,
            ignore: exclude,
            dot: true,
            baseNameMatch: true,
            followSymbolicLinks: false,
            suppressErrors: true,
          });
          expect((await select(root, { files, exclude })).files).toEqual(
            expected.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
          );
        },
      ),
      { numRuns: 400 },
    );
  });

  test.each<[string, Partial<SelectionOptions>, string[]]>([
    [
      'a pattern without a slash is for names at any depth',
      { files: ['*.py'] },
      ['b.py', 'lib/new\nline.py', 'src/b.py', 'src/deep/er/d.py'],
    ],
    ['one with a slash is for paths from the root', { files: ['src/*.py'] }, ['src/b.py']],
    ['./ and / in front mean the root', { files: ['./*.py', '/*.ts'] }, ['a.ts', 'b.py']],
    ['! takes files out again', { files: ['*.py', '!src/**'] }, ['b.py', 'lib/new\nline.py']],
    [
      '! alone takes from all',
      { files: ['!{src,lib}/**'] },
      ['.env', 'README', 'a.ts', 'b.py', 'tests'],
    ],
    [
      'a trailing slash is for directories only',
      { files: ['*'], exclude: ['tests/', 'src/'] },
      [
        '.env',
        'README',
        'a.ts',
        'b.py',
        'lib/[a].js',
        'lib/a b.js',
        'lib/a.ts',
        'lib/new\nline.py',
        'lib/x1.js',
        'lib/x12.js',
        'lib/x2.js',
        'lib/é.ts',
        'tests',
      ],
    ],
    [
      'dir/** spares a file of that name',
      { files: ['tests', 'one.js'], exclude: ['/tests/**', 'lib/**', 'src/**'] },
      ['tests'],
    ],
    [
      'a directory that is named is taken with all below it',
      { files: ['deep', '!er', './lib/tests/'], include: ['src/deep/tests'], exclude: ['x.ts'] },
      ['lib/tests/one.js', 'src/deep/tests/x.ts'],
    ],
    [
      '! or ^ negates a set',
      { files: ['[!a].ts', '[^a].py'] },
      [
        'b.py',
        'lib/é.ts',
        'src/.hidden/c.ts',
        'src/b.py',
        'src/deep/er/d.py',
        'src/deep/tests/x.ts',
      ],
    ],
    ['ranges', { files: ['x{2..12}.js'] }, ['lib/x12.js', 'lib/x2.js']],
    [
      'include beats exclude and excludedDirs',
      {
        files: ['*.js', '*.ts'],
        exclude: ['*.js'],
        excludedDirs: ['src'],
        include: ['lib/x?.js', 'src/deep/**'],
      },
      ['a.ts', 'lib/a.ts', 'lib/x1.js', 'lib/x2.js', 'lib/é.ts', 'src/deep/tests/x.ts'],
    ],
    [
      'excludedDirs takes names and paths, literally',
      { excludedDirs: ['src/deep', 'tests', './lib/', 'a.ts', '*'] },
      ['.env', 'README', 'a.ts', 'b.py', 'src/.hidden/c.ts', 'src/a.ts', 'src/b.py', 'tests'],
    ],
    ['a size limit is inclusive', { files: ['*.js'], maxSize: 9 }, ['lib/x1.js', 'lib/x2.js']],
    [
      'own outputs are passed over, even if they are included',
      { files: ['*.ts'], isOwnOutput: (path) => path.includes('a.ts'), include: ['lib/*'] },
      ['lib/é.ts', 'src/.hidden/c.ts', 'src/deep/tests/x.ts'],
    ],
  ])('%s', async (_, options, expected) => {
    using directory = create();
    expect((await select(directory.path, options)).files).toEqual(expected);
  });

  test('a parenthesis without a mark stands for itself', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, {
      'app/(site)/a.ts': '',
      'app/(site)/b/c.ts': '',
      'app/site/a.ts': '',
    });
    const { files } = await select(directory.path, { exclude: ['app/(site)/**'] });
    expect(files).toEqual(['app/site/a.ts']);
  });

  test('a pattern for which an expression would backtrack for hours takes no time', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { ['a'.repeat(200)]: '', b: '' });
    const start = processorTime();
    const { files } = await select(directory.path, { exclude: [`${'*a'.repeat(20)}!`, 'b'] });
    expect(files).toEqual(['a'.repeat(200)]);
    expect(processorTime() - start).toBeLessThan(2000);
  });

  test('what a rule leaves out is recorded, a directory once; own outputs are not', async () => {
    using directory = create();
    const { skipped } = await select(directory.path, {
      exclude: ['*.py'],
      excludedDirs: ['lib', 'deep'],
      maxSize: 5,
      isOwnOutput: (path) => path === 'README',
    });
    expect(skipped).toEqual([
      { path: 'b.py', skipped: 'excluded', detail: '*.py' },
      { path: 'lib/', skipped: 'excluded', detail: 'lib' },
      { path: 'src/.hidden/c.ts', skipped: 'too-large', size: 16 },
      { path: 'src/a.ts', skipped: 'too-large', size: 8 },
      { path: 'src/b.py', skipped: 'excluded', detail: '*.py' },
      { path: 'src/deep/', skipped: 'excluded', detail: 'deep' },
    ]);
  });

  test.each([
    ['too long', { exclude: ['x'.repeat(4097)] }],
    ['too long in bytes', { files: ['é'.repeat(2100)] }],
    ['empty', { include: [''] }],
    ['a huge range', { exclude: ['{1..1000000}'] }],
    ['negated where that means nothing', { exclude: ['!x'] }],
  ])('%s is an error of usage', (_, options) => {
    expect(() => createCollector({ root: '/', ...options })).toThrow(
      expect.objectContaining({ code: 'USAGE' }),
    );
  });
});
