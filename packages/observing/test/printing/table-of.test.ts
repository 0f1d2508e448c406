import { expect, test } from 'vitest';
import { tableOf } from '../../src/printing/table-of.js';

const rows = [
  ['DIRECTORY', 'NAME', 'WHY'],
  ['packages/a-rather-long-name', '@scope/a-rather-long-name', 'package.json (npm): packages/*'],
  ['é', '日本語', ''],
];

test('a pipe gets every cell in full', () => {
  expect(tableOf(rows).split('\n')).toEqual([
    'DIRECTORY                    NAME                       WHY',
    'packages/a-rather-long-name  @scope/a-rather-long-name  package.json (npm): packages/*',
    'é                            日本語',
    '',
  ]);
});

test('a terminal gets what fits, cut from the last column on', () => {
  expect(tableOf(rows, { width: 80 }).split('\n')[1]).toBe(
    'packages/a-rather-long-name  @scope/a-rather-long-name  package.json (npm): pa…',
  );
  expect(tableOf(rows, { width: 60 }).split('\n')[1]).toBe(
    'packages/a-rather-long-name  @scope/a-rather…  package.js…',
  );
  expect(tableOf(rows, { width: 200 }).split('\n')[1]).toBe(tableOf(rows).split('\n')[1]);
});

test.each([40, 47, 80, 200])('no line is wider than %i columns', (width) => {
  for (const line of tableOf(rows, { width, right: [1] }).split('\n')) {
    expect(line.length).toBeLessThanOrEqual(width);
  }
});
