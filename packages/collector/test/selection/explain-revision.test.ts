import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { commitAll, findTool, temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { createRevisionCollector, explainRevision } from '../../src/index.js';

const { signal } = new AbortController();

test.skipIf(findTool('git') === undefined)(
  "explains by the revision's files and rules, as its collector chooses (needs git)",
  async () => {
    using directory = temporaryDirectory();
    const root = directory.path;
    const paths = [
      '.dumpignore',
      'data/a.csv',
      'data/keep.csv',
      'gen/x',
      'large',
      'old.ts',
      'own.md',
    ];
    writeTree(root, Object.fromEntries(paths.map((path) => [path, path])));
    writeTree(root, { '.dumpignore': 'data/\n', large: '123456789012345' });
    commitAll(root);
    for (const path of ['.dumpignore', 'old.ts']) rmSync(join(root, path));
    writeTree(root, { '.dumpignore': '*.ts\n', '.gitignore': 'gen/\n', 'new.ts': '' });
    commitAll(root);
    const options = {
      root,
      revision: 'HEAD~1',
      include: ['data/keep.csv'],
      exclude: ['gen'],
      maxSize: 14,
      isOwnBlob: (path: string) => path === 'own.md',
    };
    const asked = [...paths, 'new.ts', 'data/none', 'data', 'data/', 'gen/none'];
    const explained = await explainRevision(options, asked, signal);
    const rule = { source: '.dumpignore', line: 1, pattern: 'data/' };
    const ignored = { kind: 'ignored', rule, path: 'data/' };
    const byExclude = { kind: 'option', option: 'exclude', value: 'gen' };
    expect(explained.map(({ path, reason, exists }) => [path, reason, exists])).toEqual([
      ['.dumpignore', { kind: 'tracked' }, undefined],
      ['data/a.csv', ignored, undefined],
      ['data/keep.csv', { kind: 'option', option: 'include', value: 'data/keep.csv' }, undefined],
      ['gen/x', byExclude, undefined],
      ['large', { kind: 'option', option: 'maxSize', value: '14' }, undefined],
      ['old.ts', { kind: 'tracked' }, undefined],
      ['own.md', { kind: 'built-in', what: 'own output' }, undefined],
      ['new.ts', { kind: 'missing' }, undefined],
      ['data/none', ignored, false],
      ['data', ignored, undefined],
      ['data', ignored, undefined],
      ['gen/none', byExclude, false],
    ]);
    const { files } = await createRevisionCollector(options)(signal);
    expect(explained.filter(({ chosen }) => chosen).map(({ path }) => path)).toEqual(
      files.map(({ path }) => path),
    );
  },
);
