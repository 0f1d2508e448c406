import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CreateDumpError } from '@create-dump/core';
import { createRunId, lockDirectory } from '@create-dump/files';
import { keepSnapshots } from '@create-dump/snapshots';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import {
  type BatchKeeping,
  type BatchOptions,
  keepReports,
  planBatch,
  runBatch,
} from '../../src/index.js';
import { contextOf, optionsFor } from '../batch-context.js';

const keeping: BatchKeeping = {
  all: false,
  search: false,
  archiveFormat: 'zip',
  includeCurrent: false,
  keepLatest: true,
  policy: { keepLast: 2 },
  pins: [],
  cleanRoot: true,
  noRemove: false,
};

const contextAt = (day: number) => {
  const generatedAt = new Date(Date.UTC(2026, 0, day));
  return { ...contextOf(), generatedAt, now: () => new Date(Date.UTC(2026, 1, 1)) };
};

/** Runs `count` nightly batches; returns the reports that are left. */
async function runNights(options: BatchOptions, count: number, first = 1) {
  for (let day = first; day < first + count; day++) {
    const { failure, kept } = await runBatch(options, contextAt(day));
    expect([failure, kept?.failures ?? []]).toEqual([undefined, []]);
  }
  return reportsIn(options.destination);
}

function reportsIn(destination: string) {
  return readdirSync(destination)
    .filter((name) => name.startsWith('batch_'))
    .sort();
}

const namesOf = (...days: readonly number[]) =>
  days.flatMap((day) => ['json', 'md'].map((end) => `batch_2026010${day}_000000.${end}`)).sort();

function setUp(path: string, changes: Partial<BatchKeeping> = {}) {
  const root = join(path, 'mono');
  writeTree(root, { 'a/x': 'x', 'b/x': 'x' });
  const options = optionsFor(root, join(path, 'out'), ['a', 'b']);
  return { ...options, keeping: { ...keeping, ...changes } };
}

describe('reports', () => {
  it('go with the last of their dumps and archives, each with a record, and a plan lists them', async () => {
    using directory = temporaryDirectory();
    const options = setUp(directory.path);
    const { destination } = options;
    // The newest dump is live, two older ones are archived.
    expect(await runNights(options, 4)).toEqual(namesOf(2, 3, 4));
    const plan = await planBatch(options, contextAt(5));
    const planned = plan.keeping?.decisions.filter(({ what }) => what === 'report');
    expect(planned).toEqual([
      {
        action: 'remove',
        what: 'report',
        path: join(destination, 'batch_20260102_000000.json'),
        reasons: [
          expect.stringContaining('keep-last 2') as string,
          'None of its dumps is left, nor an archive of one.',
        ],
      },
    ]);
    expect(reportsIn(destination)).toEqual(namesOf(2, 3, 4));
    expect(await runNights(options, 1, 5)).toEqual(namesOf(3, 4, 5));
    const journal = readFileSync(join(destination, 'archives/tombstones.jsonl'), 'utf8');
    for (const name of namesOf(1, 2)) expect(journal).toContain(`"${join(destination, name)}"`);
  });

  it('and what else a batch writes have the mode that is asked for', async () => {
    using directory = temporaryDirectory();
    const options = setUp(directory.path, { mode: 0o640 });
    const { destination } = options;
    await runNights({ ...options, mode: 0o640 }, 4);
    const names = readdirSync(destination, { recursive: true, encoding: 'utf8' });
    const files = names.map((name) => ({ name, stats: statSync(join(destination, name)) }));
    const modes = files
      .filter(({ name, stats }) => stats.isFile() && !name.includes('_dump_'))
      .map(({ name, stats }) => [name, (stats.mode & 0o777).toString(8)]);
    expect(modes.map(([name]) => name)).toEqual(
      expect.arrayContaining([...namesOf(2, 3, 4), 'archives/tombstones.jsonl']),
    );
    expect(modes.filter(([, mode]) => mode !== '640')).toEqual([]);
  });

  it('whose removal was interrupted after the index are removed by the next run', async () => {
    using directory = temporaryDirectory();
    const options = setUp(directory.path);
    await runNights(options, 4);
    rmSync(join(options.destination, 'batch_20260102_000000.md'));
    expect(await runNights(options, 1, 5)).toEqual(namesOf(3, 4, 5));
  });

  it.each<[string, Partial<BatchKeeping>]>([
    ['there is no keep rule', { policy: {} }],
    ['nothing may be removed', { noRemove: true }],
    ['their dumps stay', { cleanRoot: false, policy: { keepLast: 1 } }],
    ['their archives are kept by another rule', { policy: { keepLast: 1, keepDaily: 9 } }],
  ])('stay if %s', async (_title, changes) => {
    using directory = temporaryDirectory();
    expect(await runNights(setUp(directory.path, changes), 4)).toEqual(namesOf(1, 2, 3, 4));
  });

  it('of another root stay, unless all groups are processed; the newest one always does', async () => {
    using directory = temporaryDirectory();
    const mine = setUp(directory.path, { policy: { keepLast: 1 } });
    const others = join(directory.path, 'other');
    writeTree(others, { 'c/x': 'x' });
    const other = optionsFor(others, mine.destination, ['c']);
    await runNights(other, 2, 1);
    for (const name of readdirSync(mine.destination)) {
      if (name.startsWith('c_')) rmSync(join(mine.destination, name));
    }
    expect(await runNights(mine, 4, 3)).toEqual(namesOf(1, 2, 5, 6));
    const all = { ...mine, keeping: { ...mine.keeping, all: true } };
    expect(await runNights(all, 1, 7)).toEqual(namesOf(2, 6, 7));
  });

  it('go after another run of keepSnapshots, too, but not after one that failed, nor beside another run', async () => {
    using directory = temporaryDirectory();
    const { destination, ...rest } = setUp(directory.path, { policy: {} });
    await runNights({ ...rest, destination }, 4);
    const context = {
      ...contextAt(5),
      process: { ...contextOf().process, now: new Date(Date.UTC(2026, 1, 1)) },
    };
    const keepingContext = { ...context, observe: () => {}, signal: new AbortController().signal };
    const policy = { keepLast: 1 };
    const snapshots = { ...keeping, policy, directory: destination, dryRun: false };
    const kept = await keepSnapshots(snapshots, keepingContext);
    const failure = new CreateDumpError('WRITE_FAILED', 'No.');
    await keepReports({ ...kept, failures: [failure] }, { policy }, keepingContext);
    {
      await using _lock = await lockDirectory(destination, createRunId(keepingContext.process));
      const { failures } = await keepReports(kept, { policy }, keepingContext);
      expect(failures).toMatchObject([{ code: 'LOCKED' }]);
    }
    expect(reportsIn(destination)).toEqual(namesOf(1, 2, 3, 4));
    const { removed } = await keepReports(kept, { policy }, keepingContext);
    expect(removed.filter((path) => path.endsWith('.json'))).toHaveLength(2);
    expect(reportsIn(destination)).toEqual(namesOf(3, 4));
  });

  it('that are not proven to be ours stay', async () => {
    using directory = temporaryDirectory();
    const options = setUp(directory.path, { policy: { keepLast: 1 } });
    const { destination } = options;
    await runNights(options, 3);
    const notes = join(destination, 'batch_20260101_000000.md');
    writeFileSync(notes, '# Notes on a batch\n');
    writeFileSync(join(destination, 'batch_20260101_000000.json'), '{"mine": true}');
    appendFileSync(join(destination, 'batch_20260102_000000.json'), 'edited');
    await runNights(options, 3, 4);
    expect(existsSync(notes)).toBe(true);
    expect(reportsIn(destination)).toEqual(namesOf(1, 2, 5, 6));
  });
});
