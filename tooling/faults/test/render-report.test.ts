import { expect, test } from 'vitest';
import { renderReport } from '../src/render-report.mjs';

test('one row for each command, and their sums', () => {
  const line = { calls: 19, injections: 200, unreached: 1, violations: 0 };
  const rows = renderReport([
    { name: 'single', ...line },
    { name: 'batch', ...line },
  ]).split('\n');
  expect(rows).toHaveLength(5);
  expect(rows[2]).toMatch(/^\| single +\| +19 \| +200 \| +1 \| +0 \|$/);
  expect(rows[4]).toMatch(/^\| all +\| +38 \| +400 \| +2 \| +0 \|$/);
});
