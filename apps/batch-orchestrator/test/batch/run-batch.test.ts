import { readdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import {
  type BatchContext,
  type BatchEvent,
  type BatchOptions,
  type BatchProject,
  runBatch,
} from '../../src/index.js';

function projectAt(root: string, directory: string): BatchProject {
  const path = directory === '.' ? root : join(root, directory);
  const prepared = {
    selection: { root: path },
    contents: 'list',
    binary: 'list',
    compress: false,
    strict: false,
  } as const;
  return { directory, name: directory, prepared };
}

function contextOf(events: BatchEvent[] = []): BatchContext {
  return {
    process: { pid: process.pid, hostname: hostname(), now: new Date() },
    tool: 'test',
    generatedAt: new Date('2026-01-01T00:00:00Z'),
    observe: (event) => events.push(event),
    signal: new AbortController().signal,
    now: () => new Date(),
  };
}

function optionsFor(root: string, destination: string, directories: readonly string[]) {
  return {
    root,
    destination,
    projects: directories.map((directory) => projectAt(root, directory)),
    nested: false,
    jobs: 2,
    atomic: false,
    resume: false,
    wait: 0,
  } satisfies BatchOptions;
}

it('dumps each project by itself, and reports', async () => {
  using directory = temporaryDirectory();
  const root = join(directory.path, 'mono');
  writeTree(root, {
    'a/api/x.txt': 'a',
    'b/api/x.txt': 'b',
    'b/api/deep/y.txt': 'd',
    'z.txt': 'z',
  });
  const destination = join(directory.path, 'out');
  const events: BatchEvent[] = [];
  const run = await runBatch(
    optionsFor(root, destination, ['.', 'a/api', 'b/api', 'b/api/deep']),
    contextOf(events),
  );
  console.log(JSON.stringify(run, null, 1), events.map((e) => JSON.stringify(e)).join('\n'));
  console.log(readdirSync(destination), readFileSync(run.indexPath, 'utf8'));
  expect(run.report.outcome).toBe('done');
});
