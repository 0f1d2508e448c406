import { describe, expect, it } from 'vitest';
import { compileGlobs } from '../../src/index.js';

const matches = (pattern: string, path: string) => {
  const isDirectory = path.endsWith('/');
  const [glob] = compileGlobs([pattern], 'files');
  return glob?.matches(isDirectory ? path.slice(0, -1) : path, isDirectory);
};

// A path with a slash at its end is a directory's.
describe.each<[string, [pattern: string, matching: string[], others: string[]][]]>([
  [
    'where a pattern holds',
    [
      ['*.ts', ['a.ts', 'x/y/a.ts', '.ts', 'x/.a.ts', 'a.ts/'], ['a.tsx', 'a.ts/b']],
      ['a', ['a', 'x/a', 'a/', 'x/a/'], ['a/b', 'A', 'ab']],
      ['src/*.ts', ['src/a.ts', 'src/.ts'], ['a.ts', 'x/src/a.ts', 'src/x/a.ts']],
      ['/a.ts', ['a.ts'], ['x/a.ts']],
      ['./a.ts', ['a.ts'], ['x/a.ts']],
      ['.///./a.ts', ['a.ts'], ['x/a.ts']],
      ['x//a.ts', ['x/a.ts'], ['a.ts']],
      ['out/', ['out/', 'x/out/'], ['out', 'x/out', 'out/a']],
      ['x/out/', ['x/out/'], ['x/out', 'out/']],
      ['.a', ['.a'], ['xa']],
      ['!a', ['!a'], ['a', 'b']],
    ],
  ],
  [
    'stars',
    [
      ['*', ['a', '.a', 'x/a', 'x/'], []],
      ['x/*', ['x/a', 'x/.a'], ['x', 'x/', 'x/a/b']],
      ['**', ['a', 'x/.y/a', 'x/'], []],
      ['**/a', ['a', 'x/a', 'x/y/a'], ['xa', 'a/b']],
      ['x/**', ['x/', 'x/a', 'x/.y/a'], ['x', 'xa', 'y/x/a']],
      ['x/**/**', ['x/', 'x/a', 'x/y/a'], ['x']],
      ['*/**', ['x/', 'x/a'], ['x']],
      ['x/**/a', ['x/a', 'x/y/z/a'], ['x/ya', 'xa']],
      ['x/**/*.ts', ['x/a.ts', 'x/y/z/a.ts'], ['xa.ts', 'a.ts']],
      ['**/x/**', ['x/', 'x/a', 'y/x/a', 'y/z/x/'], ['x', 'y/x', 'xx/a']],
      ['x/**/', ['x/', 'x/y/'], ['x', 'x/a']],
      ['x/**.ts', ['x/a.ts'], ['x/y/a.ts']],
      ['x**y/a', ['xy/a', 'xzy/a'], ['x/y/a']],
      ['x/***/a', ['x/y/a'], ['x/a', 'x/y/z/a']],
      ['a*b*c', ['abc', 'axbxc', 'abcbc'], ['ab', 'acb', 'abcd']],
      ['aa*aa', ['aaaa', 'aaxaa'], ['aaa']],
    ],
  ],
  [
    'one character',
    [
      ['?', ['a', '.', '\n', 'é', '😀', '\uDC80'], ['ab', '']],
      ['x?y', ['x.y'], ['x/y', 'xy']],
      ['*\uDC80', ['a\uDC80', '\uDC80'], ['💀', '\uDC81']],
      ['?\uDC80?', ['a\uDC80b'], ['a💀b']],
    ],
  ],
  [
    'sets',
    [
      ['[!a].js', ['b.js', 'c.js', 'x/b.js', '!.js', '[!a].js'], ['a.js', 'ab.js', 'x/a.js']],
      ['[^a].js', ['b.js'], ['a.js']],
      ['[a-c]', ['a', 'b', 'c'], ['d', '-', 'B']],
      ['[c-a]', ['[c-a]'], ['a', 'b', 'c', '-']],
      ['[a-]', ['a', '-'], ['b']],
      ['[-a]', ['a', '-'], ['b']],
      ['[]a]', [']', 'a'], ['b']],
      ['[!]a]', ['b'], [']', 'a']],
      ['[\\]]', [']'], ['\\']],
      ['[a\\-c]', ['a', '-', 'c'], ['b']],
      ['[[:alpha:]]', ['a', 'Z'], ['1', 'é', ':', '[']],
      ['[![:alpha:]]', ['1', 'é'], ['a']],
      ['[[:digit:]_]', ['1', '_'], ['a']],
      ['[[:upper:][:space:]]', ['A', ' ', '\n'], ['a']],
      ['[[:nope:]]', ['n]', ':]', '[]'], ['n', 'x]']],
      ['x[!y]z', ['x z'], ['x/z', 'xyz']],
      ['x[+-9]z', ['x.z', 'x1z'], ['x/z']],
      ['[é-ü😀]', ['é', 'ö', '😀'], ['e', '😁']],
      ['[ab', ['[ab'], ['a', 'b']],
      ['ab]', ['ab]'], ['a']],
      ['app/[slug]/a', ['app/[slug]/a', 'app/s/a'], ['app/slug/a']],
    ],
  ],
  [
    'braces',
    [
      ['*.{ts,js}', ['a.ts', 'x/a.js'], ['a.tsx']],
      ['{src/*,*.md}', ['src/a', 'a.md', 'x/a.md'], ['x/src/a', 'a']],
      ['x{1..12}', ['x1', 'x12'], ['x0', 'x13']],
      ['{a}', ['{a}'], ['a']],
      ['{a,b', ['{a,b'], ['a', 'b']],
      ['{,x/}/a', ['a', 'x/a'], ['y/a', 'y/x/a']],
      ['{a,}', ['a'], ['', 'b']],
      ['{a,b/}', ['a', 'b/'], ['b']],
      ['\\{a,b}', ['{a,b}'], ['a']],
      ['{a,b}.txt', ['a.txt', '{a,b}.txt'], []],
    ],
  ],
  [
    'escapes',
    [
      ['\\*', ['*'], ['a', '\\*x']],
      ['\\a\\b', ['ab'], ['\\a\\b\\']],
      ['a\\', ['a\\'], ['a']],
      ['\\@(a|b)', ['@(a|b)'], ['a']],
      ['\\!(a)', ['!(a)'], ['b']],
    ],
  ],
  [
    'extglobs',
    [
      ['@(a|b).ts', ['a.ts', 'x/b.ts'], ['ab.ts', '.ts', 'c.ts']],
      ['a?(b)c', ['ac', 'abc'], ['abbc']],
      ['a*(b|c)d', ['ad', 'abcbd'], ['axd']],
      ['a+(b|c)d', ['abd', 'acbd'], ['ad']],
      ['!(a)', ['b', 'ab', '.', 'x/b'], ['a', 'x/a']],
      ['!(a).ts', ['b.ts', 'ab.ts', '.ts'], ['a.ts']],
      ['a!(b)c', ['ac', 'axc', 'abbc'], ['abc']],
      ['!(*.test).ts', ['a.ts'], ['a.test.ts']],
      ['!(a|b)/c', ['x/c'], ['a/c', 'b/c', 'x/y/c']],
      ['!(x/**)', ['a', 'y/a', 'x'], ['x/a', 'x/y/a']],
      ['!(!(a))', ['a'], ['b', 'ab']],
      ['*(*(a)|+(b))', ['a', 'abba'], ['c']],
      ['@(x/a|b)', ['x/a', 'b'], ['x/b', 'y/b', 'a']],
      ['@(a|[)]|{b,c})', ['a', ')', 'b', 'c'], ['x']],
      ['x/@(**)', ['x/a', 'x/y/a'], ['x']],
      ['@(a', ['@(a'], ['a']],
      ['**(a)', ['xaa', 'x', '**(a)'], []],
    ],
  ],
  [
    'literal parentheses',
    [
      [
        'app/(site)/**',
        ['app/(site)/', 'app/(site)/a', 'app/(site)/x/a'],
        ['app/site/a', 'app/(site)'],
      ],
      ['(a|b)', ['(a|b)'], ['a', 'b', '(a']],
      ['a|b', ['a|b'], ['a', 'b']],
      ['a (1).txt', ['a (1).txt'], ['a 1.txt']],
      ['@(a(b|c)|(d))', ['a(b|c)', '(d)'], ['ab', 'd', 'a(b']],
      ['(', ['('], []],
      [')', [')'], []],
      ['app/@modal/(..)*', ['app/@modal/(..)a'], ['app/@modal/a']],
      ['"a"', ['"a"'], ['a']],
      ['a+', ['a+'], ['a', 'aa']],
    ],
  ],
])('%s', (_, rows) => {
  it.each(rows)('%j', (pattern, matching, others) => {
    const matched = [...matching, ...others].filter((path) => matches(pattern, path));
    expect(matched).toStrictEqual(matching);
  });
});

describe('a pattern that is none', () => {
  it.each([
    ['', 'is empty'],
    ['/', 'is empty'],
    ['{,}', 'is empty'],
    ['x'.repeat(4097), 'is longer than 4096 bytes'],
    ['é'.repeat(2049), 'is longer than 4096 bytes'],
    ['{1..1001}', 'expands to more than 1000 patterns'],
    ['@('.repeat(101), 'nests more than 100 groups'],
    ['{a,'.repeat(101), 'nests more than 100 groups'],
    ['{a,b}'.repeat(10), 'expands to more than 1000 patterns'],
    [`{1..1000}${'x'.repeat(100)}`, 'or 65536 characters'],
  ])('%j', (pattern, fault) => {
    expect(() => compileGlobs([pattern], '--files')).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(fault) }),
    );
  });

  it('is named with its option, cut where it is long', () => {
    expect(() => compileGlobs(['*.ts', ''], 'exclude')).toThrow(
      'The pattern "" of exclude is empty.',
    );
    expect(() => compileGlobs(['y'.repeat(5000)], 'exclude')).toThrow(
      `The pattern "${'y'.repeat(80)}…" of exclude is longer than 4096 bytes.`,
    );
  });
});

it('keeps the patterns as they were given', () => {
  const patterns = ['./a', '{b,c}', 'd/'];
  expect(compileGlobs(patterns, 'files').map(({ pattern }) => pattern)).toStrictEqual(patterns);
});

describe('a directory that a pattern names', () => {
  it.each<[pattern: string, taken: string[], others: string[]]>([
    ['src', ['src', 'src/a', 'src/x/a', 'x/src/a'], ['srcs/a', 'a/srcs']],
    ['./src', ['src/a', 'src/x/a'], ['x/src/a']],
    ['src/', ['src/a', 'x/src/a'], ['src']],
    ['x/src', ['x/src/a', 'x/src'], ['src/a', 'x/srcs', 'y/x/src/a']],
    ['*/src', ['x/src/a'], ['src/a', 'x/y/src/a']],
    ['**/src', ['src/a', 'x/y/src/a'], ['a']],
    ['{src,lib}', ['src/a', 'lib/a'], ['x']],
    ['app/[id]', ['app/[id]/a', 'app/i'], ['app/i/a']],
    ['src/*', ['src/a'], ['src/x/a']],
    ['src/*/', ['src/x/a', 'src/x/y/a'], ['src/a']],
    ['*.d', ['a.d'], ['a.d/b']],
    ['@(a)', ['a'], ['a/b']],
    ['a\\*', ['a*/b'], ['ab/c']],
    ['.', ['a', 'a/b'], []],
  ])('%j takes all below it', (pattern, taken, others) => {
    const [glob] = compileGlobs([pattern], '--files');
    expect([...taken, ...others].filter((path) => glob?.takes(path))).toStrictEqual(taken);
  });

  it.each([
    ['src', ''],
    ['x/src', 'x/'],
    ['/x/y/*.ts', 'x/y/'],
    ['x/y*/z', 'x/'],
    ['{x/a,b}', ''],
    ['**/x/a', ''],
  ])('%j can only match below %j', (pattern, base) => {
    expect(compileGlobs([pattern], '--files')[0]?.base).toBe(base);
  });
});
