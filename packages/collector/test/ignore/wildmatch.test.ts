import { processorTime } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileWildmatch } from '../../src/ignore/wildmatch.js';

/** A pattern, texts that it matches, and texts that it doesn't. Covers what git's t3070 covers. */
type Row = readonly [pattern: string, matched: readonly string[], unmatched: readonly string[]];

const everywhere: readonly Row[] = [
  ['foo', ['foo'], ['bar', 'fo', 'fooo', '']],
  ['', [''], ['foo']],
  ['???', ['foo', '\xFF\x80a'], ['fo', 'fooo']],
  ['f*', ['f', 'foo'], ['of']],
  ['*f', ['f', 'of'], ['foo']],
  ['*ob*a*r*', ['foobar', 'obarx'], ['foorab']],
  ['*ab', ['ab', 'aaaaaaabababab'], ['abababa']],
  ['foo\\*', ['foo*'], ['foobar', 'foo\\*']],
  ['f\\\\oo', ['f\\oo'], ['foo', 'f\\\\oo']],
  ['\\a\\?c', ['a?c'], ['abc']],
  ['\\', [], ['', '\\']],
  ['a\\', [], ['a', 'a\\']],
  ['*[al]?', ['ball', 'ax'], ['bxx']],
  ['**[!te]', ['ten'], ['tet']],
  ['**[!ten]', [], ['ten']],
  ['t[a-g]n', ['ten'], ['ton', 'tn']],
  ['t[^a-g]n', ['ton'], ['ten', 'tn']],
  ['a[]]b', ['a]b'], ['ab', 'a[b']],
  ['a[]-]b', ['a-b', 'a]b'], ['aab']],
  ['a[]a-]b', ['aab', 'a-b'], ['abb']],
  [']', [']'], ['[']],
  ['[!]-]', ['a'], [']', '-']],
  ['[[]ab]', ['[ab]'], ['ab]']],
  ['[[:]ab]', ['[ab]', ':ab]'], ['ab]']],
  ['[[::]ab]', [], ['[ab]', ':ab]']],
  ['[[:digit]ab]', ['[ab]', 'gab]'], ['1ab]']],
  ['[\\[:]ab]', ['[ab]', ':ab]'], ['\\ab]']],
  ['[[:alpha:]][[:digit:]][[:upper:]]', ['a1B'], ['a1b', '11B']],
  ['[[:digit:][:upper:][:space:]]', ['A', '1', ' ', '\t', '\r'], ['.', '\v', '\f', '\xA0']],
  ['[[:digit:][:spaci:]]', [], ['1', ' ']],
  ['[[:constructor:]]', [], ['a', 'constructor']],
  ['[[:__proto__:]]', [], ['a']],
  ['[[:punct:]]', ['.', '~', '[', '`'], ['a', ' ', '\x7F']],
  ['[[:blank:][:cntrl:]]', [' ', '\t', '\x7F', '\x01'], ['a', '\x80']],
  ['[[:graph:]]', ['!', '~'], [' ', '\x7F', '\xE9']],
  ['[[:print:]]', [' ', '~'], ['\t']],
  ['[[:xdigit:]]', ['5', 'f', 'D'], ['g']],
  ['[[:alnum:]]', ['5', 'z', 'Z'], ['_', '\xE9']],
  ['[a-c[:digit:]x-z]', ['5', 'b', 'y'], ['q', '-']],
  ['[\\\\-^]', [']', '\\', '^'], ['[', '-']],
  ['[\\-_]', ['-', '_'], ['^']],
  ['[\\]]', [']'], ['\\]', '\\']],
  ['a[]b', [], ['ab', 'a[]b']],
  ['ab[', [], ['ab', 'ab[']],
  ['[!', [], ['ab', '!']],
  ['[-', [], ['ab', '-']],
  ['[a-', [], ['-', 'a']],
  ['[-]', ['-'], ['a']],
  ['[--A]', ['-', '5', 'A'], ['a', ',']],
  ['[ --]', [' ', '$', '-'], ['0']],
  ['[------]', ['-'], ['a']],
  ['[!------]', ['a'], ['-']],
  ['[a-e-n]', ['-', 'c', 'n'], ['j']],
  ['[]-a]', ['^', ']', 'a'], ['[', '-']],
  ['[!]-a]', ['['], ['^']],
  ['[a^bc]', ['^', 'a'], ['d']],
  ['[a-]b]', ['-b]', 'ab]'], ['-b']],
  ['[\\]', [], ['\\']],
  ['[\\\\,]', ['\\', ','], ['[']],
  ['[A-\\\\]', ['G', '\\'], ['a']],
  ['[,-.]', ['-', ',', '.'], ['+', '-.]']],
  ['[\\1-\\3]', ['1', '2', '3'], ['4', '\\']],
  ['[[-\\]]', ['\\', '[', ']'], ['-']],
  ['[z-a]', ['z'], ['a', 'm', '-']],
  ['b*a', ['ba', 'bxa'], ['aaabbb']],
  ['*ba*', ['ba'], ['aabcaa']],
  ['-*-*-12-*-m-*', ['-x-y-12-z-m-q'], ['-x-y-12-z-X-q']],
];

const withSlashes: readonly Row[] = [
  ['foo*bar', ['foobar', 'fooxbar'], ['foo/bar', 'foo/baz/bar']],
  ['foo**bar', ['foobazbar'], ['foo/baz/bar']],
  ['foo/**/bar', ['foo/bar', 'foo/baz/bar', 'foo/b/a/z/bar'], ['foobar', 'foo/barx']],
  ['foo/**/**/bar', ['foo/bar', 'foo/baz/bar', 'foo/b/a/z/bar'], ['foo/baz']],
  ['foo?bar', ['foo-bar'], ['foo/bar']],
  ['foo[/]bar', [], ['foo/bar']],
  ['foo[^a-z]bar', ['foo-bar'], ['foo/bar']],
  ['**/foo', ['foo', 'x/foo', 'bar/baz/foo'], ['xfoo', 'foo/x']],
  ['*/foo', ['x/foo', '/foo'], ['foo', 'bar/baz/foo']],
  ['**/bar*', ['bar', 'foo/bar', 'foo/barx'], ['foo/bar/baz']],
  ['**/bar/*', ['deep/foo/bar/baz', 'bar/x'], ['deep/foo/bar', 'deep/foo/bar/baz/x']],
  ['**/bar/**', ['deep/foo/bar/baz/', 'deep/foo/bar/'], ['deep/foo/bar']],
  ['*/bar/**', ['foo/bar/baz/x'], ['deep/foo/bar/baz/x']],
  ['**/bar/*/*', ['deep/foo/bar/baz/x'], ['deep/foo/bar/baz']],
  ['*/*/*', ['foo/bba/arr'], ['foo', 'foo/bar', 'foo/bb/aa/rr']],
  ['**/**/**', ['foo/bb/aa/rr', 'foo'], []],
  ['*X*i', ['abcXdefXghi'], ['ab/cXd/efXg/hi']],
  ['*/*X*/*/*i', ['ab/cXd/efXg/hi'], ['ab/cXd/efXghi']],
  ['**/*X*/**/*i', ['ab/cXd/efXg/hi'], ['ab/cd/hi']],
  [
    '**/*a*b*g*n*t',
    ['abcd/abcdefg/abcdefghijk/abcdefghijklmnop.txt'],
    ['abcd/abcdefg/abcdefghijklmnop.txtz'],
  ],
  ['foo/**', ['foo/bba/arr', 'foo/x'], ['foo', 'foox']],
  ['foo/**arr', ['foo/arr', 'foo/xarr'], ['foo/bba/arr']],
  ['**\\/a', ['x/a', 'x/y/a', '/a'], ['a']],
  ['***/a', ['a', 'x/y/a'], ['xa']],
];

const ignoringCase: readonly Row[] = [
  ['foo', ['FOO', 'fOo'], ['fo']],
  ['[A-Z]', ['a', 'A'], ['1']],
  ['[a-z]', ['A', 'a'], []],
  ['[[:upper:]]', ['a', 'A'], ['1']],
  ['[[:lower:]]', ['A', 'a'], ['1']],
  ['[B-Za]', ['A', 'a', 'q'], ['1']],
  ['[B-a]', ['A', 'a', 'z'], ['1']],
  ['[Z-y]', ['z', 'Z'], ['1']],
  // A capital that stands alone in a set, or is escaped, isn't folded, but the texts are.
  ['[A]', [], ['a', 'A']],
  ['?\\A', [], ['xa', 'xA']],
  ['?\\a', ['xa', 'xA'], []],
  ['\xC9', ['\xC9'], ['\xE9']],
];

describe('wildmatch', () => {
  /** The patterns that give wrong answers, with the texts concerned. */
  const mistakes = (rows: readonly Row[], pathname: boolean, ignoreCase = false) =>
    rows.flatMap(([pattern, matched, unmatched]) => {
      const matches = compileWildmatch(pattern, { pathname, ignoreCase });
      const wrong = [...matched.filter((text) => !matches(text)), ...unmatched.filter(matches)];
      return wrong.length === 0 ? [] : [{ pattern, wrong }];
    });

  test('patterns that mean the same in both modes', () => {
    expect(mistakes(everywhere, true)).toEqual([]);
    expect(mistakes(everywhere, false)).toEqual([]);
  });

  test('slashes in path mode', () => {
    expect(mistakes(withSlashes, true)).toEqual([]);
  });

  test('ignoring case', () => {
    expect(mistakes(ignoringCase, true, true)).toEqual([]);
  });

  test('in name mode a star matches slashes as well', () => {
    const rows: readonly Row[] = [
      ['foo*bar', ['foo/baz/bar'], []],
      ['foo/**/bar', ['foo/x/bar'], ['foo/bar']],
      ['[/]', ['/'], []],
    ];
    expect(mistakes(rows, false)).toEqual([]);
  });

  test('an escaped text matches only itself', () => {
    const escape = (text: string) => text.replaceAll(/[*?[\\]/g, String.raw`\$&`);
    const text = fc.string({
      unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const matches = compileWildmatch(escape(one), { pathname: true, ignoreCase: false });
        expect(matches(one)).toBe(true);
        expect(matches(other)).toBe(one === other);
      }),
    );
  });

  test('takes no more than pattern times text steps', () => {
    const matches = compileWildmatch(`${'**/*a'.repeat(200)}b`, {
      pathname: true,
      ignoreCase: false,
    });
    const started = processorTime();
    expect(matches('a/'.repeat(1000))).toBe(false);
    expect(processorTime() - started).toBeLessThan(1000);
  });
});
