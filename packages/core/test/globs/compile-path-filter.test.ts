import { expect, it } from 'vitest';
import { compilePathFilter } from '../../src/index.js';

const paths = ['a.ts', 'b.js', 'src/a.ts', 'src/b.js', '!a.ts'];

const select = (patterns: readonly string[]) => {
  const filter = compilePathFilter(patterns, 'files')();
  return { filter, selected: paths.filter((path) => filter.selects(path)) };
};

it.each<[patterns: string[], wanted: string[]]>([
  [[], paths],
  [['*.ts'], ['a.ts', 'src/a.ts', '!a.ts']],
  [
    ['*.ts', 'src/*'],
    ['a.ts', 'src/a.ts', 'src/b.js', '!a.ts'],
  ],
  [
    ['*.ts', '!src/**'],
    ['a.ts', '!a.ts'],
  ],
  [['!*.ts'], ['b.js', 'src/b.js']],
  [['src'], ['src/a.ts', 'src/b.js']],
  [['src/'], ['src/a.ts', 'src/b.js']],
  [['.'], paths],
  [
    ['.', '!src'],
    ['a.ts', 'b.js', '!a.ts'],
  ],
  [['!(a).ts'], ['!a.ts']],
  [['\\!a.ts'], ['!a.ts']],
])('%j', (patterns, wanted) => {
  expect(select(patterns).selected).toStrictEqual(wanted);
});

it('names the option of a pattern that is none', () => {
  expect(() => compilePathFilter(['!'], '--files')).toThrow('The pattern "" of --files is empty.');
});

it('begins each run anew', () => {
  const createFilter = compilePathFilter(['a.ts'], 'files');
  expect(createFilter().selects('a.ts')).toBe(true);
  expect(createFilter().unmatched()).toStrictEqual(['a.ts']);
});

it('tells which patterns have selected or removed nothing', () => {
  const { filter } = select(['*.ts', 'src/*.ts', 'lib', 'b.*', '!src/b.*', '!lib/**']);
  expect(filter.unmatched()).toStrictEqual(['lib', '!lib/**']);
});

it('tells which of them would select what is hidden, and counts those that would remove it', () => {
  const { filter } = select(['lib', 'lib/x/*.ts', 'nope/**', '!lib/*.md', '!nope']);
  expect(filter.hide('lib', true)).toStrictEqual(['lib', 'lib/x/*.ts']);
  expect(filter.unmatched()).toStrictEqual(['lib', 'lib/x/*.ts', 'nope/**', '!nope']);
});
