import { temporaryDirectory, writeTree } from '@create-dump/tooling-testing';
import { expect, it } from 'vitest';
import { planBatch } from '../../src/index.js';
import { contextOf, optionsFor } from '../batch-context.js';

it("applies the root's .dumpignore file to its projects, outside git, too", async () => {
  using directory = temporaryDirectory();
  const { path: root } = directory;
  writeTree(root, {
    '.dumpignore': '*.sql\nb/secret/\nc/\n',
    'a/x.sql': 'x',
    'a/x.ts': 'x',
    'b/secret/x': 'x',
    'b/x': 'x',
    'c/x': 'x',
  });
  const options = optionsFor(root, `${root}/out`, ['a', 'b', 'c']);
  const { projects } = await planBatch(options, contextOf());
  expect(projects.map(({ directory: at, outcome, files }) => [at, outcome, files])).toEqual([
    ['a', 'dumped', 1],
    ['b', 'dumped', 1],
    ['c', 'empty', 0],
  ]);
});
