import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DumpEvent } from '@create-dump/core';
import { dumpProject } from '@create-dump/dumping';
import { openDump, openFileSource } from '@create-dump/markdown-reader';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import {
  findArchives,
  type KeepingOptions,
  keepSnapshots,
  openArchived,
  parseKeepWithin,
  type RetentionPolicy,
} from '../src/index.js';
import { defaults } from './survey-of.js';

const { signal } = new AbortController();

function onNight(night: number) {
  const now = new Date(Date.UTC(2026, 0, night, 3));
  return { process: { pid: process.pid, hostname: 'test', now }, signal };
}

interface Dumping {
  readonly root: string;
  readonly directory: string;
  readonly night: number;
  /** Like dumps of older versions, they don't record the tree. */
  readonly isReproducible?: boolean;
  readonly compress?: boolean;
}

async function dump({ root, directory, night, isReproducible = false, compress = false }: Dumping) {
  const destination = { kind: 'directory', directory } as const;
  const context = { ...onNight(night), tool: 'test', isReproducible };
  return dumpProject({ selection: { root }, destination, compress }, context);
}

async function keep(directory: string, night: number, options: Partial<KeepingOptions>) {
  const warnings: string[] = [];
  const observe = (event: DumpEvent) => {
    if (event.type === 'warned') warnings.push(event.message);
  };
  const context = { ...onNight(night), observe };
  const report = await keepSnapshots({ ...defaults, ...options, directory }, context);
  expect(report.failures).toEqual([]);
  return { report, warnings };
}

/** The trees whose content is in a dump or an archive, by the only file that they have. */
async function treesIn(directory: string): Promise<ReadonlySet<string>> {
  const spoolDirectory = directory;
  const names = readdirSync(directory).filter((name) => /\.md(\.gz)?$/.test(name));
  const trees = new Set<string>();
  const read = async (open: Promise<Parameters<typeof openDump>[0] & Disposable>) => {
    using source = await open;
    for await (const { path } of openDump(source).records()) trees.add(path);
  };
  for (const name of names) {
    await read(openFileSource(join(directory, name), { spoolDirectory, signal }));
  }
  for (const path of await findArchives(directory)) {
    await read(openArchived(path, { spoolDirectory, signal }));
  }
  return trees;
}

/** `x/api` with the file `x`, `y/api` with the file `y`, and a destination. */
function prepare(path: string) {
  const [x, y] = [join(path, 'x/api'), join(path, 'y/api')];
  writeTree(x, { x: 'x\n' });
  writeTree(y, { y: 'y\n' });
  const directory = join(path, 'dumps');
  mkdirSync(directory);
  return { x, y, directory };
}

const policies: Record<string, RetentionPolicy> = {
  'keep-last': { keepLast: 1 },
  'keep-hourly': { keepHourly: 1 },
  'keep-daily': { keepDaily: 2 },
  'keep-weekly': { keepWeekly: 1 },
  'keep-monthly': { keepMonthly: 1 },
  'keep-yearly': { keepYearly: 1 },
  'keep-within': { keepWithin: parseKeepWithin('2d') },
  'max-total-size': { maxTotalSize: 1 },
};

describe('two trees of one name in one destination', () => {
  it.each(Object.entries(policies))(
    'through 30 nights with %s, neither loses its last snapshot',
    async (_, policy) => {
      using temporary = temporaryDirectory();
      const { x, y, directory } = prepare(temporary.path);
      const options = { policy, includeCurrent: true, keepLatest: false, cleanRoot: true };
      for (let night = 1; night <= 30; night++) {
        // `x/api` is dumped once only, and again later: the harshest case. Every third dump is compressed.
        if (night === 1 || night === 20) await dump({ root: x, directory, night });
        if (night > 1) await dump({ root: y, directory, night, compress: night % 3 === 0 });
        const { warnings } = await keep(directory, night, options);
        expect(warnings).toEqual([]);
        const expected = night === 1 ? ['x'] : ['x', 'y'];
        expect([...(await treesIn(directory))].sort(), `night ${night}`).toEqual(expected);
      }
      expect(readdirSync(directory)).toEqual(['archives']);
    },
  );

  it('are groups of their own in decisions, and plans for the future', async () => {
    using temporary = temporaryDirectory();
    const { x, y, directory } = prepare(temporary.path);
    const { facts, path } = await dump({ root: x, directory, night: 1 });
    const other = await dump({ root: y, directory, night: 2 });
    const { report } = await keep(directory, 3, {});
    expect(report.decisions).toMatchObject([
      { action: 'leave', group: 'api', reasons: ['It is the newest of its group.'] },
      { action: 'leave', group: 'api', reasons: ['It is the newest of its group.'] },
    ]);
    expect(new Set(report.decisions.map(({ tree }) => tree))).toEqual(
      new Set([facts.tree, other.facts.tree]),
    );
    const upcoming = {
      path: join(directory, 'api_all_code_dump_20260103_030000.md'),
      prefix: 'api',
      tree: facts.tree,
      time: new Date(Date.UTC(2026, 0, 3, 3)),
    };
    const planned = await keep(directory, 3, { dryRun: true, upcoming: [upcoming] });
    const archived = planned.report.decisions.filter(({ action }) => action === 'archive');
    expect(archived.map((decision) => decision.path)).toEqual([path]);
  });
});

describe('dumps that do not record their tree', () => {
  it('are one group for each name, with one warning beside dumps that do', async () => {
    using temporary = temporaryDirectory();
    const { x, y, directory } = prepare(temporary.path);
    const old = { directory, isReproducible: true };
    await dump({ ...old, root: x, night: 1 });
    await dump({ ...old, root: x, night: 2 });
    const options = {
      policy: { keepLast: 1 },
      includeCurrent: true,
      keepLatest: false,
      cleanRoot: true,
    };
    const alone = await keep(directory, 2, options);
    expect(alone.warnings).toEqual([]);
    expect(await findArchives(directory)).toHaveLength(1);

    for (let night = 3; night <= 30; night++) {
      await dump({ root: y, directory, night });
      const { warnings } = await keep(directory, night, options);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain('"api"');
      expect([...(await treesIn(directory))].sort(), `night ${night}`).toEqual(['x', 'y']);
    }
  });
});
