import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { findProjects } from '@create-dump/workspaces';
import { expect, it } from 'vitest';
import { type BatchEvent, type BatchOptions, planBatch, runBatch } from '../src/index.js';
import { contextOf, optionsFor } from './batch-context.js';

const tree = {
  'a/api/x.txt': 'a',
  'b/api/x.txt': 'b',
  'b/api/deep/y.txt': 'd',
  'z.txt': 'z',
};

it('dumps each project, sends events, reports, and leaves nothing else behind', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const destination = join(directory.path, 'out');
  const events: BatchEvent[] = [];
  const options = optionsFor(root, destination, ['.', 'a/api', 'b/api', 'b/api/deep']);
  const { report, indexPath } = await runBatch(options, contextOf(events));
  expect(report.outcome).toBe('done');
  expect(report.projects.map(({ prefix, files }) => [prefix, files])).toEqual([
    ['root', 1],
    ['a+api', 1],
    ['b+api', 1],
    ['b+api+deep', 1],
  ]);
  const names = report.projects.map(({ dump }) => dump ?? '');
  const checksums = names.map((name) => name.replace(/md$/, 'sha256'));
  const reports = ['batch_20260101_000000.json', 'batch_20260101_000000.md'];
  expect(readdirSync(destination).sort()).toEqual([...names, ...checksums, ...reports].sort());
  expect(readFileSync(indexPath, 'utf8')).toContain('[b/api/deep](b%2Bapi%2Bdeep_all_code_dump_');
  const finished = events.flatMap((event) =>
    event.type === 'project-finished' ? [`${event.project.directory} ${event.outcome}`] : [],
  );
  expect(finished.sort()).toEqual(report.projects.map(({ directory }) => `${directory} dumped`));
  const published = events.flatMap((event) =>
    event.type === 'project-event' && event.event.type === 'published' ? [event.event.path] : [],
  );
  expect(new Set(published)).toEqual(new Set(names.map((name) => join(destination, name))));
});

it('includes nested projects in the outer one on request; a plan writes nothing', async () => {
  using directory = temporaryDirectory();
  writeTree(directory.path, tree);
  const destination = join(directory.path, 'out');
  const options: BatchOptions = {
    ...optionsFor(directory.path, destination, ['.', 'b/api', 'b/api/deep']),
    nested: true,
  };
  const { projects } = await planBatch(options, contextOf());
  expect(projects.map(({ files }) => files)).toEqual([4, 2, 1]);
  expect(readdirSync(directory.path)).not.toContain('out');
});

it('publishes all dumps of an atomic batch at the end, or none', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  const destination = join(directory.path, 'out');
  const options = { ...optionsFor(root, destination, ['a/api', 'b/api']), atomic: true };
  const failing: BatchOptions = {
    ...options,
    projects: [
      ...options.projects,
      {
        directory: 'c',
        name: 'c',
        prepared: { failure: { code: 'CONFIG_INVALID', message: 'No.' } },
      },
    ],
  };
  const failed = await runBatch(failing, contextOf());
  expect(failed.report.projects.map(({ outcome }) => outcome)).toEqual([
    'withheld',
    'withheld',
    'failed',
  ]);
  expect(readdirSync(destination)).toEqual([
    'batch_20260101_000000.json',
    'batch_20260101_000000.md',
  ]);
  const done = await runBatch(options, contextOf());
  expect(done.report.outcome).toBe('done');
  expect(readdirSync(destination).filter((name) => name.endsWith('.sha256'))).toHaveLength(2);
});

it('reports how far a stopped batch got', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, tree);
  writeFileSync(join(root, 'z.txt'), 'z');
  const destination = join(directory.path, 'out');
  const controller = new AbortController();
  const context = contextOf();
  const options = { ...optionsFor(root, destination, ['a/api', 'b/api']), jobs: 1 };
  const stopping = runBatch(options, {
    ...context,
    signal: controller.signal,
    observe: ({ type }) => {
      if (type === 'project-finished') controller.abort(new Error('stopped'));
    },
  });
  await expect(stopping).rejects.toThrow('stopped');
  const report = JSON.parse(
    readFileSync(join(destination, 'batch_20260101_000000.json'), 'utf8'),
  ) as {
    outcome: string;
    projects: { outcome: string }[];
  };
  expect(report.outcome).toBe('stopped');
  expect(report.projects.map(({ outcome }) => outcome)).toEqual(['dumped', 'stopped']);
});

it('takes what findProjects finds, with a default for every other option', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, {
    'package.json': '{"name": "top", "workspaces": ["a"]}',
    'a/package.json': '{"name": "@top/a"}',
  });
  const destination = join(directory.path, 'out');
  const { report } = await runBatch(
    { ...(await findProjects({ root })), destination },
    { now: () => new Date('2026-01-01T00:00:00Z') },
  );
  expect(report).toMatchObject({ outcome: 'done', generated: '2026-01-01T00:00:00Z' });
  expect(report.projects.map(({ directory, name, dump }) => [directory, name, dump])).toEqual([
    ['.', 'top', 'root_all_code_dump_20260101_000000.md'],
    ['a', '@top/a', 'a_all_code_dump_20260101_000000.md'],
  ]);
  const dump = readFileSync(join(destination, 'a_all_code_dump_20260101_000000.md'), 'utf8');
  expect(dump).toMatch(/^# Code dump: `@top\/a`\n/);
});

it('needs nothing but a root, projects and a destination; defaults hold for all of them', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, { 'a/x.txt': 'x', 'a/y.log': 'y', 'b/x.txt': 'x' });
  const destination = join(directory.path, 'out');
  const before = Date.now();
  const events: BatchEvent[] = [];
  const { report, unmatched } = await runBatch(
    {
      ...(await findProjects({ root })),
      destination,
      defaults: { selection: { exclude: ['*.log', '*.tmp'] }, compress: true },
    },
    { observe: (event) => events.push(event) },
  );
  expect(report.tool).toBe('@create-dump/batching');
  expect(Date.parse(report.started)).toBeGreaterThanOrEqual(before);
  expect(report.projects.map(({ directory, files }) => [directory, files])).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
  for (const { dump } of report.projects) expect(dump).toMatch(/\.md\.gz$/);
  // *.log matches in one project, *.tmp in none.
  expect(unmatched.map(({ pattern }) => pattern)).toEqual(['*.tmp']);
  expect(JSON.stringify(events)).not.toContain('"warned"');
});
