import { join } from 'node:path';
import { expect, it } from 'vitest';
import { coverageTable } from '../src/coverage-table.mjs';
import { workspaceRoot } from '../src/workspace-root.mjs';

const enough = { processes: 3, functions: 1000 };

/** A file whose first `ran` lines of 100 ran. */
function file(path: string, ran: number) {
  const lines = Array.from({ length: 100 }, (_, at) => [at + 1, at < ran] as const);
  return [join(workspaceRoot, path), new Map(lines)] as const;
}

it('counts by package, and passes at the gate', () => {
  const lines = new Map([
    file('packages/a/src/x.ts', 80),
    file('packages/a/src/y.ts', 100),
    file('apps/b/src/z.ts', 99),
    file('tooling/c/src/z.ts', 0),
  ]);
  const { text, problems } = coverageTable(lines, enough);
  expect(problems).toEqual([]);
  expect(text.split('\n').map((line) => line.replaceAll(/ +/gu, ' '))).toEqual([
    'apps/b 99.0 % of 100 lines',
    'packages/a 90.0 % of 200 lines',
    'all 93.0 % of 300 lines',
    '3 spawned processes, with 1000 functions',
  ]);
});

it('fails below the gate of a package, of the whole, and without source maps', () => {
  const lines = new Map([file('packages/a/src/x.ts', 89), file('apps/b/src/z.ts', 96)]);
  expect(coverageTable(lines, { processes: 3, functions: 12 }).problems).toEqual([
    'tests run 89.0 % of the lines of packages/a, and must run 90 %',
    'tests run 92.5 % of the lines of the workspace, and must run 93 %',
    'the built program has 12 functions in the report, and must have 1000',
  ]);
});
