import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import { runBatch } from '../../src/index.js';
import { holdDestination } from '../../src/staging/hold-destination.js';
import { contextOf, optionsFor } from '../batch-context.js';

const losses: readonly [what: string, lose: (path: string) => void, message: string][] = [
  ['removed', (path) => rmSync(path, { recursive: true }), 'was removed during the run.'],
  ['moved', (path) => renameSync(path, `${path}-2`), 'was moved during the run.'],
  [
    'replaced',
    (path) => {
      renameSync(path, `${path}-2`);
      mkdirSync(path);
    },
    'was moved during the run, and another one is in its place.',
  ],
];

describe('holdDestination', () => {
  it.each(losses)('notices that the directory was %s', async (_what, lose, message) => {
    using directory = temporaryDirectory();
    const path = join(directory.path, 'out');
    mkdirSync(path);
    await using held = await holdDestination(path);
    expect(held.findLoss()).toBeUndefined();
    lose(path);
    expect(held.findLoss()).toMatchObject({
      code: 'WRITE_FAILED',
      message: `The destination ${path} ${message} Run again.`,
    });
  });
});

describe('runBatch', () => {
  it('says that its staging directory was removed', async () => {
    using directory = temporaryDirectory();
    const root = join(directory.path, 'mono');
    writeTree(root, { 'a/x': 'x' });
    const destination = join(directory.path, 'out');
    const run = runBatch(optionsFor(root, destination, ['a']), {
      ...contextOf(),
      observe: ({ type }) => {
        if (type !== 'project-started') return;
        for (const name of readdirSync(destination)) {
          if (name.startsWith('.create-dump-batch-'))
            rmSync(join(destination, name), { recursive: true });
        }
      },
    });
    await expect(run).rejects.toThrow(/^The staging directory .* was removed during the run\./);
    expect(readdirSync(destination)).toEqual([]);
  });

  it.each(
    losses.flatMap(([what, lose, message]) =>
      (['project-started', 'project-finished'] as const).flatMap((moment) =>
        [false, true].map((atomic) => ({ what, lose, message, moment, atomic })),
      ),
    ),
  )(
    'says that the destination was $what at $moment (atomic: $atomic), and makes nothing there',
    async ({ lose, message, moment, atomic }) => {
      using directory = temporaryDirectory();
      const root = join(directory.path, 'mono');
      writeTree(root, { 'a/x': 'x', 'b/x': 'x', 'c/x': 'x' });
      const destination = join(directory.path, 'out');
      const reasons: string[] = [];
      let isLost = false;
      const run = runBatch(
        { ...optionsFor(root, destination, ['a', 'b', 'c']), jobs: 1, atomic },
        {
          ...contextOf(),
          observe: (event) => {
            if (event.type === 'project-finished') reasons.push(event.reason?.message ?? '');
            if (event.type !== moment || isLost) return;
            isLost = true;
            lose(destination);
          },
        },
      );
      await expect(run).rejects.toThrow(`The destination ${destination} ${message}`);
      expect(existsSync(destination) ? readdirSync(destination) : []).toEqual([]);
      // Projects of an atomic batch finish after all dumps are published.
      const reason = atomic && moment === 'project-finished' ? '' : message;
      expect(reasons.at(-1)).toContain(reason);
    },
  );
});
