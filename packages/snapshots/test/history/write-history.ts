import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { SecretFinder } from '@create-dump/core';
import { dumpProject } from '@create-dump/dumping';
import { createRunId } from '@create-dump/files';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { keepSnapshots } from '../../src/index.js';
import { defaults } from '../survey-of.js';

const { signal } = new AbortController();
const ownProcess = {
  pid: process.pid,
  hostname: hostname(),
  now: new Date('2026-06-01T00:00:00Z'),
};

type Tree = Parameters<typeof writeTree>[1];

export interface HistoryOptions {
  readonly compress?: boolean;
  readonly archiveFormat?: 'zip' | 'tar.gz';
  /** Archive no snapshot. */
  readonly live?: boolean;
  /** Replaces what `secret` matches. */
  readonly secret?: RegExp;
}

/**
 * Dumps trees, one a day from 2026-01-01 on, and archives all but the newest.
 * @returns The paths of the dumps, as they were before.
 */
export async function writeHistory(
  directory: string,
  trees: readonly Tree[],
  { compress = false, archiveFormat = 'zip', live = false, secret }: HistoryOptions = {},
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const [at, files] of trees.entries()) {
    using root = temporaryDirectory();
    writeTree(root.path, files);
    const { path } = await dumpProject(
      {
        selection: { root: root.path },
        destination: { kind: 'directory', directory, prefix: 'p' },
        contents: 'list',
        binary: 'embed',
        compress,
        strict: false,
        name: 'p',
        ...(secret && { secrets: { mode: 'redact', finder: {} } }),
      },
      {
        process: ownProcess,
        tool: 'test',
        generatedAt: new Date(Date.UTC(2026, 0, 1 + at)),
        isReproducible: true,
        observe: () => {},
        signal,
        createFinder: () => createFinderOf(secret ?? /$./g),
      },
    );
    paths.push(path ?? '');
  }
  if (live) return paths;
  const options = { ...defaults, directory, archiveFormat, cleanRoot: true };
  const { failures } = await keepSnapshots(options, {
    process: ownProcess,
    observe: () => {},
    signal,
  });
  if (failures[0] !== undefined) throw failures[0];
  return paths;
}

function createFinderOf(secret: RegExp): SecretFinder {
  return {
    overlap: 100,
    find: (bytes) =>
      Array.from(Buffer.from(bytes).toString('latin1').matchAll(secret), (match) => ({
        start: match.index,
        end: match.index + match[0].length,
        rule: 'r',
        line: 1,
      })),
  };
}

/** A context that unpacks into a directory. */
export function contextOf(spoolDirectory: string) {
  return { spoolDirectory, signal, runId: createRunId(ownProcess) };
}

/** Removes all indexes, as anyone may at any time. */
export function removeIndexes(directory: string): void {
  rmSync(join(directory, 'archives/index'), { recursive: true, force: true });
}
