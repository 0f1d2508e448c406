import { expect, it } from 'vitest';
import { linesOfReport, mergeLines } from '../src/lines.mjs';

it('takes the lines that can run from the first, and adds what ran in the second', () => {
  const known = new Map([
    [
      '/a.ts',
      new Map([
        [1, true],
        [2, false],
        [3, false],
      ]),
    ],
    ['/b.ts', new Map([[1, false]])],
  ]);
  const other = new Map([
    [
      '/a.ts',
      new Map([
        [1, false],
        [2, true],
        [9, true],
      ]),
    ],
  ]);
  expect(mergeLines(known, other)).toEqual(
    new Map([
      [
        '/a.ts',
        new Map([
          [1, true],
          [2, true],
          [3, false],
        ]),
      ],
      ['/b.ts', new Map([[1, false]])],
    ]),
  );
});

it('reads the lines of a report', () => {
  const at = (line: number) => ({ start: { line, column: 0 }, end: { line, column: 9 } });
  const lines = linesOfReport({
    '/a.ts': {
      path: '/a.ts',
      statementMap: { 0: at(3), 1: at(5) },
      s: { 0: 2, 1: 0 },
      fnMap: {},
      f: {},
      branchMap: {},
      b: {},
    },
  });
  expect(lines).toEqual(
    new Map([
      [
        '/a.ts',
        new Map([
          [3, true],
          [5, false],
        ]),
      ],
    ]),
  );
});
