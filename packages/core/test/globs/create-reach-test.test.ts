import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlobs } from '../../src/globs/compile-globs.js';

const reaches = (pattern: string, directory: string) =>
  compileGlobs([pattern], 'x')[0]?.reachesBelow(directory);

describe('reachesBelow', () => {
  it.each([
    ['dist/keep.js', 'dist', true],
    ['dist/keep.js', 'dist/deep', false],
    ['dist/keep.js', 'node_modules', false],
    ['dist/keep.js', 'dis', false],
    ['/dist/*.js', 'dist', true],
    ['dist/*.js', 'dist/deep', false],
    ['dist/**', 'dist/deep/er', true],
    ['*/lib/x', 'a', true],
    ['*/lib/x', 'a/lib', true],
    ['*/lib/x', 'a/src', false],
    ['{a,b}/x', 'b', true],
    ['{a,b}/x', 'c', false],
    ['[ab]/x', 'c', false],
    ['b.log', 'any/directory', true],
    ['**/b.log', 'any/directory', true],
    ['dist/', 'any/directory', true],
    ['a/b/', 'a', true],
    ['a/b/', 'a/b/c', true],
    ['a/b/', 'a/c', false],
    ['a/b', 'a/b/c', true],
    ['.', 'a', true],
    ['a/!(b)/c', 'x', false],
    ['a/!(b)/c', 'a', true],
    ['./a/b', 'a', true],
  ])('of %s in %s: %s', (pattern, directory, expected) => {
    expect(reaches(pattern, directory)).toBe(expected);
  });

  it('is true for each directory above a path that it takes', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      'ab',
      '*',
      '**',
      '?',
      'a*',
      '[ab]',
      '{a,b/a}',
      '!(a)',
      '@(a|b/b)',
      '+(a|b)',
      '\\a',
    );
    const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const name = fc.constantFrom('a', 'b', 'ab', 'ba');
    const path = fc.array(name, { minLength: 2, maxLength: 5 });
    let matching = 0;
    fc.assert(
      fc.property(pattern, path, (glob, names) => {
        const [compiled] = compileGlobs([glob], 'x');
        if (!compiled?.takes(names.join('/'))) return;
        matching++;
        for (let depth = 1; depth < names.length; depth++) {
          expect(compiled.reachesBelow(names.slice(0, depth).join('/'))).toBe(true);
        }
      }),
      { numRuns: 20_000 },
    );
    expect(matching).toBeGreaterThan(500);
  });
});
