import { hostname } from 'node:os';
import { join } from 'node:path';
import type { BatchContext, BatchEvent, BatchOptions, BatchProject } from '../src/index.js';

export function contextOf(events: BatchEvent[] = []) {
  return {
    process: { pid: process.pid, hostname: hostname() },
    tool: 'test',
    generatedAt: new Date('2026-01-01T00:00:00Z'),
    observe: (event: BatchEvent) => events.push(event),
    signal: new AbortController().signal,
    now: () => new Date(),
  } satisfies BatchContext;
}

export function optionsFor(
  root: string,
  destination: string,
  directories: readonly string[],
): BatchOptions {
  return {
    root,
    destination,
    projects: directories.map((directory) => projectAt(root, directory)),
    nested: false,
    jobs: 2,
    atomic: false,
    resume: false,
    wait: 0,
  };
}

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
