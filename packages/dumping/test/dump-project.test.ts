import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { DumpEvent } from '@create-dump/core';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { type Destination, dumpProject, type ProjectDump, type RunContext } from '../src/index.js';

const run = (options: Partial<RunContext> = {}): RunContext => ({
  process: { pid: process.pid, hostname: 'test', now: new Date(0) },
  tool: 'test 1.0.0',
  generatedAt: new Date('2026-01-01T00:00:00Z'),
  observe: () => {},
  signal: new AbortController().signal,
  ...options,
});

const project = (
  root: string,
  destination: Destination,
  options: Partial<ProjectDump> = {},
): ProjectDump => ({
  selection: { root },
  destination,
  contents: 'list',
  binary: 'list',
  compress: false,
  strict: false,
  ...options,
});

describe('dumpProject', () => {
  it('writes the same dump to a directory, a file, a stream, and through gzip', async () => {
    using directory = temporaryDirectory();
    const root = join(directory.path, 'tree');
    writeTree(root, { a: 'a\n', 'b/c': 'c\n' });
    const out = join(directory.path, 'out');
    const stream = new PassThrough();
    const streamed = buffer(stream);
    const first = await dumpProject(project(root, { kind: 'directory', directory: out }), run());
    const second = await dumpProject(
      project(root, { kind: 'file', path: join(out, 'x.md') }),
      run(),
    );
    const third = await dumpProject(project(root, { kind: 'stream', stream }), run());
    stream.end();
    const fourth = await dumpProject(
      project(root, { kind: 'directory', directory: out, prefix: 'zip' }, { compress: true }),
      run(),
    );
    const bytes = readFileSync(first.path as string);
    expect(readFileSync(second.path as string).equals(bytes)).toBe(true);
    expect((await streamed).equals(bytes)).toBe(true);
    expect(gunzipSync(readFileSync(fourth.path as string)).equals(bytes)).toBe(true);
    expect(third.path).toBeNull();
    expect(readdirSync(out).sort()).toEqual([
      'tree_all_code_dump_20260101_000000.md',
      'tree_all_code_dump_20260101_000000.sha256',
      'x.md',
      'x.sha256',
      'zip_all_code_dump_20260101_000000.md.gz',
      'zip_all_code_dump_20260101_000000.sha256',
    ]);
  });

  it('records a named group as the identity of the tree, wherever it is', async () => {
    using directory = temporaryDirectory();
    const treeOf = async (root: string, options: Partial<ProjectDump>, isReproducible = false) => {
      writeTree(join(directory.path, root), { a: 'a\n' });
      const destination = { kind: 'directory', directory: join(directory.path, 'out') } as const;
      const { facts } = await dumpProject(
        project(join(directory.path, root), destination, options),
        run({ isReproducible }),
      );
      return facts.tree;
    };
    const sha256 = createHash('sha256').update('create-dump tree\0group\0nightly').digest('hex');
    expect(await treeOf('x/api', { group: 'nightly' })).toBe(sha256);
    expect(await treeOf('y/api', { group: 'nightly' })).toBe(sha256);
    expect(await treeOf('y/api', { group: 'nightly', binary: 'skip' }, true)).toBe(sha256);
    expect(await treeOf('y/api', { group: 'other' })).not.toBe(sha256);
    expect(await treeOf('y/api', {})).not.toBe(sha256);
  });

  it('has a default for every option', async () => {
    using directory = temporaryDirectory();
    const root = join(directory.path, 'tree');
    writeTree(root, { a: 'a\n', b: Buffer.from([0]) });
    const to = (name: string) => ({ kind: 'file', path: join(directory.path, name) }) as const;
    const { path } = await dumpProject(project(root, to('x.md')), run());
    const { path: byDefault } = await dumpProject(
      { selection: { root }, destination: to('y.md') },
      {
        process: { pid: process.pid, hostname: 'test', now: new Date('2026-01-01T00:00:00Z') },
        tool: 'test 1.0.0',
      },
    );
    expect(readFileSync(byDefault as string).equals(readFileSync(path as string))).toBe(true);
  });

  it('tells the observer what happens, in order', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { a: 'abc', b: Buffer.from([0]) });
    const events: DumpEvent[] = [];
    const destination = { kind: 'file', path: join(directory.path, 'out', 'x.md') } as const;
    await dumpProject(
      project(directory.path, destination),
      run({ observe: (event) => events.push(event) }),
    );
    expect(
      events.map((event) => ('phase' in event ? `${event.type} ${event.phase}` : event.type)),
    ).toEqual([
      'phase-started discover',
      'phase-finished discover',
      'discovered',
      'phase-started render',
      'file-skipped',
      'progressed',
      'phase-finished render',
      'phase-started publish',
      'phase-finished publish',
      'published',
    ]);
  });

  it('leaves nothing behind when it is aborted or refused', async () => {
    using directory = temporaryDirectory();
    writeTree(directory.path, { 'tree/a': 'abc', 'tree/b': Buffer.from([0]) });
    const out = join(directory.path, 'out');
    const root = join(directory.path, 'tree');
    const destination = { kind: 'directory', directory: out } as const;
    const strict = dumpProject(project(root, destination, { strict: true }), run());
    await expect(strict).rejects.toMatchObject({ code: 'REFUSED' });
    const stop = new AbortController();
    const observe = (event: DumpEvent) => {
      if (event.type === 'progressed') stop.abort(new Error('stopped'));
    };
    const aborted = dumpProject(project(root, destination), run({ observe, signal: stop.signal }));
    await expect(aborted).rejects.toThrow('stopped');
    expect(readdirSync(out)).toEqual([]);
  });
});
