import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { concludeReport, type ReportHead } from '../../src/reporting/conclude-report.js';
import { emptyReport } from '../../src/reporting/project-report.js';
import { publishReport } from '../../src/reporting/publish-report.js';

const head: ReportHead = {
  format: 'create-dump-batch',
  version: 1,
  tool: 'test',
  root: '/mono',
  generated: '2026-01-01T00:00:00Z',
  started: '2026-01-01T00:00:00.000Z',
  atomic: false,
  affected: null,
  resumed: null,
};
const failure = { code: 'UNEXPECTED', message: 'It *broke*.' } as const;
const report = concludeReport(
  head,
  [
    emptyReport({ directory: 'b', name: 'b', prefix: 'b' }, { outcome: 'failed', reason: failure }),
    emptyReport(
      { directory: 'a', name: 'a', prefix: 'a' },
      { outcome: 'dumped', dump: 'a.md', files: 1234 },
    ),
  ],
  new Date('2026-01-01T00:00:02Z'),
);

function placesIn(path: string) {
  const staging = join(path, 'staging');
  const destination = join(path, 'out');
  for (const directory of [staging, destination]) mkdirSync(directory);
  return { staging, destination, stamp: '20260101_000000' };
}

it('publishes the report and an index that links the dumps and lists the problems', async () => {
  using directory = temporaryDirectory();
  const { reportPath, indexPath } = await publishReport(report, placesIn(directory.path));
  expect(JSON.parse(readFileSync(reportPath, 'utf8'))).toEqual(report);
  expect(report).toMatchObject({ outcome: 'partly', seconds: 2 });
  expect(report.projects.map((project) => project.directory)).toEqual(['a', 'b']);
  const index = readFileSync(indexPath, 'utf8');
  expect(index).toContain('| [a](a.md) | a | 1,234 |');
  expect(index).toContain('## Problems\n\n- **b**: failed. It \\*broke\\*.\n');
  expect(statSync(reportPath).mode & 0o777).toBe(0o600);
});

it('never overwrites: where one of the two names is taken, both get the next number', async () => {
  using directory = temporaryDirectory();
  const places = placesIn(directory.path);
  writeFileSync(join(places.destination, 'batch_20260101_000000.json'), 'older');
  writeFileSync(join(places.destination, 'batch_20260101_000000-1.md'), 'older');
  await publishReport(report, places);
  expect(readdirSync(places.destination).sort()).toEqual([
    'batch_20260101_000000-1.md',
    'batch_20260101_000000-2.json',
    'batch_20260101_000000-2.md',
    'batch_20260101_000000.json',
  ]);
  expect(readFileSync(join(places.destination, 'batch_20260101_000000.json'), 'utf8')).toBe(
    'older',
  );
});

it('names the destination, the reason and the outcome if it fails', async () => {
  using directory = temporaryDirectory();
  const places = { ...placesIn(directory.path), destination: join(directory.path, 'none') };
  await expect(publishReport(report, places)).rejects.toMatchObject({
    code: 'WRITE_FAILED',
    message: `The batch report can't be written to ${places.destination}: no such file or directory (ENOENT). It would say: 1 dumped, 1 failed.`,
  });
});
