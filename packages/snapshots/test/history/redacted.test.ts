import { temporaryDirectory } from '@create-dump/tooling-testing';
import { describe, expect, it } from 'vitest';
import {
  createLineMatcher,
  findVersions,
  type GrepMatch,
  grepSnapshots,
  listSnapshots,
} from '../../src/index.js';
import { contextOf, writeHistory } from './write-history.js';

const trees = [
  { key: 'k=hush1 needle\n', plain: 'needle\n' },
  { key: 'k=hush2 needle\n', copy: 'k=hush1 needle\n' },
  { key: 'k=hush2 needle!\n', plain: 'needle\n' },
];
const all = () => true;

describe('the history of redacted dumps', () => {
  it.each([
    ['archived', {}],
    ['live', { live: true }],
    ['live and compressed', { live: true, compress: true }],
  ] as const)('is searched as it is shown, each content once: %s', async (_what, options) => {
    using directory = temporaryDirectory();
    await writeHistory(directory.path, trees, { ...options, secret: /hush\d/g });
    const context = contextOf(directory.path);
    const { snapshots, problems } = await listSnapshots(directory.path, context);
    expect(problems).toEqual([]);
    const matcher = await createLineMatcher({ pattern: 'needle', fixed: true, ignoreCase: false });
    const matches: GrepMatch[] = [];
    const onMatch = async (match: GrepMatch) => void matches.push(match);
    const report = await grepSnapshots(snapshots, { matcher, wants: all, onMatch }, context);
    expect(report).toMatchObject({ contents: 3, problems: [], notHeld: 0 });
    const found = matches.map(({ redacted = false, hits, places }) => ({
      redacted,
      texts: hits.map(({ text }) => text),
      paths: places.map(({ path, snapshots: count }) => `${path} ${count}`),
    }));
    expect(found).toEqual([
      { redacted: true, texts: ['k=[REDACTED:r] needle!'], paths: ['key 1'] },
      { redacted: false, texts: ['needle'], paths: ['plain 2'] },
      { redacted: true, texts: ['k=[REDACTED:r] needle'], paths: ['copy 1', 'key 2'] },
    ]);
  });

  it('has versions that are told apart by what is shown', async () => {
    using directory = temporaryDirectory();
    await writeHistory(directory.path, trees, { secret: /hush\d/g });
    const context = contextOf(directory.path);
    const { snapshots } = await listSnapshots(directory.path, context);
    const { versions } = await findVersions(snapshots, (path) => path === 'key', context);
    expect(versions).toMatchObject([
      { path: 'key', redacted: true, isHeld: true, snapshots: 1, size: 23 },
      { path: 'key', redacted: true, isHeld: true, snapshots: 2, size: 22 },
    ]);
  });
});
