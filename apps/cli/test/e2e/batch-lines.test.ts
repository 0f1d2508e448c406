import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseDumpName } from '@create-dump/core';
import { openDump, openFileSource } from '@create-dump/markdown-reader';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { brokenDumps, dumpNames, writeMonorepo } from './batch-monorepo.js';
import { runBin } from './run-bin.js';

/** Runs command lines in a directory with a monorepo, a minute apart. */
function createRunner(cwd: string) {
  let minutes = 0;
  return async (line: string, warning = '') => {
    minutes++;
    const env = { SOURCE_DATE_EPOCH: String(1_767_225_600 + 60 * minutes) };
    const words = line.split(' ').map((word) => word.replaceAll('"', ''));
    const { code, stderr, stdout } = await runBin(words, { cwd, env });
    expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: warning });
    return stdout.toString().trim().split('\n');
  };
}

function archivesByGroup(directory: string): Record<string, number> {
  const counts: Record<string, number> = {};
  const names = readdirSync(join(directory, 'archives')).filter((name) => name.endsWith('.zip'));
  for (const name of names) {
    const group = name.replace(/_\d{8}_\d{6}\.zip$/, '');
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
}

function livePerGroup(directory: string): number[] {
  const counts = new Map<string, number>();
  for (const name of dumpNames(directory)) {
    const prefix = parseDumpName(name)?.prefix ?? '';
    counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
  }
  return [...counts.values()];
}

const groups = ['packages+p0', 'packages+p1', 'root'];
const each = (count: number) => Object.fromEntries(groups.map((group) => [group, count]));

describe('the batch lines of the announcement', () => {
  it('batch --root ./monorepo --archive --keep-last 5', async () => {
    using directory = temporaryDirectory();
    writeMonorepo(join(directory.path, 'monorepo'), 2);
    const run = createRunner(directory.path);
    await run('batch --root ./monorepo --archive --keep-last 5');
    for (const kept of [1, 2, 3, 4, 5, 5]) {
      const dumps = await run('batch --root ./monorepo --archive --keep-last 5');
      expect(dumps).toHaveLength(3);
      expect(archivesByGroup(directory.path)).toEqual(each(kept));
    }
    expect(await brokenDumps(directory.path)).toEqual([]);
  });

  it('batch --root ./monorepo --keep-last 10 --clean-root --archive-all', async () => {
    using directory = temporaryDirectory();
    writeMonorepo(join(directory.path, 'monorepo'), 2);
    const run = createRunner(directory.path);
    // A group of another tool's making: --archive-all takes it as well.
    await run('single monorepo --dest ./other.md');
    await run('single monorepo --dest ./other.md');
    for (let times = 0; times < 3; times++) {
      await run('batch --root ./monorepo --keep-last 10 --clean-root --archive-all');
    }
    expect(livePerGroup(directory.path)).toEqual([1, 1, 1, 1]);
    expect(archivesByGroup(directory.path)).toEqual({ ...each(2), other: 1 });
  });

  it('batch --search --exclude "tests/**" --max-size 10MB', async () => {
    using directory = temporaryDirectory();
    const cwd = directory.path;
    writeMonorepo(cwd, 2);
    writeTree(cwd, {
      'tests/a': '',
      'packages/p0/tests/b': '',
      'packages/p1/src/tests/c': 'stays',
      'packages/p1/large': Buffer.alloc(10_000_001, 'text\n'),
    });
    // Nothing is archived, so there is nothing to search for.
    const dumps = await createRunner(cwd)(
      'batch --search --exclude "tests/**" --max-size 10MB',
      'create-dump: warning: --search has no effect without --archive, --archive-all or --include-current.\n',
    );
    expect(dumps).toHaveLength(3);
    const paths: string[] = [];
    for (const path of dumps) {
      using source = await openFileSource(path, { spoolDirectory: cwd });
      for await (const record of openDump(source).records()) {
        if (!('skipped' in record)) paths.push(record.path);
      }
    }
    expect(paths.sort()).toEqual([
      'README.md',
      'package.json',
      'package.json',
      'package.json',
      'pnpm-workspace.yaml',
      'src/index.ts',
      'src/index.ts',
      'src/tests/c',
    ]);
  });

  it('batch --archive-all --keep-latest', async () => {
    using directory = temporaryDirectory();
    writeMonorepo(directory.path, 2);
    const run = createRunner(directory.path);
    const first = await run('batch --archive-all --keep-latest');
    expect(existsSync(join(directory.path, 'archives'))).toBe(false);
    const second = await run('batch --archive-all --keep-latest');
    expect(archivesByGroup(directory.path)).toEqual(each(1));
    for (const path of [...first, ...second]) expect(existsSync(path)).toBe(true);
    // What the runs have written is no part of what they dump.
    using source = await openFileSource(second.find((path) => path.includes('root_')) ?? '', {
      spoolDirectory: directory.path,
    });
    const paths: string[] = [];
    for await (const { path } of openDump(source).records()) paths.push(path);
    expect(paths).toEqual(['README.md', 'package.json', 'pnpm-workspace.yaml']);
  });
});
