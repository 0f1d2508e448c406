import { expect, it } from 'vitest';
import { compilePathFilter } from '../../src/index.js';

const paths = ['a.ts', 'b.js', 'src/a.ts', 'src/b.js', '!a.ts'];

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
  [['!(a).ts'], ['!a.ts']],
  [['\\!a.ts'], ['!a.ts']],
])('%j', (patterns, wanted) => {
  expect(paths.filter(compilePathFilter(patterns, 'files'))).toStrictEqual(wanted);
});

it('names the option of a pattern that is none', () => {
  expect(() => compilePathFilter(['!'], '--files')).toThrow('The pattern "" of --files is empty.');
});
