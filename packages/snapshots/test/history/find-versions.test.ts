import { temporaryDirectory } from '@create-dump/tooling-testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findVersions, listSnapshots } from '../../src/index.js';
import { contextOf, writeHistory } from './write-history.js';

const contents = ['', 'a\n', 'b\n'] as const;

it('tells of each content where it first and last was, as a look at the trees does', async () => {
  const tree = fc.dictionary(fc.constantFrom('x', 'y', 'd/x'), fc.constantFrom(...contents));
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { minLength: 1, maxLength: 5 }), async (trees) => {
      using directory = temporaryDirectory();
      const { path } = directory;
      // No dump has no file at all.
      const whole = trees.map((files) => ({ ...files, always: 'here' }));
      await writeHistory(path, whole);
      const context = contextOf(path);
      const { snapshots } = await listSnapshots(path, context);
      const { versions, problems, unread } = await findVersions(snapshots, () => true, context);
      expect({ problems, unread }).toEqual({ problems: [], unread: 0 });
      const day = (time: Date) => time.getUTCDate() - 1;
      const found = versions.map((one) => [
        one.path,
        one.size,
        day(one.first.time),
        day(one.last.time),
        one.snapshots,
      ]);
      const expected = ['always', 'd/x', 'x', 'y'].flatMap((name) =>
        ['here', ...contents].flatMap((content) => {
          const days = whole.flatMap((files, at) =>
            (files as Record<string, string>)[name] === content ? [at] : [],
          );
          const [first, last] = [days[0], days.at(-1)];
          return first === undefined ? [] : [[name, content.length, first, last, days.length]];
        }),
      );
      expect(new Set(found.map(String))).toEqual(new Set(expected.map(String)));
      expect(found.length).toBe(expected.length);
    }),
    { numRuns: 15 },
  );
}, 120_000);
