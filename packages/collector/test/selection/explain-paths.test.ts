import { join } from 'node:path';
import {
  commitAll,
  findTool,
  git,
  temporaryDirectory,
  writeTree,
} from '@create-dump/tooling-testing';
import { expect, test } from 'vitest';
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
