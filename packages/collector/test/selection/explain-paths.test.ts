import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  commitAll,
  findTool,
  git,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
import { checkIgnore } from '../judges/check-ignore.js';
import { createCollector, explainPaths } from '../../src/index.js';

const { signal } = new AbortController();

test.skipIf(findTool('git') === undefined)(
  'explains a nested repository, also next to a tracked file whose name starts with its name (needs git)',
  async () => {
    using directory = temporaryDirectory();
    const root = directory.path;
    writeTree(root, { nested2: '' });
    commitAll(root);
    writeTree(root, { 'nested/x': '' });
    git(join(root, 'nested'), 'init', '-q');
    const { files } = await createCollector({ root })(signal);
    expect(files.map(({ path }) => path)).toEqual(['nested2']);
    expect(await explainPaths({ root }, ['nested/x'], signal)).toEqual([
      {
        path: 'nested/x',
        chosen: false,
        reason: { kind: 'built-in', what: 'nested repository' },
      },
    ]);
  },
);

test.skipIf(findTool('git') === undefined)(
  'names the rule for paths that do not exist, as git check-ignore does (needs git)',
  async () => {
    using directory = temporaryDirectory();
    const root = directory.path;
    writeTree(root, {
      '.gitignore': 'node_modules/\n*.log\n!keep.log\n',
      'sub/.gitignore': 'x\n',
      gone: '',
    });
    commitAll(root);
    rmSync(join(root, 'gone'));
    const paths = ['node_modules/a/x.js', 'node_modules/', 'node_modules', 'a.log', 'keep.log', 'sub/x/y', 'sub/deep/x', 'none']; // oxfmt-ignore
    const explained = await explainPaths({ root }, paths, signal);
    const rules = explained.map(({ reason }) =>
      'rule' in reason && reason.rule
        ? { ...reason.rule, line: String(reason.rule.line) }
        : undefined,
    );
    expect(rules).toEqual(checkIgnore(root, paths));
    expect(explained.map(({ exists, reason }) => [reason.kind, exists])).toEqual([
      ['ignored', false],
      ['ignored', false],
      ['missing', undefined],
      ['ignored', false],
      ['missing', undefined],
      ['ignored', false],
      ['ignored', false],
      ['missing', undefined],
    ]);
    const options = { root, files: ['*.ts'], exclude: ['*.ts'], excludedDirs: ['out'] };
    expect(await explainPaths(options, ['a.ts', 'out/b.ts', 'c', 'gone'], signal)).toMatchObject([
      { chosen: false, exists: false, reason: { option: 'exclude' } },
      { chosen: false, exists: false, reason: { option: 'excludedDirs' } },
      { chosen: false, exists: false, reason: { option: 'files' } },
      { chosen: false, exists: false, reason: { option: 'files' } },
    ]);
    expect(await explainPaths({ root }, ['gone'], signal)).toEqual([
      { path: 'gone', chosen: false, reason: { kind: 'missing' } },
    ]);
  },
);
