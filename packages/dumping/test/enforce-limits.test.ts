import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { discoverProject, type DumpLimits, dumpProject, type RunContext } from '../src/index.js';

const context: RunContext = {
  process: { pid: process.pid, hostname: 'test', now: new Date(0) },
  tool: 'test 1.0.0',
};

/** A project of three files with 12 bytes. */
function prepare(limits: DumpLimits) {
  const directory = temporaryDirectory();
  const root = join(directory.path, 'tree');
  const out = join(directory.path, 'out');
  writeTree(root, { a: '1234', 'b/c': '1234', d: '1234' });
  const destination = { kind: 'directory', directory: out } as const;
  return {
    root,
    out,
    project: { selection: { root }, destination, limits },
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}

describe('limits of a dump', () => {
  it.each([{}, { files: 3 }, { bytes: 12 }, { files: 3, bytes: 12 }])(
    '%o allow three files of 12 bytes',
    async (limits) => {
      using tree = prepare(limits);
      expect(await dumpProject(tree.project, context)).toMatchObject({ files: 3, bytes: 12 });
    },
  );

  it.each([
    [{ files: 2 }, 'LIMIT_FILES', 'The tree has 3 files, more than --limit-files 2 allows.'],
    [
      { bytes: 11 },
      'LIMIT_SIZE',
      'The files of the tree have 12 bytes together, more than --limit-size 11 allows (11 B).',
    ],
  ] as const)('%o refuse them, and nothing is written', async (limits, code, message) => {
    using tree = prepare(limits);
    const failure = { code, message: expect.stringContaining(message) as string };
    await expect(dumpProject(tree.project, context)).rejects.toMatchObject(failure);
    const { signal } = new AbortController();
    await expect(discoverProject(tree.project, signal)).rejects.toMatchObject(failure);
    expect(existsSync(tree.out)).toBe(false);
  });

  it('do not count what is left out', async () => {
    using tree = prepare({ files: 1, bytes: 4 });
    const selection = { ...tree.project.selection, exclude: ['b/', 'd'] };
    await expect(dumpProject({ ...tree.project, selection }, context)).resolves.toMatchObject({
      files: 1,
    });
  });

  it('hold for files that grow after they were found', async () => {
    using tree = prepare({ bytes: 12 });
    const admit = async () => appendFileSync(join(tree.root, 'd'), '5');
    await expect(dumpProject(tree.project, { ...context, admit })).rejects.toMatchObject({
      code: 'LIMIT_SIZE',
      message: expect.stringContaining('have 13 bytes while they were read') as string,
    });
    expect(existsSync(join(tree.out, 'tree_all_code_dump_19700101_000000.md'))).toBe(false);
  });
});
